"""Calls that give a function, or nobody knows what."""

import asyncio
import atexit
import functools
import operator
import re
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from somewhere import factory


def counter() -> Callable[[], int]:
    count = 0

    def increment() -> int:
        nonlocal count
        count += 1
        return count

    return increment


def untyped_maker(prefix):
    return lambda value: prefix + value


class Handler:
    def __call__(self, *args: object) -> None:
        print(args)

    def bound(self):
        return self.handle

    def handle(self, *args):
        print(args)


class Registry:
    def __getattr__(self, name: str) -> Any: ...


def maybe(flag: bool):
    if flag:
        return print
    return None


def logged(level: str):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            print(level)
            return function(*args)

        return wrapper

    return decorate


async def in_threads(pool: ThreadPoolExecutor, unknown) -> None:
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(counter())
    await asyncio.to_thread(functools.partial(print, "x"))
    await asyncio.to_thread(Handler())
    await asyncio.to_thread(Handler().bound())
    await asyncio.to_thread(factory("x"))
    await asyncio.to_thread(unknown.make())
    await loop.run_in_executor(None, logged("info")(print), "x")
    await loop.run_in_executor(None, operator.methodcaller("close"), pool)
    await asyncio.wrap_future(pool.submit(getattr(unknown, "run")))
    threading.Thread(target=maybe(True)).start()
    threading.Thread(target=Registry().run).start()
    threading.Thread(target=print, args=(counter()(),)).start()


async def later(task: "asyncio.Task[int]") -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(print, counter()())
    loop.call_later(len("abc"), print)
    loop.call_soon(untyped_maker("a"), "b")
    loop.call_soon(Handler())
    loop.add_signal_handler(int(signal.SIGTERM), Handler())
    task.add_done_callback(functools.partial(print, "done"))
    task.add_done_callback(untyped_maker("x"))


def expected() -> None:
    with pytest.raises(TypeError):
        threading.Timer(1, len("abc"))


def main(names: list[str]) -> None:
    atexit.register(counter())
    atexit.register(print, len("bye"))
    signal.signal(signal.SIGINT, maybe(False))
    names.sort(key=operator.itemgetter(1))
    names.append(re.sub("a+", str(len(names)), "baa"))
    names.sort(key=str.lower)
    print(sorted(names, key=None), max(names, key=untyped_maker("")))
    print(list(map(counter(), [])), functools.reduce(operator.add, map(len, names)))
