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
        line = reader.readline()
        command = line.strip().split()
        writer.write(b" ".join(command))
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def work(self):
        await self.lock.acquire()
        try:
            job = self.queue.get()
            print(job.name)
        finally:
            self.lock.release()
        await self.queue.join()

    async def stop(self):
        self.process.terminate()
        await self.process.wait()
        self.server.close()
        await self.server.wait_closed()

    async def settle(self):
        await asyncio.gather(self.work(), self.work())
        await asyncio.to_thread(sum, [1, 2])
        stack = contextlib.AsyncExitStack()
        await stack.enter_async_context(self.lock)
        await stack.aclose()


async def page(url):
    reader, writer = asyncio.open_connection(url, 80)
    return reader, writer


async def first(pages):
    done, pending = asyncio.wait(pages, return_when=asyncio.FIRST_COMPLETED)
    return done


async def limited(event: asyncio.Event) -> bool:
    return bool(asyncio.wait_for(event.wait(), timeout=3))
