"""Overloads, nested functions, conditional definitions, assigned methods, inherited names."""

import asyncio
import sys
from functools import partial, partialmethod
from typing import TYPE_CHECKING, Literal, Self, cast, overload

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any


@overload
def fetch(key: str, *, wait: Literal[True]) -> "Coroutine[Any, Any, bytes]": ...
@overload
def fetch(key: str, *, wait: Literal[False] = ...) -> bytes: ...
def fetch(key: str, *, wait: bool = False) -> "bytes | Coroutine[Any, Any, bytes]":
    if wait:
        return _fetch_later(key)
    return key.encode()


async def _fetch_later(key: str) -> bytes:
    await asyncio.sleep(1)
    return key.encode()


if sys.version_info >= (3, 9):
    async def pause() -> None: ...
else:
    def pause() -> None: ...


class Builder:
    def __init__(self) -> None:
        self.parts: list[str] = []

    def add(self, part: str) -> Self:
        self.parts.append(part)
        return self

    async def build(self) -> str:
        return "".join(self.parts)

    async def _log(self, level: str, text: str) -> None: ...

    warn = partialmethod(_log, "warning")
    finish = build


class Tower(Builder):
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None: ...

    class Floor:
        async def sweep(self) -> None: ...

    def floor(self) -> Floor:
        return self.Floor()


def make_worker(name: str):
    async def worker(job: str) -> str:
        return f"{name}: {job}"

    return worker


def job(key: str):
    return _fetch_later(key)


def later(key: str):
    if key.startswith("http"):
        return _fetch_later(key)
    return job("file:" + key)


async def main(thing: object) -> None:
    size = len(fetch("a"))
    await fetch("a", wait=True)
    await pause()
    await Tower().add("a").add("b").build()
    await Tower().finish()
    await Tower().warn("wobbly")
    await Tower().floor().sweep()
    async with Tower() as tower:
        tower.add("c")
        text = tower.build()
    print(size, text.upper())
    work = make_worker("one")
    await work("dig")
    await make_worker("two")("dig")
    await later("x")
    await partial(_fetch_later, "y")()
    await (lambda: _fetch_later("z"))()
    await cast(Tower, thing).build()
    await cast("Tower", thing).build()
    handlers = {"build": Tower().build, "other": make_worker("three")}
    await handlers["build"]()
    steps = [_fetch_later, job]
    for step in steps:
        await step("a")
    if isinstance(thing, Tower):
        await thing.build()
    elif isinstance(thing, Tower.Floor):
        await thing.sweep()

    async def inner() -> None:
        def helper() -> None:
            work("closure in a sync function")

        helper()

    await inner()
