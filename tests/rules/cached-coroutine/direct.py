"""A cache keeps the coroutine instead of its result."""

import asyncio
import functools
from functools import cache, cached_property, lru_cache
from functools import lru_cache as memoize
from typing import Any


@functools.lru_cache(maxsize=128)  # expect: cached-coroutine
async def exchange_rate(currency: str) -> float:
    await asyncio.sleep(1)
    return 1.0


@lru_cache  # expect: cached-coroutine
async def country(code: str) -> str:
    return code.upper()


@cache  # expect: cached-coroutine
async def settings() -> dict[str, Any]:
    return {}


@memoize()  # expect: cached-coroutine
async def token():
    return "secret"


@functools.cache  # expect: cached-coroutine
async def schema(name, version=1): return {"name": name, "version": version}


def retried(function):
    @functools.wraps(function)
    async def wrapper(*args: Any) -> Any:
        return await function(*args)

    return wrapper


@lru_cache(maxsize=None)  # expect: cached-coroutine
@retried
async def profile(user: int) -> dict[str, int]:
    return {"id": user}


class Account:
    def __init__(self, number: str) -> None:
        self.number = number

    @cached_property  # expect: cached-coroutine
    async def balance(self) -> float:
        return 0.0

    @functools.cached_property  # expect: cached-coroutine
    async def owner(self) -> str:
        return self.number

    @lru_cache(maxsize=4)  # expect: cached-coroutine
    async def history(self, year: int) -> list[float]:
        return [float(year)]

    @classmethod
    @cache  # expect: cached-coroutine
    async def load(cls, number: str) -> "Account":
        return cls(number)

    @staticmethod
    @functools.lru_cache  # expect: cached-coroutine
    async def currencies() -> list[str]:
        return ["EUR"]


async def rate(pair: str) -> float:
    return float(len(pair))


def rate_later(pair: str):
    return rate(pair)


cached_rate = lru_cache(maxsize=32)(rate)  # expect: cached-coroutine
cached_later = functools.cache(rate_later)  # expect: cached-coroutine


@cache  # expect: cached-coroutine
def rate_of(pair: str):
    return rate(pair.lower())
