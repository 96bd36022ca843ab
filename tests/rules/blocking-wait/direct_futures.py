"""Waiting for executors and processes."""

import concurrent.futures
import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed

pool = ThreadPoolExecutor(max_workers=4)


def crunch(number):
    return number**number


async def one(number):
    future = pool.submit(crunch, number)
    return future.result()  # expect: blocking-wait


async def chained(number):
    return pool.submit(crunch, number).result(timeout=3)  # expect: blocking-wait


async def failure(future: concurrent.futures.Future):
    return future.exception()  # expect: blocking-wait


async def typed(future: Future[int]) -> int:
    return future.result()  # expect: blocking-wait


async def several(numbers):
    futures = [pool.submit(crunch, number) for number in numbers]
    done, _ = concurrent.futures.wait(futures)  # expect: blocking-wait
    return len(done)


async def in_order_of_completion(numbers):
    futures = [pool.submit(crunch, number) for number in numbers]
    order = []
    for future in as_completed(futures):  # expect: blocking-wait
        order.append(future)
    return order


async def mapped(numbers):
    return list(pool.map(crunch, numbers))  # expect: blocking-wait


async def leave(numbers):
    with ProcessPoolExecutor() as workers:  # expect: blocking-wait
        for number in numbers:
            workers.submit(crunch, number)


async def close():
    pool.shutdown()  # expect: blocking-wait


async def close_explicitly(executor: concurrent.futures.ThreadPoolExecutor):
    executor.shutdown(wait=True, cancel_futures=True)  # expect: blocking-wait


async def process(target):
    worker = multiprocessing.Process(target=target)
    worker.start()
    worker.join()  # expect: blocking-wait


async def processes(numbers):
    workers = multiprocessing.Pool(2)
    squares = workers.map(crunch, numbers)  # expect: blocking-wait
    workers.close()
    workers.join()  # expect: blocking-wait
    return squares


class Service:
    def __init__(self):
        self.executor = ThreadPoolExecutor(1)
        self.pending = []

    def enqueue(self, number):
        self.pending.append(self.executor.submit(crunch, number))

    async def stop(self):
        for future in self.pending:
            future.result()  # expect: blocking-wait
        self.executor.shutdown(wait=True)  # expect: blocking-wait


async def as_they_come(futures):
    for future in concurrent.futures.as_completed(futures):  # expect: blocking-wait
        print(future.result())
    done, _ = concurrent.futures.wait(futures)  # expect: blocking-wait
    return [future.result() for future in done]
