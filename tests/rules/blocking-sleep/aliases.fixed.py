"""The same function under other names."""

import asyncio
import functools
import time

wait = time.sleep
short_nap = functools.partial(time.sleep, 0.05)


class Throttle:
    sleep = staticmethod(time.sleep)

    def __init__(self, rate):
        self.delay = 1 / rate
        self._pause = time.sleep

    async def acquire(self):
        await asyncio.sleep(self.delay)

    async def acquire_slowly(self):
        await asyncio.sleep(self.delay * 2)


async def module_alias():
    await asyncio.sleep(1)


async def module_partial():
    await asyncio.sleep()


async def local_alias(seconds: float):
    nap = time.sleep
    await asyncio.sleep(seconds)


async def local_partial():
    job = functools.partial(time.sleep, 1)
    await asyncio.sleep(0)
    await asyncio.sleep()


async def local_lambda(seconds):
    pause = lambda: time.sleep(seconds)
    pause()


async def either(fast: bool):
    nap = time.sleep if fast else wait
    await asyncio.sleep(0.5)
