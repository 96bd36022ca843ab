"""Polls a build server until a job is done."""

import asyncio
import time
import time as clock
from time import sleep
from time import sleep as snooze

POLL_SECONDS = 2.0


async def wait_for_job(client, job_id):
    while True:
        status = await client.status(job_id)
        if status == "done":
            return status
        await asyncio.sleep(POLL_SECONDS)


async def back_off(attempt: int) -> None:
    await asyncio.sleep(2**attempt)


async def pause(seconds):
    await asyncio.sleep(seconds)


async def settle() -> None:
    await asyncio.sleep(0.25)


class Heartbeat:
    def __init__(self, writer, interval: float = 1.0):
        self.writer = writer
        self.interval = interval

    async def run(self) -> None:
        for _ in range(3):
            self.writer.write(b"ping\n")
            await self.writer.drain()
            await asyncio.sleep(self.interval)

    async def ticks(self):
        for number in range(10):
            yield number
            await asyncio.sleep(
                self.interval,
            )

    async def __aenter__(self):
        await asyncio.sleep(0.1)
        return self

    async def __aexit__(self, *exc_info):
        return None


async def retry(operation):
    try:
        return await operation()
    except ConnectionError:
        await asyncio.sleep(1)
        return await operation()


async def staggered(names):
    return [(name, await asyncio.sleep(0.01)) for name in names]


async def late_import():
    from time import sleep as nap

    await asyncio.sleep(1)


async def conditional(slow: bool):
    await asyncio.sleep(1) if slow else await asyncio.sleep(1)
