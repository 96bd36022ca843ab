"""Caches of plain values, of tasks, and caches that know coroutines."""

import asyncio
import functools
from functools import cached_property, lru_cache
from typing import Any


@lru_cache(maxsize=8)
def parse(text: str) -> list[str]:
    return text.split()


@functools.cache
def lock_for(name: str) -> asyncio.Lock:
    return asyncio.Lock()


async def fetch(name: str) -> str:
    return name


@functools.cache
def fetch_task(name: str) -> "asyncio.Task[str]":
    return asyncio.ensure_future(fetch(name))


@lru_cache
def fetch_future(name: str) -> "asyncio.Future[str]":
    return asyncio.get_running_loop().create_task(fetch(name))


@functools.cache
def fetcher(name: str):
    async def run() -> str:
        return await fetch(name)

    return run


@lru_cache
def fetch_partial(name: str):
    return functools.partial(fetch, name)


def alru_cache(function):
    results: dict[str, Any] = {}

    @functools.wraps(function)
    async def wrapper(name: str) -> Any:
        if name not in results:
            results[name] = await function(name)
        return results[name]

    return wrapper


def cache(function):
    """Not the one of functools."""
    return alru_cache(function)


@alru_cache
async def remembered(name: str) -> str:
    return await fetch(name)


@cache
async def remembered_too(name: str) -> str:
    return await fetch(name)


class Lazy:
    """Can be awaited again and again."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __await__(self):
        return fetch(self.name).__await__()


@functools.cache
def lazy(name: str) -> Lazy:
    return Lazy(name)


class Service:
    def __init__(self) -> None:
        self._value: str | None = None

    @cached_property
    def words(self) -> list[str]:
        return parse("a b")

    @cached_property
    def started(self) -> "asyncio.Task[str]":
        return asyncio.ensure_future(fetch("x"))

    @property
    async def value(self) -> str:
        if self._value is None:
            self._value = await fetch("value")
        return self._value

    @functools.lru_cache
    def client(self, name: str) -> Any:
        return getattr(self, name)

    @functools.singledispatchmethod
    async def handle(self, message: Any) -> str:
        return str(message)


@functools.wraps(fetch)
async def wrapped(name: str) -> str:
    return await fetch(name)


normalize = lru_cache(maxsize=4)(str.lower)
