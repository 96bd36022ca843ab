# fix: async-callback: Await it without a thread
import asyncio
from functools import partial


async def work(number, *, add=0):
    return number + add


async def main():
    one = await asyncio.to_thread(work, 1, add=1)
    other = await asyncio.get_running_loop().run_in_executor(None, partial(work, 2, add=2))
    return one, other
