"""Coroutines that are stored, returned or yielded, and awaited somewhere else."""

from __future__ import annotations

import asyncio
import functools
from collections import defaultdict
from collections.abc import Awaitable, Coroutine, Iterator
from typing import Any

pending: list[Coroutine[Any, Any, bytes]] = []
current: Coroutine[Any, Any, bytes] | None = None


async def fetch(url: str) -> bytes:
    await asyncio.sleep(0.1)
    return url.encode()


async def checked(coros: list[Awaitable[bytes]]) -> list[bytes]:
    results = await asyncio.gather(*coros, return_exceptions=True)
    return [result for result in results if not isinstance(result, BaseException)]


def fetch_all(urls: list[str]) -> list[Coroutine[Any, Any, bytes]]:
    return [fetch(url) for url in urls]


def fetch_index():
    return fetch("/index.html")


def fetch_either(primary: bool) -> Awaitable[bytes]:
    return fetch("/a") if primary else fetch("/b")


def coroutines(urls: list[str]) -> Iterator[Awaitable[bytes]]:
    for url in urls:
        yield fetch(url)
    yield from (fetch(url) for url in urls)


def untyped(urls):
    for url in urls:
        yield fetch(url)


fetch_home = lambda: fetch("/")
fetch_news = functools.partial(fetch, "/news")


class Page:
    url = "/"

    def __init__(self) -> None:
        self.body = fetch(self.url)
        self.parts: dict[str, Coroutine[Any, Any, bytes]] = {}
        self.waiting = defaultdict(list)

    def prepare(self, name: str) -> None:
        self.parts[name] = fetch(f"{self.url}/{name}")
        self.waiting[name].append(fetch(name))
        setattr(self, name, fetch(name))

    def __await__(self):
        return self.body.__await__()

    def __getitem__(self, name: str) -> Awaitable[bytes]:
        return fetch(name)

    @property
    def head(self) -> Awaitable[bytes]:
        return fetch(self.url + "#head")

    def close(self) -> None:
        self.body.close()


async def later(url: str, urgent: bool) -> bytes:
    coro = fetch(url)
    if urgent:
        return await coro
    await asyncio.sleep(1)
    return await coro


async def closed(url: str, urgent: bool) -> bytes | None:
    coro = fetch(url)
    if not urgent:
        coro.close()
        return None
    return await coro


async def driven(url: str) -> None:
    coro = fetch(url)
    try:
        coro.send(None)
    except StopIteration as stop:
        print(stop.value)


async def collected(urls: list[str]) -> list[bytes]:
    coros = []
    for url in urls:
        coros.append(fetch(url))
    return await checked(coros)


async def displays(url: str) -> list[bytes]:
    both = [fetch(url), fetch(url + "?all")]
    named = {"a": fetch("/a"), "b": fetch("/b")}
    pair = (fetch("/c"), fetch("/d"))
    bodies = await checked(both)
    bodies += await checked(list(named.values()))
    for coro in pair:
        bodies.append(await coro)
    return bodies


async def unpacked(urls: list[str]) -> bytes:
    head, *tail = [fetch(url) for url in urls]
    body = await head
    await checked(tail)
    return body


async def generated(urls: list[str]) -> list[bytes]:
    return [await coro for coro in (fetch(url) for url in urls)]


async def mapped(urls: list[str]) -> list[bytes]:
    return await checked(list(map(fetch, urls)))


async def joined(urls: list[str]) -> list[bytes]:
    coros = [fetch(url) for url in urls] + [fetch("/")]
    return await checked(coros)


async def nested(url: str) -> bytes:
    coro = fetch(url)

    async def finish() -> bytes:
        return await coro

    return await finish()


async def swapped(url: str) -> bytes:
    coro = fetch(url) if url else fetch_index()
    again = coro
    return await again


async def walrus(url: str) -> bytes:
    return await (coro := fetch(url)) or coro.__name__.encode()


def remember(url: str) -> None:
    global current
    current = fetch(url)
    pending.append(fetch(url))


def opener(url: str):
    coro = None

    def start() -> None:
        nonlocal coro
        coro = fetch(url)

    async def finish() -> bytes:
        return await coro

    return start, finish


async def indirectly() -> bytes:
    await fetch_home()
    await fetch_news()
    await fetch_either(True)
    page = Page()
    await page.head
    await page["x"]
    return await page


def build(kind: str) -> dict[str, Awaitable[bytes]]:
    return {"body": fetch(kind), "head": fetch("head")}


async def either_way(url: str, slow: bool) -> bytes:
    coro = fetch(url)
    if slow:
        result = await coro
    else:
        result = await asyncio.wait_for(coro, 1)
    return result


async def in_finally(url: str) -> bytes:
    coro = fetch(url)
    try:
        print("before")
    finally:
        body = await coro
    return body


async def raised(url: str, valid: bool) -> bytes:
    coro = fetch(url)
    try:
        if not valid:
            raise ValueError(url)
        return await coro
    except ValueError:
        coro.close()
        raise


async def relayed(url: str) -> Awaitable[bytes]:
    # declared: whoever awaits this awaits again
    return fetch(url)


async def start_and_finish() -> bytes:
    return await (await relayed("/"))


async def shown(name: str) -> None:
    print(name)


def shown_if_named(name: str) -> Coroutine[None, None, None] | None:
    return shown(name) if name else None


async def shown_if_any(names: list[str]):
    coroutines = (one for name in names if (one := shown_if_named(name)))
    for coroutine in coroutines:
        await coroutine
