"""What can be awaited in one way or another, or is not known."""

import asyncio
import functools
import types
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from somewhere import open_channel


class Reply:
    """Awaitable by itself."""

    def __await__(self):
        return asyncio.sleep(1).__await__()


class Command:
    def __call__(self) -> Coroutine[Any, Any, None]:
        return asyncio.sleep(0)


async def work(n: int = 0) -> int:
    await asyncio.sleep(n)
    return n


async def prepare() -> Coroutine[Any, Any, int]:
    return work(3)


async def start() -> "asyncio.Task[int]":
    return asyncio.create_task(work())


def lazily() -> Awaitable[int]:
    return work(1)


async def plain_uses(extra: Any, callbacks: Iterable[Callable[[], Awaitable[None]]]) -> None:
    await asyncio.gather(work(), asyncio.create_task(work()), Reply(), lazily())
    await asyncio.gather(*[work(n) for n in range(3)])
    await asyncio.gather(*(callback() for callback in callbacks))
    await asyncio.gather(extra, extra.run(), open_channel())
    await asyncio.gather()
    await asyncio.wait_for(Reply(), 3)
    await asyncio.wait_for(lazily(), 3)
    await asyncio.shield(asyncio.ensure_future(work()))


async def awaited_to_get_one() -> None:
    """The first await gives what the second is for."""
    await asyncio.gather(await prepare(), await prepare())
    await asyncio.wait_for(await start(), 3)
    task = asyncio.create_task(await prepare())
    await task
    await asyncio.gather(await open_channel(), await open_channel())


async def collections() -> None:
    tasks = [asyncio.create_task(work(n)) for n in range(3)]
    await asyncio.wait(tasks)
    await asyncio.wait({tasks[0], asyncio.ensure_future(work())}, timeout=1)
    waiting = set()
    waiting.add(asyncio.create_task(work()))
    done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for next_one in asyncio.as_completed([work(1), work(2)]):
        await next_one
    await asyncio.wait([asyncio.wrap_future(ThreadPoolExecutor().submit(print))])


async def functions_that_make_them() -> None:
    make = functools.partial(work, 3)
    await asyncio.gather(make(), make())
    command = Command()
    await asyncio.create_task(command())
    await asyncio.create_task((lambda: work(2))())


@types.coroutine
def of_old():
    yield


async def generators() -> None:
    await asyncio.gather(of_old(), of_old())


async def expected() -> None:
    with pytest.raises(TypeError):
        await asyncio.gather(work)
    with pytest.raises(TypeError):
        print(asyncio.create_task(3))


def main(argument=None) -> None:
    asyncio.run(work())
    asyncio.run(argument or work())
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.gather(work(), work()))
    loop.run_until_complete(loop.create_future())
    loop.run_until_complete(argument)
    loop.close()
