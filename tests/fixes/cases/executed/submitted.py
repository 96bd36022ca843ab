# fix: cross-thread-loop: Submit the coroutine to the loop
import asyncio


async def note(event, names):
    names.append("é")
    event.set()


def work(loop: asyncio.AbstractEventLoop, event: asyncio.Event, names):
    loop.create_task(note(event, names))


async def main():
    event, names = asyncio.Event(), []
    await asyncio.to_thread(work, asyncio.get_running_loop(), event, names)
    await event.wait()
    return names
