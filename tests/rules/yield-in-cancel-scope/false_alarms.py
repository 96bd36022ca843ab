"""Scopes that are closed at the `yield`, and generators that become context managers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import pytest
from framework import App, Depends, fixture


@contextlib.asynccontextmanager
async def group() -> AsyncIterator[asyncio.TaskGroup]:
    async with asyncio.TaskGroup() as tasks:
        yield tasks


@pytest.fixture
async def server() -> AsyncIterator[int]:
    async with asyncio.timeout(10):
        yield 1


@fixture(scope="session")
async def database() -> AsyncIterator[int]:
    async with asyncio.TaskGroup():
        yield 1


async def lifespan(app: App) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        app.tasks = tasks
        yield


app = App(lifespan=lifespan)


async def session() -> AsyncIterator[int]:
    async with asyncio.timeout(30):
        yield 1


async def endpoint(number: int = Depends(session)) -> int:
    return number


async def lines(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while True:
        async with asyncio.timeout(3):
            line = await reader.readline()
        yield line


async def before_and_after(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    yield b"begin"
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(reader.read())
    yield b"end"


async def other_managers(lock: asyncio.Lock, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    async with lock, contextlib.AsyncExitStack():
        yield await reader.read()
    with contextlib.suppress(ValueError):
        yield b""


async def in_an_inner_function() -> list[int]:
    async with asyncio.timeout(3):

        async def numbers() -> AsyncIterator[int]:
            yield 1

        return [number async for number in numbers()]


async def in_a_list() -> AsyncIterator[bytes]:
    async with asyncio.timeout(3):
        parts = [part async for part in before_and_after(asyncio.StreamReader())]
    for part in parts:
        yield part


async def consumer(reader: asyncio.StreamReader) -> None:
    async with asyncio.timeout(3):
        async for line in lines(reader):
            print(line)


def plain() -> Iterator[int]:
    with contextlib.suppress(ValueError):
        yield 1


async def without_a_scope(deadline: asyncio.Timeout) -> AsyncIterator[float]:
    async with contextlib.nullcontext(deadline):
        yield 1.0
