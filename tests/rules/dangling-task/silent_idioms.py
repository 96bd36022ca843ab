"""Local names that live as long as the function waits, and futures that somebody else keeps."""

import asyncio
from collections.abc import Awaitable


async def work():
    await asyncio.sleep(1)


async def main(stopped: asyncio.Event):
    ticker = asyncio.create_task(work())
    await stopped.wait()


async def several(names, stopped: asyncio.Event):
    tasks = [asyncio.create_task(work()) for name in names]
    await stopped.wait()


async def old_future(future: asyncio.Future, awaitable: Awaitable[None]):
    asyncio.ensure_future(future)
    asyncio.ensure_future(awaitable)


def run_for_ever(loop: asyncio.AbstractEventLoop):
    task = loop.create_task(work())
    task.add_done_callback(print)
    loop.run_forever()


def run_something_else(loop: asyncio.AbstractEventLoop):
    task = loop.create_task(work())
    loop.run_until_complete(asyncio.sleep(3))
    print(task.done())


async def done_in_time():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.1)
    assert not task.done()
    await asyncio.sleep(1)
    assert task.done()
