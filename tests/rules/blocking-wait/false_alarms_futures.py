"""Results that are there already, and results of asyncio."""

import asyncio
import concurrent.futures
from concurrent.futures import Future, ThreadPoolExecutor

pool = ThreadPoolExecutor()


async def ready(future: Future):
    if future.done():
        return future.result()
    return None


async def not_ready(future: concurrent.futures.Future):
    if not future.done():
        return None
    return future.result()


async def finished_while(future: Future):
    while not future.done():
        await asyncio.sleep(0.1)
    return future.result()


async def task_result(task: asyncio.Task):
    await asyncio.wait([task])
    return task.result()


async def tasks(coroutines):
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    done, pending = await asyncio.wait(tasks, timeout=5)
    for task in pending:
        task.cancel()
    return [task.result() for task in done]


async def aio_future():
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    return future.result()


async def wrapped(function):
    return await asyncio.wrap_future(pool.submit(function))


async def executor_future(function):
    future = asyncio.get_running_loop().run_in_executor(pool, function)
    await future
    return future.result()


def log_result(future: Future):
    print(future.result())


def log_task(task: asyncio.Task):
    if not task.cancelled():
        print(task.exception() or task.result())


async def with_callbacks(function, coroutine):
    future = pool.submit(function)
    future.add_done_callback(log_result)
    task = asyncio.create_task(coroutine)
    task.add_done_callback(log_task)
    await task


async def aio_iteration(coroutines):
    results = []
    for next_done in asyncio.as_completed(coroutines):
        results.append(await next_done)
    return results


async def group(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def told_when_done(executor: ThreadPoolExecutor) -> int:
    arrived = asyncio.Event()
    loop = asyncio.get_running_loop()
    future = executor.submit(sum, (1, 2))
    future.add_done_callback(lambda _: loop.call_soon_threadsafe(arrived.set))
    await arrived.wait()
    return future.result()


async def after_the_wait(futures: list["concurrent.futures.Future[int]"]) -> list[int]:
    """The wait is what blocks, and it happens elsewhere."""
    await asyncio.to_thread(concurrent.futures.wait, futures)
    return [future.result() for future in futures]


async def results_of_the_first(pool: concurrent.futures.Executor) -> list[int]:
    futures = [pool.submit(pow, 2, number) for number in range(8)]
    done, pending = await asyncio.to_thread(concurrent.futures.wait, futures, 1)
    return [future.result() for future in done] + [len(pending)]


async def waited_for_by_the_loop(pool, loop):
    future = pool.submit(print)
    await asyncio.wrap_future(future)
    print(future.result())
    other = ThreadPoolExecutor().submit(print)
    await asyncio.wait_for(asyncio.wrap_future(other, loop=loop), 3)
    print(other.result())
