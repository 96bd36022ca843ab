# needs: trio, anyio
"""Nurseries keep what they start."""

import anyio
import trio


async def child() -> None:
    await trio.sleep(1)


async def main() -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(child)
    async with anyio.create_task_group() as group:
        group.start_soon(child)


trio.run(main)
