"""Managers entered the right way, and those that nobody can know."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, ParamSpec, TypeVar, overload


class Dual:
    """Works both ways."""

    def __init__(self) -> None:
        self.depth = 0

    def __enter__(self) -> "Dual":
        self.depth += 1
        return self

    def __exit__(self, *exc: object) -> None:
        self.depth -= 1

    async def __aenter__(self) -> "Dual":
        return self.__enter__()

    async def __aexit__(self, *exc: object) -> None:
        self.__exit__()


class Careful(Dual):
    """`__enter__` may raise, and may not."""

    def __enter__(self) -> "Careful":
        if self.depth:
            raise RuntimeError("not reentrant")
        super().__enter__()
        return self


class Opening:
    """Awaitable and manager at once, as libraries like it."""

    def __await__(self):
        return self.__aenter__().__await__()

    async def __aenter__(self) -> Dual:
        return Dual()

    async def __aexit__(self, *exc: object) -> None: ...


class Dynamic:
    def __getattr__(self, name: str) -> Any:
        return getattr(Dual(), name)


class Template:
    """A subclass gives the protocol."""

    def manager(self):
        raise NotImplementedError

    async def run(self) -> None:
        with self.manager():
            pass


@contextlib.contextmanager
def stage(name: str) -> Iterator[str]:
    yield name


@contextlib.asynccontextmanager
async def opened(name: str) -> AsyncIterator[str]:
    yield name


async def open_dual() -> Dual:
    return Dual()


def opening() -> Opening:
    return Opening()


def unknown_decorator(function: Any) -> Any:
    return function


@unknown_decorator
async def mysterious() -> None: ...


def in_a_thread(thread_lock: threading.Lock) -> None:
    with thread_lock:
        pass


async def right_ways(lock: asyncio.Lock) -> None:
    async with lock:
        pass
    with stage("x") as name, contextlib.suppress(KeyError):
        print(name)
    async with opened("y"), asyncio.timeout(3):
        pass
    async with await open_dual() as dual:
        print(dual)
    with await open_dual() as dual:
        print(dual)
    async with opening() as dual:
        print(dual)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(opened("z"))
        stack.enter_context(stage("w"))
    async with contextlib.nullcontext():
        pass
    with contextlib.nullcontext():
        pass
    async with contextlib.aclosing(numbers()) as values:
        async for value in values:
            print(value)


async def numbers() -> AsyncIterator[int]:
    yield 1


async def dual_ways() -> None:
    with Dual():
        pass
    async with Dual():
        pass
    with Careful(), Careful() as careful:
        print(careful.depth)


async def nobody_knows(parameter, make: Callable[[], Any], either: "Dual | asyncio.Lock") -> None:
    with parameter:
        pass
    async with parameter.session() as session:
        print(session)
    with make() as made:
        print(made)
    with Dynamic():
        pass
    async with Dynamic():
        pass
    async with mysterious():
        pass
    async with either:
        pass
    with globals()["stage"]("q"):
        pass


P = ParamSpec("P")
T = TypeVar("T")


def in_thread(
    described: Callable[..., object],
) -> Callable[[Callable[P, T]], Callable[P, Awaitable[T]]]:
    def decorate(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
        async def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
            return await asyncio.to_thread(function, *args, **kwargs)

        return wrapper

    return decorate


class File:
    async def __aenter__(self) -> "File":
        return self

    async def __aexit__(self, *error: object) -> None: ...


class Folder:
    """The overloads say what comes of the implementation and its decorator together."""

    @overload
    async def open(self, mode: str) -> File: ...
    @overload
    async def open(self, mode: int) -> File: ...
    @in_thread(open)
    def open(self, mode: Any) -> Any:
        return File()


async def open_in(folder: Folder) -> None:
    async with await folder.open("r"):
        await asyncio.sleep(0)
