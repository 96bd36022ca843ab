"""Objects that are put somewhere and taken out again: queues, pools, iterators, gathered results."""

import asyncio
import queue
import random


class Job:
    async def run(self):
        await asyncio.sleep(1)
        return self

    async def retry(self):
        await asyncio.sleep(1)

    def describe(self):
        return "job"


class Worker:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.done = asyncio.PriorityQueue()
        self.threads = queue.Queue()

    async def submit(self):
        await self.queue.put(Job())
        self.threads.put(Job(), True)

    async def work(self):
        job = await self.queue.get()
        await job.retry()
        job.describe()
        await self.done.put((1, job))
        _, last = await self.done.get()
        await last.run()
        await self.threads.get_nowait().run()
        await job.run()


class Pool:
    def __init__(self):
        self.free = asyncio.Queue()
        self.closing = asyncio.Queue()

    def fill(self):
        self.free.put_nowait(Job())

    async def one(self):
        job = await self.free.get()
        try:
            await job.run()
        finally:
            await self.free.put(job)

    async def other(self, something):
        await self.closing.put(something)
        (await self.closing.get()).run()


class Board:
    def __init__(self):
        self.jobs = {}
        self.found = []

    async def load(self):
        self.jobs = {str(one): one for one in [await Job().run()]}

    async def each(self):
        for job in self.jobs.values():
            await job.retry()
        await random.choice(list(self.jobs.values())).retry()
        await next(iter(self.jobs.values())).retry()
        for job in reversed(list(self.jobs.values())):
            await job.retry()
            job.describe()

    async def gathered(self, given):
        for job in await asyncio.gather(*[Job().run() for _ in range(3)]):
            await job.retry()
        first, *_ = await asyncio.gather(*(Job().run() for _ in range(3)))
        found = await asyncio.gather(*given, return_exceptions=True)
        found[0].retry()
        for result in await asyncio.gather(*(Job().run() for _ in range(3)), return_exceptions=True):
            if not isinstance(result, BaseException):
                await result.retry()
        await first.retry()
