"""Same names, same bodies: only the receiver's type decides."""

import asyncio
import time


class Limiter:
    def wait(self):
        time.sleep(1)

    def close(self):
        self.wait()


class AsyncLimiter:
    async def wait(self):
        await asyncio.sleep(1)

    async def close(self):
        await self.wait()


class Counter:
    def wait(self):
        return 1

    def close(self):
        return self.wait()


class Slow:
    def step(self):
        time.sleep(1)


class Quick(Slow):
    def step(self):
        return None


async def use_async(limiter: AsyncLimiter):
    await limiter.wait()
    await limiter.close()


async def use_counter():
    counter = Counter()
    counter.close()
    return counter.wait()


async def use_quick():
    Quick().step()


async def either(limiter: Limiter | Counter):
    limiter.wait()


async def untyped(limiter):
    limiter.wait()


def in_a_script(limiter: Limiter):
    limiter.close()
