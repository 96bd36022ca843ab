"""A thread pool and a worker behind classes of the project."""

import asyncio
import queue
import threading
from concurrent.futures import ThreadPoolExecutor


class Worker(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.jobs = queue.Queue()
        self.done = threading.Event()

    def run(self):
        while not self.done.is_set():
            job = self.jobs.get()
            job()

    def stop(self):
        self.done.set()
        self.join()


class Pool:
    def __init__(self, size):
        self.executor = ThreadPoolExecutor(size)

    def submit(self, function, *arguments):
        return self.executor.submit(function, *arguments)

    def run(self, function, *arguments):
        return self.submit(function, *arguments).result()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.executor.shutdown(wait=True)


async def stop(worker: Worker):
    worker.stop()  # expect: blocking-wait


async def join():
    worker = Worker()
    worker.start()
    worker.join()  # expect: blocking-wait


async def compute(pool: Pool, number):
    return pool.run(pow, number, number)  # expect: blocking-wait


async def submit(pool: Pool, number):
    return await asyncio.wrap_future(pool.submit(pow, number, number))


async def scoped(number):
    with Pool(2) as pool:  # expect: blocking-wait
        pool.submit(print, number)


async def stop_in_thread(worker: Worker):
    await asyncio.to_thread(worker.stop)


async def compute() -> int:
    return 1


def compute_now() -> int:
    """Starts a loop where none runs, and waits for another thread where one does."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(compute())
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, compute()).result()


async def total() -> int:
    return compute_now() + 1  # expect: blocking-wait
