"""Locks that their own holder wants again."""

import asyncio
import threading

REGISTRY_LOCK = asyncio.Lock()
FILE_LOCK = threading.Lock()
registry: dict[str, int] = {}


async def register(name: str) -> None:
    async with REGISTRY_LOCK:
        registry[name] = await number_of(name)  # expect: reentered-lock `REGISTRY_LOCK` is held here already


async def number_of(name: str) -> int:
    async with REGISTRY_LOCK:
        return registry.get(name, 0)


def append(line: str) -> None:
    with FILE_LOCK:
        print(line)


def append_all(lines: list[str]) -> None:
    with FILE_LOCK:
        for line in lines:
            append(line)  # expect: reentered-lock `append(line)` takes it again


class Store:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._guard = threading.Lock()
        self.rows: dict[str, str] = {}

    async def get(self, key: str) -> str:
        async with self._lock:
            return self.rows[key]

    async def replace(self, key: str, value: str) -> str:
        async with self._lock:
            old = await self.get(key)  # expect: reentered-lock[error] waits for itself for ever
            self.rows[key] = value
        return old

    async def swap(self, one: str, other: str) -> None:
        async with self._lock:
            if one != other:
                await self._move(one, other)  # expect: reentered-lock

    async def _move(self, one: str, other: str) -> None:
        self.rows[one] = await self.get(other)

    async def twice(self) -> None:
        async with self._lock:
            self.rows.clear()
            async with self._lock:  # expect: reentered-lock is taken again
                self.rows.clear()

    def size(self) -> int:
        with self._guard:
            return len(self.rows)

    def is_empty(self) -> bool:
        with self._guard:
            return self.size() == 0  # expect: reentered-lock


class Cached(Store):
    async def warm(self, keys: list[str]) -> None:
        async with self._lock:
            for key in keys:
                await super().get(key)  # expect: reentered-lock
