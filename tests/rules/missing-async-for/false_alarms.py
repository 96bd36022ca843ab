"""Iterations of the right kind, dual protocols, and generators that are kept."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from typing import Any


async def ticks(limit: int = 3) -> AsyncIterator[int]:
    for number in range(limit):
        yield number


def open_ticks() -> AsyncIterator[int]:
    return ticks()


async def prepared() -> AsyncIterator[int]:
    """A coroutine (it has no `yield`) that gives an iterator."""
    await asyncio.sleep(0)
    return ticks()


class Both:
    def __iter__(self) -> Iterator[int]:
        return iter([1])

    async def __aiter__(self) -> AsyncIterator[int]:
        yield 1


class Sequence:
    def __getitem__(self, index: int) -> int:
        if index > 3:
            raise IndexError
        return index


class Proxy:
    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Source:
    def __init__(self) -> None:
        self.stream = ticks()
        self.streams: list[AsyncIterator[int]] = []

    def add(self, limit: int) -> AsyncIterator[int]:
        stream = ticks(limit)
        self.streams.append(stream)
        return stream

    def each(self) -> AsyncGenerator[int, None]:
        return self._each()

    async def _each(self) -> AsyncGenerator[int, None]:
        for stream in self.streams:
            async for number in stream:
                yield number


async def collect(stream: AsyncIterator[int]) -> list[int]:
    return [number async for number in stream]


async def right_ways(source: Source) -> int:
    async for tick in ticks():
        print(tick)
    async for tick in open_ticks():
        print(tick)
    async for tick in await prepared():
        print(tick)
    doubled = [tick * 2 async for tick in ticks()]
    lazily = (tick async for tick in ticks())
    async for number in lazily:
        doubled.append(number)
    total = sum([number async for number in source.each()])
    first = await anext(ticks())
    stream = ticks(5)
    second = await anext(stream, None)
    await stream.aclose()
    async with contextlib.aclosing(ticks()) as closing:
        async for number in closing:
            total += number
    iterator = aiter(ticks())
    total += await iterator.__anext__()
    await collect(ticks())
    await collect(source.stream)
    for number in await collect(source.add(3)):
        total += number
    return total + first + (second or 0) + sum(doubled)


async def both_ways(both: Both) -> None:
    for number in both:
        print(number)
    async for number in both:
        print(number)
    for number in Sequence():
        print(number)


async def nobody_knows(parameter, values: Any) -> None:
    for value in parameter:
        print(value)
    async for value in parameter.stream():
        print(value)
    async for value in values:
        print(value)
    for value in getattr(values, "rows")():
        print(value)
    for value in Proxy().rows():
        print(value)


async def tasks_in_turn() -> None:
    for finished in asyncio.as_completed([asyncio.sleep(1), asyncio.sleep(2)]):
        await finished
    async for earliest in asyncio.as_completed([asyncio.sleep(1)]):
        await earliest
    for tick in [1, 2]:
        print(tick)


def factory(kind: str):
    return {"ticks": ticks, "stream": open_ticks()}[kind]
