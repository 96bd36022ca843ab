# needs: trio, anyio
"""trio and anyio have the same, also with a plain `with`."""

from collections.abc import AsyncIterator

import anyio
import trio


async def ticks() -> AsyncIterator[int]:
    async with trio.open_nursery() as nursery:  # expect: yield-in-cancel-scope
        nursery.start_soon(trio.sleep, 1)
        yield 1


async def slowly() -> AsyncIterator[int]:
    with anyio.fail_after(3):  # expect: yield-in-cancel-scope `anyio.fail_after`
        yield 1


async def some() -> AsyncIterator[int]:
    with trio.move_on_after(3):  # expect: yield-in-cancel-scope
        await trio.sleep(1)
        yield 1


async def grouped() -> AsyncIterator[int]:
    async with anyio.create_task_group() as group:  # expect: yield-in-cancel-scope
        group.start_soon(anyio.sleep, 1)
        yield 1


async def outside() -> AsyncIterator[int]:
    with anyio.move_on_after(3):
        await anyio.sleep(1)
    yield 1
