"""Synchronous callbacks, and coroutine functions whose receiver awaits them."""

import asyncio
import atexit
import contextlib
import functools
import signal
import threading
import unittest
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any


async def tick() -> int:
    return 1


async def ticks() -> AsyncIterator[int]:
    yield 1


def done(task: "asyncio.Task[int]") -> None:
    print(task.result())


class Scheduler:
    def __init__(self) -> None:
        self.jobs: list[Callable[[], Awaitable[Any]]] = []
        self.tasks: set[asyncio.Task[Any]] = set()

    def call_soon(self, job: Callable[[], Awaitable[Any]]) -> None:
        self.jobs.append(job)

    def call_later(self, delay: float, job: Callable[[], Awaitable[Any]]) -> None:
        self.jobs.append(job)

    async def run(self) -> None:
        for job in self.jobs:
            await job()

    def kick(self) -> None:
        task = asyncio.ensure_future(tick())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def __aenter__(self) -> "Scheduler":
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.jobs.clear()

    async def __call__(self) -> None:
        await self.run()

    async def __aiter__(self) -> AsyncIterator[int]:
        yield 1

    def __await__(self):
        return self.run().__await__()


class Cursor:
    def __aiter__(self) -> "Cursor":
        return self

    async def __anext__(self) -> int:
        raise StopAsyncIteration


async def install(scheduler: Scheduler, loop: asyncio.AbstractEventLoop) -> None:
    scheduler.call_soon(tick)
    scheduler.call_later(3, tick)
    loop.call_soon(scheduler.kick)
    loop.call_later(1, print, "later")
    loop.call_soon(functools.partial(print, "soon"))
    loop.call_soon(lambda: scheduler.kick())
    loop.add_signal_handler(signal.SIGTERM, scheduler.kick)
    task = loop.create_task(tick())
    task.add_done_callback(done)
    await task


def threads(loop: asyncio.AbstractEventLoop, scheduler: Scheduler) -> None:
    threading.Thread(target=lambda: asyncio.run(tick())).start()
    threading.Thread(target=asyncio.run, args=(tick(),)).start()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, tick())
    atexit.register(loop.close)
    atexit.register(lambda: loop.run_until_complete(tick()))


async def gathered(items: list[str], unknown) -> list[Any]:
    results = await asyncio.gather(*map(fetch, items), return_exceptions=True)
    tasks = [asyncio.create_task(coro) for coro in map(fetch, items)]
    done_tasks, _ = await asyncio.wait(tasks)
    unknown.call_later(3, tick)
    unknown.submit(tick)
    ordered = sorted(items, key=len)
    return [*(one for one in results if not isinstance(one, BaseException)), *done_tasks, *ordered]


async def fetch(item: str) -> str:
    return item


async def stacks() -> None:
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(tick)
        stack.push_async_exit(Scheduler())
        stack.callback(print, "bye")


class TestAsync(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.value = await tick()

    async def test_tick(self) -> None:
        self.assertEqual(self.value, 1)

    def test_sync(self) -> None:
        self.addAsyncCleanup(tick)
        self.addCleanup(print, "done")


class TestPlain:
    """pytest with a plugin runs these."""

    async def test_tick(self) -> None:
        assert await tick() == 1

    async def setup_method(self) -> None: ...


def async_test(function):
    @functools.wraps(function)
    def wrapper(*args: Any) -> Any:
        return asyncio.run(function(*args))

    return wrapper


class TestWrapped(unittest.TestCase):
    @async_test
    async def test_tick(self) -> None:
        self.assertEqual(await tick(), 1)


class Made:
    """Its `__new__` awaits `__init__`; `await made[key]` is meant to be awaited."""

    async def __new__(cls) -> "Made":
        made = super().__new__(cls)
        await made.__init__()
        return made

    async def __init__(self) -> None: ...

    async def __getitem__(self, key: str) -> str:
        return key


class RunsCoroutines(unittest.TestCase):
    def _callTestMethod(self, method: Any) -> None:
        asyncio.run(method())

    async def test_tick(self) -> None:
        self.assertEqual(await tick(), 1)


async def comes_back(loop: asyncio.AbstractEventLoop) -> int:
    return await (await loop.run_in_executor(None, tick))
