"""Calls that look like coroutines and are not, or whose coroutine somebody else awaits."""

import asyncio
import contextlib
import functools
import threading
import warnings
from collections.abc import AsyncIterator
from typing import Any, NoReturn


def synchronous(function):
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any):
        return asyncio.run(function(*args, **kwargs))

    return wrapper


def in_background(function):
    tasks = set()

    @functools.wraps(function)
    def wrapper(*args, **kwargs) -> asyncio.Task:
        task = asyncio.ensure_future(function(*args, **kwargs))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        return task

    return wrapper


class command:
    """A decorator class: the name becomes a registered object."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        print("queued", args)


@synchronous
async def migrate(version: int) -> int:
    return version + 1


@in_background
async def refresh(name: str) -> None: ...


@command
async def hello(name: str) -> None: ...


async def ticks() -> AsyncIterator[int]:
    yield 1


@contextlib.asynccontextmanager
async def transaction() -> AsyncIterator[int]:
    yield 1


class Pipeline:
    """Commands are queued; only `execute` talks."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def set(self, key: str) -> "Pipeline":
        self.commands.append(key)
        return self

    def __await__(self):
        return self.execute().__await__()

    async def execute(self) -> list[str]:
        return self.commands


class Worker:
    def __init__(self) -> None:
        self.queue: asyncio.Queue[int] = asyncio.Queue()
        self.event = asyncio.Event()
        self.lock = asyncio.Lock()
        self.thread_event = threading.Event()

    async def run(self) -> None:
        self.queue.put_nowait(1)
        self.queue.get_nowait()
        self.queue.task_done()
        self.event.set()
        self.event.clear()
        self.thread_event.set()
        if self.event.is_set() and self.lock.locked() and not self.queue.empty():
            await self.event.wait()
        async with self.lock, transaction() as number:
            print(number)
        async for tick in ticks():
            print(tick)
        with contextlib.suppress(asyncio.QueueEmpty):
            self.queue.get_nowait()

    def stop(self) -> None:
        loop = asyncio.get_event_loop()
        loop.call_soon(self.event.set)
        loop.stop()


async def streams(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.readline())
    writer.writelines([b"a", b"b"])
    writer.write_eof()
    writer.close()
    reader.at_eof()
    await writer.wait_closed()


async def results() -> int:
    task = asyncio.create_task(asyncio.sleep(1, result=3))
    await asyncio.wait([task])
    if task.done() and not task.cancelled():
        return task.result()
    task.cancel()
    return 0


def main() -> None:
    migrate(3)
    print(migrate(4) + 1)
    hello("world")
    worker = Worker()
    asyncio.run(worker.run())
    worker.stop()


async def spawn() -> None:
    refresh("a")
    pipe = Pipeline()
    pipe.set("a")
    pipe.set("b").set("c")
    await pipe


def fail() -> NoReturn:
    raise SystemExit(2)


async def abstract() -> NoReturn:
    raise NotImplementedError


class Interface:
    async def read(self) -> bytes:
        raise NotImplementedError

    def close(self):
        pass


async def named(name: str) -> str:
    coroutine = Interface().read()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        coroutine.close()
    return f"{named.__name__} {named.__qualname__} {name}"


async def described() -> str:
    coroutine = named("x")
    print(f"awaiting {coroutine!r}")  # a look at the object itself; it is awaited below
    return await coroutine
