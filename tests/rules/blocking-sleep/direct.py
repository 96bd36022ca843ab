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
        time.sleep(POLL_SECONDS)  # expect: blocking-sleep time.sleep


async def back_off(attempt: int) -> None:
    sleep(2**attempt)  # expect: blocking-sleep time.sleep


async def pause(seconds):
    snooze(seconds)  # expect: blocking-sleep


async def settle() -> None:
    clock.sleep(0.25)  # expect: blocking-sleep


class Heartbeat:
    def __init__(self, writer, interval: float = 1.0):
        self.writer = writer
        self.interval = interval

    async def run(self) -> None:
        for _ in range(3):
            self.writer.write(b"ping\n")
            await self.writer.drain()
            time.sleep(self.interval)  # expect: blocking-sleep

    async def ticks(self):
        for number in range(10):
            yield number
            time.sleep(  # expect: blocking-sleep
                self.interval,
            )

    async def __aenter__(self):
        time.sleep(0.1)  # expect: blocking-sleep
        return self

    async def __aexit__(self, *exc_info):
        return None


async def retry(operation):
    try:
        return await operation()
    except ConnectionError:
        time.sleep(1)  # expect: blocking-sleep
        return await operation()


async def staggered(names):
    return [(name, time.sleep(0.01)) for name in names]  # expect: blocking-sleep


async def late_import():
    from time import sleep as nap

    nap(1)  # expect: blocking-sleep


async def conditional(slow: bool):
    time.sleep(1) if slow else await asyncio.sleep(1)  # expect: blocking-sleep
