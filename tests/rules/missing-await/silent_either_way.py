"""Calls of which the code does not say that they give a coroutine, or which never run."""

import abc
import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Literal, ParamSpec, Protocol, TypeVar, Union, cast, overload

P = ParamSpec("P")
R = TypeVar("R")


# One mixin for two kinds of clients, which a literal tells apart.
class AsyncClient(Protocol):
    _is_async: Literal[True]


class SyncClient(Protocol):
    _is_async: Literal[False]


class Commands:
    @overload
    def add(self: SyncClient, key: str) -> bool: ...

    @overload
    def add(self: AsyncClient, key: str) -> Awaitable[bool]: ...

    def add(self, key):
        return self.execute("ADD", key)


class Pipeline(Commands):
    _is_async: Literal[True] = True

    def execute(self, *words):
        return self


class Client(Commands):
    _is_async: Literal[False] = False

    def execute(self, *words):
        return True


def fill(pipe: Pipeline, client: Client) -> bool:
    pipe.add("a")
    client.add("b")
    return client.add("c")


# A decorator that chooses when it is called.
def dispatch(
    twin: Callable[P, Coroutine[Any, Any, R]],
) -> Callable[[Callable[P, R]], Callable[P, Union[R, Coroutine[Any, Any, R]]]]:
    def decorate(function):
        @wraps(function)
        def choose(*args, **kwargs):
            return twin(*args, **kwargs) if in_a_loop() else function(*args, **kwargs)

        return choose

    return decorate


def in_a_loop() -> bool:
    return asyncio._get_running_loop() is not None


async def astop(name: str) -> None:
    await asyncio.sleep(0)


@dispatch(astop)
def stop(name: str) -> None:
    print(name)


def shut_down() -> None:
    stop("runner")


# A declaration without `yield`, and what everybody inherits who has one.
class Feed(abc.ABC):
    @abc.abstractmethod
    async def events(self) -> AsyncIterable[int]: ...

    @abc.abstractmethod
    async def take(self, count: int) -> AsyncIterator[int]: ...


class Ticks(Feed):
    async def events(self):
        yield 1

    async def take(self, count):
        for number in range(count):
            yield number


async def numbered(items: AsyncIterable[int]):
    async for item in items:
        yield item


async def read(feed: Feed) -> None:
    async for item in numbered(feed.events()):
        print(item)
    taken = feed.take(3)
    await taken.athrow(KeyError())


# A name of the module, until the class has one of its own.
class Agent:
    supervisor: Feed = cast(Feed, None)

    async def cast(self, value: object) -> None: ...


# What is queued is under way, whoever waits for the answer.
class Request:
    def __init__(self, command: str) -> None:
        self.command = command
        self.done = asyncio.Event()

    def __await__(self):
        return self.done.wait().__await__()


class Connection:
    def __init__(self) -> None:
        self.requests: list[Request] = []

    def request(self, command: str) -> Request:
        request = Request(command)
        self.requests.append(request)
        return request

    def unwatch(self) -> None:
        self.request("UNWATCH")


# Branches that are chosen when the code is written.
class Settings:
    async def set_level(self, value: int) -> None: ...

    def _refuse(self) -> None:
        raise AttributeError

    def level(self, value: int) -> None:
        if True:  # ASYNC
            self._refuse()
        else:
            self.set_level(value)
        if False and value:
            self.set_level(value)
        if not 1:
            self.set_level(value)
