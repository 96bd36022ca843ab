# fix: cross-thread-loop: Let the loop call it
import asyncio


def work(loop: asyncio.AbstractEventLoop, event: asyncio.Event):
    event.set()


async def main():
    event = asyncio.Event()
    loop = asyncio.get_running_loop()
    waiting = asyncio.create_task(event.wait())
    await loop.run_in_executor(None, work, loop, event)
    return await waiting
