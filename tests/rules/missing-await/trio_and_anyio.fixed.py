# needs: trio, anyio
"""Forgotten awaits in code without asyncio; no fix brings asyncio in."""

import anyio
import trio


async def child(n: int) -> int:
    await trio.sleep(n)
    return n


async def parent(stream: trio.abc.SendStream) -> None:
    await child(1)
    total = child(2) + 1
    await stream.send_all(b"total %d" % total)
    await trio.lowlevel.checkpoint()


async def grouped(paths: list[str]) -> list[int]:
    sizes = [child(len(path)) for path in paths]
    await anyio.sleep(1)
    return sorted(sizes)


def start() -> None:
    child(3)
