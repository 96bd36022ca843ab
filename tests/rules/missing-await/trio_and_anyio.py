# needs: trio, anyio
"""Forgotten awaits in code without asyncio; no fix brings asyncio in."""

import anyio
import trio


async def child(n: int) -> int:
    trio.sleep(n)  # expect: missing-await sleep
    return n


async def parent(stream: trio.abc.SendStream) -> None:
    child(1)  # expect: missing-await child
    total = child(2) + 1  # expect: missing-await child
    stream.send_all(b"total %d" % total)  # expect: missing-await send_all
    trio.lowlevel.checkpoint()  # expect: missing-await checkpoint


async def grouped(paths: list[str]) -> list[int]:
    sizes = [child(len(path)) for path in paths]  # expect: missing-await child
    anyio.sleep(1)  # expect: missing-await sleep
    return sorted(sizes)


def start() -> None:
    child(3)  # expect: missing-await child
