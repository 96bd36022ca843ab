"""Acquired and released by hand, with an await in between."""

# decision: one diagnostic per call: `acquire` is reported by this rule, not by blocking-wait too.
import asyncio
import threading

lock = threading.Lock()


async def acquire_release(handle):
    lock.acquire()  # expect: lock-across-await
    try:
        await handle()
    finally:
        lock.release()


async def try_acquire(handle):
    if lock.acquire(blocking=False):  # expect: lock-across-await
        try:
            await handle()
        finally:
            lock.release()


class Printer:
    def __init__(self):
        self.lock = threading.RLock()

    async def print(self, lines):
        self.lock.acquire()  # expect: lock-across-await
        for line in lines:
            print(line)
            await asyncio.sleep(0.1)
        self.lock.release()
