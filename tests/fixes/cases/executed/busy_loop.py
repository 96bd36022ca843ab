# fix: busy-loop: Add `await asyncio.sleep(0)` to each round
import asyncio


async def wait(event):
    while not event.is_set():
        pass
    return "set"


async def main():
    event = asyncio.Event()
    asyncio.get_running_loop().call_soon(event.set)
    return await wait(event)
