# needs: trio, anyio
"""Nurseries and task groups take coroutine functions; their calls are awaited by them."""

import anyio
import anyio.from_thread
import anyio.to_thread
import trio


async def child(n: int) -> int:
    await trio.sleep(n)
    return n


async def parent() -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(child, 1)
        nursery.start_soon(child, 2, name="two")
    with trio.move_on_after(3):
        await child(3)


async def grouped() -> None:
    async with anyio.create_task_group() as group:
        group.start_soon(child, 1)
    with anyio.fail_after(2):
        await anyio.sleep(1)
    await anyio.to_thread.run_sync(from_thread)


def from_thread() -> int:
    return anyio.from_thread.run(child, 1)


def main() -> None:
    trio.run(parent)
    anyio.run(grouped)
