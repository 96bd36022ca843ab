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
        await asyncio.to_thread(load("a"))  # expect: called-callback `load("a")` is called at once, and gives what is a `dict`
        await asyncio.to_thread(announce())  # expect: called-callback makes a coroutine, and that is no function
        await loop.run_in_executor(None, load("a"))  # expect: called-callback
        await loop.run_in_executor(None, time.sleep(1))  # expect: called-callback gives what is None | blocking-sleep
        await asyncio.wrap_future(pool.submit(flush()))  # expect: called-callback
        thread = threading.Thread(target=self.stop())  # expect: called-callback `Thread` wants a function to call
        thread.start()
        threading.Timer(5, flush()).start()  # expect: called-callback

    async def later(self, task: "asyncio.Task[int]") -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(self.stop())  # expect: called-callback
        loop.call_later(60, flush())  # expect: called-callback[error]
        loop.call_later(60, announce())  # expect: called-callback
        loop.call_soon_threadsafe(self.stop())  # expect: called-callback
        loop.add_signal_handler(signal.SIGTERM, self.stop())  # expect: called-callback
        task.add_done_callback(flush())  # expect: called-callback


def main(worker: Worker, people: list[dict[str, int]]) -> None:
    atexit.register(flush())  # expect: called-callback
    signal.signal(signal.SIGINT, worker.stop())  # expect: called-callback
    weakref.finalize(worker, flush())  # expect: called-callback
    people.sort(key=by_age(people[0]))  # expect: called-callback
