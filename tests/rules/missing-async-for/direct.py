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
    for tick in ticks():  # expect: missing-async-for
        print(tick)
    for number in countdown(3):  # expect: missing-async-for
        print(number)
    for row in table.select("a > 1"):  # expect: missing-async-for
        print(row["a"])
    for row in table.scan():  # expect: missing-async-for
        print(row)
    for chunk in feed:  # expect: missing-async-for
        print(len(chunk))
    for change in table.changes:  # expect: missing-async-for
        print(change)
    cursor = table.select()
    for page in cursor.pages(size=5):  # expect: missing-async-for
        print(page)
    for index, tick in enumerate(ticks()):  # expect: missing-async-for
        print(index, tick)
    for row in islice(table.scan(), 25):  # expect: missing-async-for
        print(row)


async def expressions(table: Table) -> None:
    doubled = [tick * 2 for tick in ticks()]  # expect: missing-async-for
    names = {row["a"]: row for row in table.select()}  # expect: missing-async-for
    everything = list(table.scan())  # expect: missing-async-for
    total = sum(ticks())  # expect: missing-async-for
    first = next(ticks())  # expect: missing-async-for
    last = sorted(ticks(), reverse=True)[0]  # expect: missing-async-for
    positive = any(number > 0 for number in countdown(3))  # expect: missing-async-for
    joined = ",".join(table.changes)  # expect: missing-async-for
    head, *tail = ticks()  # expect: missing-async-for
    spread = [*countdown(2)]  # expect: missing-async-for
    print(doubled, names, everything, total, first, last, positive, joined, head, tail, spread)
    if all(await positive_later(number) for number in [1, 2]):  # expect: missing-async-for
        print("positive")
    if 3 in ticks():  # expect: missing-async-for
        print("three")


async def positive_later(number: int) -> bool:
    return number > 0


async def the_other_way(table: Table, given: Iterable[int]) -> None:
    async for name in table.names:  # expect: missing-async-for
        print(name)
    async for line in lines():  # expect: missing-async-for
        print(line)
    async for number in range(3):  # expect: missing-async-for
        print(number)
    async for number in given:  # expect: missing-async-for
        print(number)
    squares = [n * n async for n in [1, 2, 3]]  # expect: missing-async-for
    async for row in await table.rows():  # expect: missing-async-for
        print(row, squares)


async def thrown_away_or_awaited(table: Table) -> None:
    ticks(10)  # expect: missing-async-for
    table.scan()  # expect: missing-async-for
    await ticks()  # expect: missing-async-for
    rows = await table.scan()  # expect: missing-async-for
    print(rows)
    stream = countdown(3)
    await stream  # expect: missing-async-for
    unused = countdown(4)  # expect: missing-async-for


def report(table: Table) -> list[dict[str, int]]:
    return [row for row in table.scan()]  # expect: missing-async-for
