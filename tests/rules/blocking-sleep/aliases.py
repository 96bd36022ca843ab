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
        self.sleep(self.delay)  # expect: blocking-sleep

    async def acquire_slowly(self):
        self._pause(self.delay * 2)  # expect: blocking-sleep


async def module_alias():
    wait(1)  # expect: blocking-sleep time.sleep


async def module_partial():
    short_nap()  # expect: blocking-sleep


async def local_alias(seconds: float):
    nap = time.sleep
    nap(seconds)  # expect: blocking-sleep


async def local_partial():
    job = functools.partial(time.sleep, 1)
    await asyncio.sleep(0)
    job()  # expect: blocking-sleep


async def local_lambda(seconds):
    pause = lambda: time.sleep(seconds)
    pause()  # expect: blocking-sleep


async def either(fast: bool):
    nap = time.sleep if fast else wait
    nap(0.5)  # expect: blocking-sleep
