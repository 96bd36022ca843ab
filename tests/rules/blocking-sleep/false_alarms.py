"""Sleeping that does not stop the loop."""

import asyncio
import functools
import threading
import time
from asyncio import sleep
from concurrent.futures import ThreadPoolExecutor

import anyio
import anyio.to_thread
import trio

pool = ThreadPoolExecutor()


async def cooperative(seconds):
    await sleep(seconds)
    await asyncio.sleep(seconds)
    await anyio.sleep(seconds)


async def in_trio(seconds):
    await trio.sleep(seconds)
    await trio.to_thread.run_sync(time.sleep, seconds)


async def yields_the_slice():
    time.sleep(0)
    time.sleep(0.0)


async def clocks():
    return time.monotonic(), time.time(), time.perf_counter()


async def in_threads(seconds):
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(time.sleep, seconds)
    await loop.run_in_executor(None, time.sleep, seconds)
    await loop.run_in_executor(pool, functools.partial(time.sleep, seconds))
    await anyio.to_thread.run_sync(time.sleep, seconds)
    await asyncio.to_thread(lambda: time.sleep(seconds))
    pool.submit(time.sleep, seconds)
    pool.submit(lambda: time.sleep(seconds))
    threading.Thread(target=time.sleep, args=(seconds,)).start()
    threading.Timer(5, time.sleep, [seconds]).start()


async def nested_in_thread(seconds):
    def work():
        time.sleep(seconds)
        return seconds

    return await asyncio.to_thread(work)


async def nested_lambda_name(seconds):
    pause = lambda: time.sleep(seconds)
    await asyncio.to_thread(pause)


async def nested_partial_name(seconds):
    pause = functools.partial(time.sleep, seconds)
    await asyncio.get_running_loop().run_in_executor(None, pause)


async def only_mentioned(registry):
    registry["sleep"] = time.sleep
    return time.sleep


async def defined_only():
    def later():
        time.sleep(1)

    return later


def slow():
    time.sleep(3)
    return 3


async def helper_in_thread():
    return await asyncio.to_thread(slow)


async def helper_through_gathered_threads():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.to_thread(slow)) for _ in range(3)]
    return [task.result() for task in tasks]


class Sleeper:
    def sleep(self, seconds):
        return f"zzz {seconds}"

    async def night(self):
        return self.sleep(8)


class Poller(threading.Thread):
    def run(self):
        while True:
            time.sleep(1)
            self.poll()

    def poll(self):
        time.sleep(0.1)


async def start_poller():
    Poller(daemon=True).start()


async def shadowed(time):
    time.sleep(1)


async def generator_not_iterated():
    def ticks():
        while True:
            yield None
            time.sleep(1)

    return ticks()


def main():
    time.sleep(1)
    asyncio.run(cooperative(1))
    time.sleep(1)


if __name__ == "__main__":
    time.sleep(0.5)
    main()
