"""Coroutine functions handed to callers that never await."""

import asyncio
import atexit
import contextlib
import functools
import signal
import threading
import unittest
import weakref
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def tick() -> None:
    await asyncio.sleep(1)


async def on_done(task) -> None:
    print(task.result())


async def score(item: str) -> int:
    return len(item)


async def is_fresh(item: str) -> bool:
    return bool(item)


async def add(left: int, right: int) -> int:
    return left + right


def helper(item):
    return score(item)


class Daemon:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.tasks: set[asyncio.Task[None]] = set()
        self.pool = ThreadPoolExecutor(2)

    async def stop(self, *args: object) -> None:
        for task in self.tasks:
            task.cancel()

    async def on_readable(self) -> None: ...

    async def work(self, item: str = "") -> int:
        return len(item)

    def install(self, fd: int) -> None:
        self.loop.call_soon(self.on_readable)  # expect: async-callback
        self.loop.call_later(5, tick)  # expect: async-callback
        self.loop.call_at(self.loop.time() + 1, self.stop, "now")  # expect: async-callback
        self.loop.call_soon_threadsafe(self.stop)  # expect: async-callback
        self.loop.add_reader(fd, self.on_readable)  # expect: async-callback
        self.loop.add_writer(fd, tick)  # expect: async-callback
        self.loop.add_signal_handler(signal.SIGTERM, self.stop)  # expect: async-callback
        signal.signal(signal.SIGINT, self.stop)  # expect: async-callback
        atexit.register(self.stop)  # expect: async-callback
        weakref.finalize(self, tick)  # expect: async-callback

    def spawn(self) -> None:
        task = self.loop.create_task(tick())
        self.tasks.add(task)
        task.add_done_callback(on_done)  # expect: async-callback
        future = self.loop.create_future()
        future.add_done_callback(functools.partial(self.stop, 1))  # expect: async-callback
        threading.Thread(target=self.work, args=("x",), daemon=True).start()  # expect: async-callback
        threading.Timer(3, self.work).start()  # expect: async-callback
        self.pool.submit(self.work, "a")  # expect: async-callback
        results = self.pool.map(self.work, ["b", "c"])  # expect: async-callback
        print(results)

    async def in_threads(self) -> None:
        await asyncio.to_thread(self.work, "x")  # expect: async-callback
        await asyncio.get_running_loop().run_in_executor(None, self.work, "y")  # expect: async-callback
        await self.loop.run_in_executor(self.pool, functools.partial(score, "z"))  # expect: async-callback
        self.loop.call_soon(lambda: self.work("w"))  # expect: async-callback

    async def contexts(self) -> None:
        with contextlib.ExitStack() as stack:
            stack.callback(self.stop)  # expect: async-callback
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(tick)  # expect: async-callback
            stack.push_async_callback(tick)


async def ordering(items: list[str]) -> None:
    best = max(items, key=score)  # expect: async-callback
    worst = min(items, key=helper)  # expect: async-callback
    ranked = sorted(items, key=score)  # expect: async-callback
    items.sort(key=score)  # expect: async-callback
    fresh = list(filter(is_fresh, items))  # expect: async-callback
    total = functools.reduce(add, [1, 2, 3])  # expect: async-callback
    lengths = sum(map(score, items))  # expect: async-callback
    print(best, worst, ranked, fresh, total, lengths)


def crunch(items: list[str]) -> None:
    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(score, item) for item in items]  # expect: async-callback
    print(futures)


class Special:
    async def __init__(self, name: str) -> None:  # expect: async-callback
        self.name = name

    async def __del__(self) -> None:  # expect: async-callback
        await asyncio.sleep(0)

    async def __enter__(self) -> "Special":  # expect: async-callback
        return self

    async def __exit__(self, *exc: object) -> None:  # expect: async-callback
        return None

    async def __len__(self) -> int:  # expect: async-callback
        return 3

    async def __iter__(self):  # expect: async-callback
        return iter(())

    async def __eq__(self, other: object) -> bool:  # expect: async-callback
        return True

    async def __str__(self) -> str:  # expect: async-callback
        return self.name

    async def __bool__(self) -> bool:  # expect: async-callback
        return True

    async def __contains__(self, item: object) -> bool:  # expect: async-callback
        return item == self.name


class TestDaemon(unittest.TestCase):
    async def setUp(self) -> None:  # expect: async-callback
        self.value = await score("x")

    async def test_work(self) -> None:  # expect: async-callback
        self.assertEqual(self.value, 1)

    async def helper(self) -> int:
        return self.value

    def test_helper(self) -> None:
        self.assertEqual(asyncio.run(self.helper()), 1)


class TestMore(TestDaemon):
    async def test_more(self) -> None:  # expect: async-callback
        await self.helper()
