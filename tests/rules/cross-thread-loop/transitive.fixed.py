"""The loop is touched two and three calls below the function of the thread."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor


class Publisher:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.subscribers: list[asyncio.Queue] = []
        self.stopped = asyncio.Event()

    def publish(self, message):
        for queue in self.subscribers:
            queue.put_nowait(message)

    def finish(self):
        self.stopped.set()

    def pump(self, source):
        for message in source:
            self.publish(message)
        self.finish()

    def start(self, source):
        thread = threading.Thread(target=self.pump, args=(source,))
        thread.start()
        return thread


class Importer:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.pool = ThreadPoolExecutor()

    def _report(self, done):
        self.loop.call_soon_threadsafe(print, done)

    def _import(self, rows):
        for number, _row in enumerate(rows):
            self._report(number)

    async def run(self, rows):
        await self.loop.run_in_executor(self.pool, self._import, rows)

    async def run_by_submit(self, rows):
        self.pool.submit(self._import, rows)


def deliver(future: asyncio.Future, value):
    future.set_result(value)


def compute(future, value):
    deliver(future, value * 2)


async def double(value):
    future = asyncio.get_running_loop().create_future()
    threading.Thread(target=compute, args=(future, value)).start()
    return await future
