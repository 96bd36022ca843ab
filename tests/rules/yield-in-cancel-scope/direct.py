"""Generators that stop inside a scope that can be cancelled."""

import asyncio
from asyncio import TaskGroup, timeout
from collections.abc import AsyncIterator


async def lines(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    async with asyncio.timeout(30):  # expect: yield-in-cancel-scope `asyncio.timeout` is still open
        while line := await reader.readline():
            yield line


async def results(jobs: list[int]) -> AsyncIterator[int]:
    async with TaskGroup() as group:  # expect: yield-in-cancel-scope[warning]
        tasks = [group.create_task(asyncio.sleep(job, job)) for job in jobs]
        for task in tasks:
            yield await task


class Feed:
    def __init__(self) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue()

    async def __aiter__(self) -> AsyncIterator[str]:
        while True:
            async with timeout(5):  # expect: yield-in-cancel-scope `timeout`
                yield await self.queue.get()

    async def until(self, when: float) -> AsyncIterator[str]:
        async with asyncio.timeout_at(when), self.queue_lock():  # expect: yield-in-cancel-scope
            yield "first"

    def queue_lock(self) -> asyncio.Lock:
        return asyncio.Lock()
