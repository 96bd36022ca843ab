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
    fetch("a", wait=True)  # expect: missing-await
    pause()  # expect: missing-await
    Tower().add("a").add("b").build()  # expect: missing-await build
    Tower().finish()  # expect: missing-await
    Tower().warn("wobbly")  # expect: missing-await
    Tower().floor().sweep()  # expect: missing-await sweep
    async with Tower() as tower:
        tower.add("c")
        text = tower.build()  # expect: missing-await build
    print(size, text.upper())
    work = make_worker("one")
    work("dig")  # expect: missing-await
    make_worker("two")("dig")  # expect: missing-await
    later("x")  # expect: missing-await later
    partial(_fetch_later, "y")()  # expect: missing-await
    (lambda: _fetch_later("z"))()  # expect: missing-await
    cast(Tower, thing).build()  # expect: missing-await
    cast("Tower", thing).build()  # expect: missing-await
    handlers = {"build": Tower().build, "other": make_worker("three")}
    handlers["build"]()  # expect: missing-await
    steps = [_fetch_later, job]
    for step in steps:
        step("a")  # expect: missing-await
    if isinstance(thing, Tower):
        thing.build()  # expect: missing-await
    elif isinstance(thing, Tower.Floor):
        thing.sweep()  # expect: missing-await

    async def inner() -> None:
        def helper() -> None:
            work("closure in a sync function")  # expect: missing-await

        helper()

    inner()  # expect: missing-await
