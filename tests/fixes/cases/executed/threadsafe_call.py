# fix: cross-thread-loop: Call `call_soon_threadsafe`
import asyncio


def work(loop: asyncio.AbstractEventLoop, event: asyncio.Event):
    loop.call_soon(event.set)


async def main():
    event = asyncio.Event()
    await asyncio.to_thread(work, asyncio.get_running_loop(), event)
    return await event.wait()
