import asyncio

from .timing import pause, stamp


def run(job):
    started = stamp()
    job()
    pause(0.1)
    return stamp() - started


async def run_later(seconds):
    await asyncio.to_thread(pause, seconds)


class Runner:
    def __init__(self):
        self.attempts = 1
        self.queue = []

    def run_one(self):
        for _ in range(self.attempts):
            pause(1)

    def drain(self):
        while self.queue:
            self.queue.pop()
            self.run_one()
