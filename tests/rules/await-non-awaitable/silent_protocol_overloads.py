"""Overloads for two kinds of clients, which only a literal tells apart."""

from collections.abc import Awaitable
from typing import Literal, Protocol, overload


class AsyncClient(Protocol):
    _is_async: Literal[True]


class SyncClient(Protocol):
    _is_async: Literal[False]


class Commands:
    @overload
    def add(self: SyncClient, key: str) -> bool: ...

    @overload
    def add(self: AsyncClient, key: str) -> Awaitable[bool]: ...

    def add(self, key: str) -> bool | Awaitable[bool]:
        return self.execute("ADD", key)


class Filters(Commands):
    _is_async: Literal[True] = True

    def __init__(self, client) -> None:
        self.execute = client.execute


async def main(filters: Filters) -> None:
    assert await filters.add("a")
    assert await filters.add(1)
