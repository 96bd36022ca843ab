"""The result of a function where the function itself was meant."""

import asyncio
import atexit
import signal
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor


def load(path: str) -> dict[str, str]:
    return {"path": path}


def flush():
    print("flushed")


def by_age(person: dict[str, int]) -> int:
    return person["age"]


async def announce() -> None:
    await asyncio.sleep(1)


class Worker:
    def __init__(self) -> None:
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True

    async def in_threads(self, pool: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.to_thread(load("a"))
        await asyncio.to_thread(announce())
        await loop.run_in_executor(None, load("a"))
        await loop.run_in_executor(None, await asyncio.sleep(1))
        await asyncio.wrap_future(pool.submit(flush()))
        thread = threading.Thread(target=self.stop())
        thread.start()
        threading.Timer(5, flush()).start()

    async def later(self, task: "asyncio.Task[int]") -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(self.stop())
        loop.call_later(60, flush())
        loop.call_later(60, announce())
        loop.call_soon_threadsafe(self.stop())
        loop.add_signal_handler(signal.SIGTERM, self.stop())
        task.add_done_callback(flush())


def main(worker: Worker, people: list[dict[str, int]]) -> None:
    atexit.register(flush())
    signal.signal(signal.SIGINT, worker.stop())
    weakref.finalize(worker, flush())
    people.sort(key=by_age(people[0]))
