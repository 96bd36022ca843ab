"""Futures of an object that several of its methods wait for."""

import asyncio


class Connection:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.ready: asyncio.Future[None] = loop.create_future()
        self.closed = loop.create_future()
        self.reader = asyncio.create_task(self.read())

    async def read(self) -> bytes:
        await self.ready
        return b""

    async def connect(self, seconds: float) -> None:
        await asyncio.wait_for(self.ready, seconds)  # expect: shared-future-timeout `self.ready` is cancelled, for `read` too

    async def send(self, data: bytes) -> None:
        await asyncio.wait_for(self.reader, timeout=3)  # expect: shared-future-timeout[information]

    async def result(self) -> bytes:
        return await self.reader

    async def wait_closed(self) -> None:
        await self.closed

    async def hurry(self) -> bool:
        try:
            await asyncio.wait_for(self.closed, 1)  # expect: shared-future-timeout
        except asyncio.TimeoutError:
            return False
        return True
