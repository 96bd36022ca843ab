"""Coroutines that are handed to somebody who runs them, now or later."""

import asyncio
import contextlib
import inspect
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

background: set[asyncio.Task[Any]] = set()


async def job(n: int) -> int:
    await asyncio.sleep(n)
    return n


def spawn(coro):
    task = asyncio.create_task(coro)
    background.add(task)
    task.add_done_callback(background.discard)
    return task


def run_sync(coro: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coro)


async def first_of(*awaitables: Awaitable[T]) -> T:
    for awaitable in awaitables:
        return await awaitable
    raise ValueError("nothing to wait for")


async def retry(make: Callable[[], Awaitable[T]], times: int = 3) -> T:
    for _ in range(times - 1):
        with contextlib.suppress(OSError):
            return await make()
    return await make()


class Queue:
    def __init__(self):
        self.items = deque()

    def push(self, item):
        self.items.append(item)

    async def drain(self):
        while self.items:
            await self.items.popleft()


class Runner:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.queue = Queue()

    def __call__(self, coro: Any) -> Any:
        return self.loop.run_until_complete(coro)

    def defer(self, coro, *, name=None):
        self.queue.push(coro)


async def scheduled() -> None:
    task = asyncio.create_task(job(1), name="one")
    future = asyncio.ensure_future(job(2))
    looped = asyncio.get_running_loop().create_task(job(3))
    direct = asyncio.Task(job(4))
    shielded = asyncio.shield(job(5))
    results = await asyncio.gather(task, future, looped, direct, shielded, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    await asyncio.wait_for(job(6), timeout=1)
    for finished in asyncio.as_completed([job(7), job(8)]):
        await finished
    done, pending = await asyncio.wait([asyncio.create_task(job(9))])
    for one in done | pending:
        await one
    async with asyncio.TaskGroup() as group:
        group.create_task(job(10))
        for n in range(3):
            group.create_task(job(n))
    async with asyncio.timeout(3):
        await job(11)


async def helpers(runner: Runner, unknown, registry: dict[str, Any]) -> None:
    spawn(job(1))
    await first_of(job(2), job(3))
    await retry(lambda: job(4))
    runner.defer(job(5), name="five")
    runner.queue.push(job(6))
    await runner.queue.drain()
    unknown.submit(job(7))
    registry["run"](job(8))
    getattr(runner, "defer")(job(9))
    print(inspect.iscoroutinefunction(job))


def threads(loop: asyncio.AbstractEventLoop) -> int:
    future = asyncio.run_coroutine_threadsafe(job(1), loop)
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, job(2))
    return future.result(timeout=3)


def entry_points() -> None:
    asyncio.run(job(1))
    run_sync(job(2))
    Runner()(job(3))
    with asyncio.Runner() as runner:
        runner.run(job(4))
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(job(5))
        task = loop.create_task(job(6))
        loop.run_until_complete(asyncio.wait_for(task, 3))
    finally:
        loop.close()


async def stacks(connections: Iterable[contextlib.AbstractAsyncContextManager[int]]) -> int:
    total = 0
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(job, 1)
        for connection in connections:
            total += await stack.enter_async_context(connection)
    return total
