"""Coroutines of the standard library."""
import asyncio
import contextlib


class Worker:
    def __init__(self, name, limit=4):
        self.name = name
        self.queue = asyncio.Queue(maxsize=100)
        self.slots = asyncio.Semaphore(limit)
        self.changed = asyncio.Condition()
        self.lock = asyncio.Lock()
        self.process = None
        self.server = None

    async def start(self, command):
        self.process = await asyncio.create_subprocess_exec(*command)
        self.server = await asyncio.start_server(self.on_client, "127.0.0.1", 0)

    async def on_client(self, reader, writer):
        await self.queue.put(1)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = reader.readline()  # expect: missing-await readline
        command = line.strip().split()
        writer.write(b" ".join(command))
        writer.drain()  # expect: missing-await drain
        writer.close()
        writer.wait_closed()  # expect: missing-await wait_closed

    async def work(self):
        self.lock.acquire()  # expect: missing-await acquire
        try:
            job = self.queue.get()  # expect: missing-await get
            print(job.name)
        finally:
            self.lock.release()
        self.queue.join()  # expect: missing-await join

    async def stop(self):
        self.process.terminate()
        self.process.wait()  # expect: missing-await wait
        self.server.close()
        self.server.wait_closed()  # expect: missing-await wait_closed

    async def settle(self):
        asyncio.gather(self.work(), self.work())  # expect: missing-await gather
        asyncio.to_thread(sum, [1, 2])  # expect: missing-await to_thread
        stack = contextlib.AsyncExitStack()
        stack.enter_async_context(self.lock)  # expect: missing-await enter_async_context
        stack.aclose()  # expect: missing-await aclose


async def page(url):
    reader, writer = asyncio.open_connection(url, 80)  # expect: missing-await open_connection
    return reader, writer


async def first(pages):
    done, pending = asyncio.wait(pages, return_when=asyncio.FIRST_COMPLETED)  # expect: missing-await wait
    return done


async def limited(event: asyncio.Event) -> bool:
    return bool(asyncio.wait_for(event.wait(), timeout=3))  # expect: missing-await wait_for
