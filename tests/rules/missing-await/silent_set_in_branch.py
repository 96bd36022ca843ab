"""An attribute that another branch has set."""

from __future__ import annotations

from typing import cast


class Plain:
    def read(self, key: str) -> str:
        return key


class Asynchronous:
    async def read(self, key: str) -> str:
        return key


class Team:
    store: Plain | Asynchronous | None = None


def is_asynchronous(team: Team) -> bool:
    return isinstance(team.store, Asynchronous)


async def read(team: Team, key: str) -> str:
    if is_asynchronous(team):
        team.store = cast(Asynchronous, team.store)
        found = await team.store.read(key)
    else:
        found = team.store.read(key)
    return found
