"""Iteration of the wrong kind."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable, Iterator
from itertools import islice


async def ticks(limit: int = 3) -> AsyncIterator[int]:
    for number in range(limit):
        await asyncio.sleep(0.1)
        yield number


async def countdown(start):
    while start:
        yield start
        start -= 1
        await asyncio.sleep(1)


def lines() -> Iterator[str]:
    yield "a"


class Cursor:
    def __init__(self, rows: list[dict[str, int]]) -> None:
        self.rows = rows

    def __aiter__(self) -> "Cursor":
        return self

    async def __anext__(self) -> dict[str, int]:
        if not self.rows:
            raise StopAsyncIteration
        return self.rows.pop()

    async def pages(self, size: int = 10) -> AsyncGenerator[list[dict[str, int]], None]:
        yield self.rows[:size]


class Table:
    def __init__(self) -> None:
        self.names = ["a", "b"]

    def select(self, where: str = "") -> Cursor:
        return Cursor([])

    async def scan(self):
        async for row in self.select():
            yield row

    async def rows(self) -> list[dict[str, int]]:
        return []

    @property
    def changes(self) -> AsyncIterator[str]:
        return self._changes()

    async def _changes(self) -> AsyncIterator[str]:
        yield "insert"


async def loops(table: Table, feed: AsyncIterable[bytes]) -> None:
    async for tick in ticks():
        print(tick)
    async for number in countdown(3):
        print(number)
    async for row in table.select("a > 1"):
        print(row["a"])
    async for row in table.scan():
        print(row)
    async for chunk in feed:
        print(len(chunk))
    async for change in table.changes:
        print(change)
    cursor = table.select()
    async for page in cursor.pages(size=5):
        print(page)
    for index, tick in enumerate(ticks()):
        print(index, tick)
    for row in islice(table.scan(), 25):
        print(row)


async def expressions(table: Table) -> None:
    doubled = [tick * 2 async for tick in ticks()]
    names = {row["a"]: row async for row in table.select()}
    everything = list(table.scan())
    total = sum(ticks())
    first = next(ticks())
    last = sorted(ticks(), reverse=True)[0]
    positive = any(number > 0 for number in countdown(3))
    joined = ",".join(table.changes)
    head, *tail = ticks()
    spread = [*countdown(2)]
    print(doubled, names, everything, total, first, last, positive, joined, head, tail, spread)
    if all(await positive_later(number) for number in [1, 2]):
        print("positive")
    if 3 in ticks():
        print("three")


async def positive_later(number: int) -> bool:
    return number > 0


async def the_other_way(table: Table, given: Iterable[int]) -> None:
    for name in table.names:
        print(name)
    for line in lines():
        print(line)
    for number in range(3):
        print(number)
    for number in given:
        print(number)
    squares = [n * n for n in [1, 2, 3]]
    for row in await table.rows():
        print(row, squares)


async def thrown_away_or_awaited(table: Table) -> None:
    ticks(10)
    table.scan()
    await ticks()
    rows = await table.scan()
    print(rows)
    stream = countdown(3)
    await stream
    unused = countdown(4)


def report(table: Table) -> list[dict[str, int]]:
    return [row for row in table.scan()]
