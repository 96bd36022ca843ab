# fix: async-callback: Start it as a task in the callback
import asyncio

found = []


async def work(*numbers):
    await asyncio.sleep(0)
    found.append(numbers)


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(work, 1, 2)
    task = loop.create_task(asyncio.sleep(0))
    task.add_done_callback(lambda done: work(3))
    await task
    while len(found) < 2:
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    return found
