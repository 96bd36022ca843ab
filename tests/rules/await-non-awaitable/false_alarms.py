"""Awaits of things that can be awaited, and of things nobody knows."""

import asyncio
import contextlib
import functools
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar, Union
from unittest.mock import AsyncMock, MagicMock

T = TypeVar("T")


class Lazy:
    def __init__(self, value: int) -> None:
        self.value = value

    def __await__(self) -> Generator[Any, None, int]:
        yield from asyncio.sleep(0).__await__()
        return self.value


class Query:
    def where(self, **conditions: Any) -> "Query":
        return self

    def __await__(self):
        return self._run().__await__()

    async def _run(self) -> list[int]:
        return []


class LazyChild(Lazy):
    pass


class Magic:
    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Reader(Protocol):
    def read(self) -> Awaitable[bytes]: ...


class Storage:
    """Subclasses return a coroutine, or a value."""

    def load(self, key: str) -> Any:
        raise NotImplementedError

    def save(self, key: str):
        raise NotImplementedError

    def drop(self, key):
        pass


class RemoteStorage(Storage):
    async def load(self, key: str) -> str:
        return key

    async def save(self, key: str) -> str:
        return key

    async def drop(self, key):
        return key


@types.coroutine
def suspend() -> Generator[None, None, int]:
    yield
    return 1


async def fetch() -> int:
    return 1


def fetch_later() -> Coroutine[Any, Any, int]:
    return fetch()


def in_loop() -> "asyncio.Future[int]":
    return asyncio.get_running_loop().create_future()


def maybe(flag: bool) -> Union[int, Awaitable[int]]:
    return fetch() if flag else 3


def passthrough(function: T) -> T:
    return function


def delegating(function: Callable[..., Any]):
    @functools.wraps(function)
    def wrapper(*args: Any) -> Any:
        return function(*args)

    return wrapper


@passthrough
async def decorated() -> int:
    return 1


@delegating
async def delegated() -> int:
    return 1


async def awaitables(reader: Reader, storage: Storage) -> None:
    await Lazy(1)
    await LazyChild(2)
    await Query()
    await Query().where(a=1).where(b=2)
    await suspend()
    await fetch_later()
    await in_loop()
    await decorated()
    await delegated()
    await reader.read()
    await storage.load("a")
    await storage.save("b")
    await storage.drop("c")
    await asyncio.create_task(fetch())
    await asyncio.get_running_loop().run_in_executor(None, sum, [1])
    await asyncio.wrap_future(ThreadPoolExecutor().submit(sum, [1]))
    await asyncio.gather(fetch(), return_exceptions=False)
    await asyncio.to_thread(sum, [1])
    await asyncio.Event().wait()
    await (lambda: fetch())()
    await functools.partial(fetch)()
    await AsyncMock()()
    await MagicMock().fetch()


async def nobody_knows(parameter, values: Any, table: dict[str, Any]) -> None:
    await parameter
    await parameter.run()
    await values[0]
    await table["x"]()
    await getattr(parameter, "run")()
    await Magic().run()
    await maybe(True)
    result = table["y"]()
    if asyncio.iscoroutine(result):
        result = await result
    print(result)


async def once(flag: bool) -> int:
    coro = fetch()
    if flag:
        return await coro
    return await coro


async def each_its_own() -> int:
    total = 0
    for _ in range(3):
        coro = fetch()
        total += await coro
    coro = fetch()
    total += await coro
    return total


async def task_twice() -> int:
    task = asyncio.create_task(fetch())
    return await task + await task


async def future_twice(future: "asyncio.Future[int]") -> int:
    return await future + await future


async def retried() -> int:
    coro = fetch()
    while True:
        try:
            return await coro
        except OSError:
            coro = fetch()


async def lazily_twice() -> int:
    lazy = Lazy(3)
    return await lazy + await lazy


class Hooks:
    """Annotations of callbacks are often careless; attributes may be set from anywhere."""

    on_query: Callable[[str], int]
    waiter = 0

    def __init__(self, on_query: Callable[[str], int]) -> None:
        self.on_query = on_query

    def opened(self) -> None:
        """A hook that may do nothing."""
        print("opened")

    async def run(self) -> None:
        await self.on_query("x")
        if self.waiter:
            await self.waiter
        await self.opened()


class AsyncHooks(Hooks):
    async def opened(self) -> None: ...


async def does_not_care() -> None:
    with contextlib.suppress(TypeError):
        await print("x")
    try:
        await print("y")
    except TypeError:
        pass


async def renewed_from_inside() -> None:
    coro = fetch()

    def renew() -> None:
        nonlocal coro
        coro = fetch()

    await coro
    renew()
    await coro


async def second_chance() -> None:
    coro = fetch()
    try:
        passthrough(1)
        await coro
    except OSError:
        await coro
