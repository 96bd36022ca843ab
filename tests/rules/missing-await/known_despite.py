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
