"""Objects that can be awaited and are used as what else they are."""

import asyncio
import random
from collections.abc import Awaitable, Generator
from typing import Any, Self


class Turnstile:
    """Hands out futures under the name of awaitables: they are under way, awaited or not."""

    def __init__(self) -> None:
        self.waiting: list[asyncio.Future[None]] = []

    def enter(self) -> Awaitable[None]:
        gate: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append(gate)
        return gate

    def pass_through(self) -> Awaitable[None]:
        return self.enter()


async def crowd(turnstile: Turnstile) -> int:
    turnstile.enter()
    turnstile.pass_through()
    last = turnstile.enter()
    last.add_done_callback(print)  # type: ignore[attr-defined]
    return len(turnstile.waiting)


class Step:
    rows: list[int]

    def compiled(self) -> str:
        return "SELECT"


class Query(Step):
    """Runs when it is awaited; until then it is a description."""

    def __await__(self) -> Generator[Any, None, list[int]]:
        yield
        return self.rows

    def __repr__(self) -> str:
        return "<Query>"

    def __eq__(self, other: object) -> bool:
        return self is other

    def __iter__(self) -> Any:
        return iter(self.rows)

    @classmethod
    def prepared(cls, **values: int) -> Self:
        made = cls()
        for name, value in values.items():
            setattr(made, name, value)
        return made


class RecentQuery(Query):
    def newest(self) -> "RecentQuery":
        return self


class Nested:
    def __init__(self, inner: Step) -> None:
        self.inner = inner


def select() -> Query:
    return Query()


async def queries() -> list[object]:
    nested = Nested(select())
    text = repr(select())
    same = select() == select()
    rows = [row for row in select()]
    prepared = Query.prepared(limit=3)
    limit = prepared.limit  # type: ignore[attr-defined]
    newest = await select().newest()  # type: ignore[attr-defined]
    return [nested, text, same, rows, limit, newest]


class Reply:
    async def text(self) -> str:
        return "hello"


async def fetch(kind: type[Reply]) -> Reply:
    return kind()


async def check_custom_reply() -> None:
    class Canned(Reply):
        def text(self) -> str:  # type: ignore[override]
            return "canned"

    reply = await fetch(Canned)
    assert reply.text() == "canned"


class RowMeta(type):
    def __new__(mcs, name, bases, namespace):
        namespace["id"] = 0
        return super().__new__(mcs, name, bases, namespace)


class Row(metaclass=RowMeta):
    """What a mapper loads; it may be awaited to be loaded anew."""

    def __await__(self):
        return self._load().__await__()

    async def _load(self):
        return self


async def loaded(rows: list[Row], by_id: dict[int, Row], waiting: asyncio.Queue[Row]):
    print(random.choice(rows).id, next(iter(by_id.values())).id, rows.pop().id)
    row = waiting.get_nowait()
    print(row.id, random.choice(list(by_id.values())).id)
