# fix: nested-event-loop: Await the coroutine
import asyncio


async def load():
    return "é"


async def main():
    return asyncio.run(load())
