"""Asynchronous locks, blocks that end before the await, other managers."""

import asyncio
import contextlib
import threading

lock = threading.Lock()
aio_lock = asyncio.Lock()


class Cache:
    def __init__(self, loader):
        self.loader = loader
        self.values = {}
        self.lock = asyncio.Lock()
        self.slots = asyncio.Semaphore(3)
        self.changed = asyncio.Condition()

    async def get(self, key):
        async with self.lock:
            self.values[key] = await self.loader(key)
            return self.values[key]

    async def limited(self, key):
        async with self.slots:
            return await self.loader(key)

    async def notify(self):
        async with self.changed:
            await self.loader("x")
            self.changed.notify_all()


async def by_hand(handle):
    await aio_lock.acquire()
    try:
        await handle()
    finally:
        aio_lock.release()


async def parameter(guard: asyncio.Lock, handle):
    async with guard:
        await handle()


async def try_lock_then_await(handle):
    taken = lock.acquire(blocking=False)
    if taken:
        lock.release()
    await handle()


async def in_nested_function(handle):
    def locked():
        with lock:
            return asyncio.run(handle())

    return await asyncio.to_thread(locked)


async def suppressing(handle):
    with contextlib.suppress(ValueError):
        await handle()


async def memory(view, handle):
    with memoryview(view) as window:
        await handle(window)


async def unknown(guard, handle):
    with guard:
        await handle()


class Lock:
    """The lock of a canal."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        return None

    def acquire(self):
        return True

    def release(self):
        return None


async def canal(handle):
    with Lock():
        await handle()


async def canal_by_hand(handle):
    gate = Lock()
    gate.acquire()
    await handle()
    gate.release()


def synchronous(handle):
    with lock:
        return handle()


def run_with_lock(handle):
    with lock:
        return asyncio.run(handle())


async def lock_in_thread(handle):
    await asyncio.to_thread(lock.acquire)
    lock.release()
    await handle()


async def only_set(event: threading.Event, handle):
    event.set()
    await handle()


class Polled:
    """Nobody ever waits for this lock: whoever does not get it sleeps and asks again."""

    def __init__(self):
        self.lock = threading.Lock()

    async def write(self, handle):
        while not self.lock.acquire(blocking=False):
            await asyncio.sleep(0.01)
        try:
            await handle()
        finally:
            self.lock.release()

    def try_write(self):
        if self.lock.acquire(False):
            self.lock.release()
