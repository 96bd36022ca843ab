"""Awaitables that are known in spite of something: mixins, missing packages, other uses of the value."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

try:
    from fast_pool import Pool
except ImportError:
    from asyncio import Queue as Pool

if TYPE_CHECKING:
    from collections.abc import Callable


class Sending:
    async def send(self: Client, text: str) -> None:
        self.connect()  # expect: missing-await
        await self.write(text)

    async def send_all(self: "Client", texts: list[str]) -> None:
        for text in texts:
            self.write(text)  # expect: missing-await


class Client(Sending):
    async def connect(self) -> None:
        await asyncio.sleep(0)

    async def write(self, text: str) -> None:
        await asyncio.sleep(0)


async def fill(items: list[int]) -> None:
    pool: Pool[int] = Pool()
    for item in items:
        pool.put(item)  # expect: missing-await
    await pool.join()


class Account:
    name: str


@dataclass
class Receipt:
    account: Account
    note: Any = None


async def find(name: str) -> Account:
    return Account()


async def pay(name: str, log: Callable[..., None], register: Any) -> str:
    account = find(name)  # expect: missing-await has no `name`
    register(account)
    log(account)
    return account.name


async def receipt(name: str) -> Receipt:
    return Receipt(account=find(name))  # expect: missing-await


async def receipt_with_note(name: str) -> Receipt:
    return Receipt(account=await find(name), note=find(name))


class Handler:
    async def handle(self, text: str) -> None:
        """Nothing by default."""


class Forwarding(Handler):
    def __init__(self, forward: Any) -> None:
        self.forward = forward

    def handle(self, text: str) -> Any:
        return self.forward(text)


async def dispatch(handler: Handler, text: str) -> None:
    handler.handle(text)  # expect: missing-await


class Cache:
    async def get(self, key: str) -> str | None:
        return None


async def cached(cache: Cache, key: str):
    found = cache.get(key)  # expect: missing-await
    if found:
        return found
    return await cached(cache, "default")


class Node:
    async def children(self) -> "list[Node]":
        return []


def show(node, depth):
    for child in node.children():  # expect: missing-await
        show(child, depth - 1)


async def show_all(depth: int) -> None:
    show(Node(), depth)


def retried(times: int) -> "Callable":
    def decorate(function: Callable) -> Callable:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            for _ in range(times):
                return function(*args, **kwargs)

        return wrapper

    return decorate


class Limited:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, function: Callable) -> Callable:
        return function


def in_background(function: Callable) -> Callable:
    async def wrapper(*args: Any) -> Any:
        return await asyncio.to_thread(function, *args)

    return wrapper


def from_plain_code(function: Callable) -> Callable:
    def wrapper(*args: Any) -> Any:
        return asyncio.run(function(*args))

    return wrapper


class Feed:
    @retried(3)
    async def refresh(self) -> None:
        await asyncio.sleep(1)

    @Limited(5)
    async def publish(self) -> None:
        await asyncio.sleep(1)

    @in_background
    def load(self) -> str:
        return ""

    @from_plain_code
    async def close(self) -> None:
        await asyncio.sleep(1)


async def update(feed: Feed) -> None:
    feed.refresh()  # expect: missing-await
    feed.publish()  # expect: missing-await
    feed.load()  # expect: missing-await
    await feed.load()


def close(feed: Feed) -> None:
    feed.close()


async def cached_or_made(cache: Cache, key: str, made: Any):
    if cache:
        found = cache.get(key)  # expect: missing-await
        if found:
            return found
    if key:
        found = {"key": key}
        made(found)
    else:
        raise KeyError(key)
    return found


async def remembered(cache: Cache, key: str):
    found = cache.get(key)  # expect: missing-await
    if found is not None:
        return found
    return key


def checked(reply):
    if reply.status != 200:
        raise RuntimeError(reply.text)


class Wire:
    async def call(self, name: str) -> Any:
        return name


async def filtered(wire: Wire):
    try:
        reply = wire.call("filter")  # expect: missing-await
        checked(reply)
        reply = await wire.call("start")
        checked(reply)
    except OSError:
        return None
    return reply
