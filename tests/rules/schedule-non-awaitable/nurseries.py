# needs: trio, anyio
"""trio and anyio take the function and its arguments, and make the coroutine themselves."""

import anyio
import trio


async def listen(port: int) -> None:
    await trio.sleep(port)


async def serve() -> None:
    async with trio.open_nursery() as nursery:
        nursery.start_soon(listen(80))  # expect: schedule-non-awaitable the coroutine function, and its arguments
        nursery.start_soon(listen, 443)
    async with anyio.create_task_group() as group:
        group.start_soon(listen(80))  # expect: schedule-non-awaitable
        group.start_soon(listen, 443)


def main() -> None:
    trio.run(serve())  # expect: schedule-non-awaitable `run` wants the coroutine function
    anyio.run(listen(80))  # expect: schedule-non-awaitable
    anyio.run(listen, 80)
    trio.run(serve)
