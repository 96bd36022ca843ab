"""Functions that the event loop itself calls: they are loop code, so the call inside them is reported."""

import asyncio
import functools
import signal
import time


def flush_metrics():
    time.sleep(0.2)  # expect: blocking-sleep


def on_tick(counter):
    counter.value += 1
    time.sleep(0.01)  # expect: blocking-sleep


def report(task: asyncio.Task) -> None:
    print("finished", task.get_name())
    time.sleep(0.1)  # expect: blocking-sleep


def read_ready(sock):
    data = sock
    time.sleep(0.001)  # expect: blocking-sleep
    return data


def write_ready():
    time.sleep(0.001)  # expect: blocking-sleep


def on_terminate():
    time.sleep(5)  # expect: blocking-sleep


def wake_up():
    time.sleep(1)  # expect: blocking-sleep


def at_noon(label):
    time.sleep(1)  # expect: blocking-sleep
    print(label)


class Sampler:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.handle = None

    def start(self):
        self.handle = self.loop.call_later(1.0, self._sample)

    def _sample(self):
        time.sleep(0.5)  # expect: blocking-sleep
        self.handle = self.loop.call_later(1.0, self._sample)


async def main(counter, fd):
    loop = asyncio.get_running_loop()
    loop.call_soon(flush_metrics)
    loop.call_later(1.5, functools.partial(on_tick, counter))
    loop.call_at(loop.time() + 60, at_noon, "noon")
    loop.add_reader(fd, read_ready, fd)
    loop.add_writer(fd, write_ready)
    loop.add_signal_handler(signal.SIGTERM, on_terminate)
    loop.call_soon_threadsafe(wake_up)
    task = asyncio.create_task(asyncio.sleep(1))
    task.add_done_callback(report)
    await task
