import asyncio


class Hub:
    def __init__(self):
        self.frames: asyncio.Queue[bytes] = asyncio.Queue(maxsize=2)
        self.loop = asyncio.get_running_loop()

    def offer(self, frame):
        self.frames.put_nowait(frame)  # expect: cross-thread-loop

    def offer_safely(self, frame):
        self.loop.call_soon_threadsafe(self.frames.put_nowait, frame)

    async def next(self):
        return await self.frames.get()
