"""Futures that nobody shares, are shielded, or shall end."""

import asyncio


async def job() -> int:
    await asyncio.sleep(1)
    return 1


class Worker:
    def __init__(self) -> None:
        loop = asyncio.get_event_loop()
        self.started = loop.create_future()
        self.stopped: asyncio.Future[None] = loop.create_future()
        self.event = asyncio.Event()
        self.queue: asyncio.Queue[int] = asyncio.Queue()
        self.task: asyncio.Task[int] | None = None
        self.once = loop.create_future()
        self.waiters: list[asyncio.Future[int]] = []

    async def wait_started(self) -> None:
        await asyncio.wait_for(asyncio.shield(self.started), 3)

    async def also_started(self) -> None:
        await self.started

    async def without_cancelling(self) -> None:
        await asyncio.wait({self.started}, timeout=3)

    async def only_here(self) -> None:
        await asyncio.wait_for(self.once, 3)

    async def of_events(self) -> None:
        await asyncio.wait_for(self.event.wait(), 3)
        await asyncio.wait_for(self.queue.get(), 3)

    async def also_events(self) -> None:
        await self.event.wait()

    async def of_a_new_one(self) -> int:
        self.task = asyncio.create_task(job())
        return await asyncio.wait_for(self.task, 3)

    async def join(self) -> None:
        if self.task is not None:
            await self.task

    async def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait_for(self.task, 3)

    async def of_a_coroutine(self) -> None:
        await asyncio.wait_for(job(), 3)

    async def of_a_local_one(self) -> None:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.waiters.append(future)
        await asyncio.wait_for(future, 3)

    async def of_another(self, other: "Worker") -> None:
        await asyncio.wait_for(other.stopped, 3)

    async def also_stopped(self) -> None:
        await self.stopped

    async def if_not_done(self) -> None:
        if not self.stopped.done():
            await asyncio.wait_for(self.stopped, 3)


async def plain(future: "asyncio.Future[int]") -> int:
    return await asyncio.wait_for(future, 3)
