"""Objects that do their work in `__await__`, async properties, methods that are not called."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Generator
from typing import Any
from unittest.mock import AsyncMock


class Command:
    """What a client's methods return; sent when awaited."""

    def __init__(self, client: Client, *words: str) -> None:
        self.client = client
        self.words = words

    def __await__(self) -> Generator[Any, None, str]:
        return self._send().__await__()

    async def _send(self) -> str:
        return await self.client.call(" ".join(self.words))


class Client:
    async def call(self, line: str) -> str:
        return line

    def set(self, key: str, value: str) -> Command:
        return Command(self, "SET", key, value)

    def delete(self, *keys: str):
        return Command(self, "DEL", *keys)

    def ping(self) -> Awaitable[str]:
        return self.call("PING")

    def expire(self, key: str, seconds: int) -> Coroutine[Any, Any, str]:
        return self.call(f"EXPIRE {key} {seconds}")

    def persist(self, key):
        return self.call("PERSIST " + key)

    async def is_connected(self) -> bool:
        return True

    @property
    async def latency(self) -> float:
        return 0.1


class Session:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def start(self, key: str) -> None:
        await self._client.set(key, "1")
        await self._client.delete(key, key + ":old")
        await self._client.ping()
        await self._client.expire(key, 60)
        await self._client.persist(key)

    async def rename(self, old: str, new: str) -> str:
        answer = self._client.set(new, old)
        return answer.upper()

    async def check(self) -> bool:
        if self._client.is_connected:
            return True
        while not self._client.is_connected:
            await asyncio.sleep(0.1)
        return bool(self._client.latency)

    async def slow(self) -> bool:
        return self._client.latency > 0.5

    async def count(self) -> int:
        answer = self._client.ping()
        return len(answer)


async def test_session() -> None:
    send = AsyncMock(return_value="OK")
    await send("line")
    assert send("other") == "OK"
    await Session(Client()).start("k")
