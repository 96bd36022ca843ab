# fix: missing-async-with: Add `async`
import asyncio


async def main():
    lock = asyncio.Lock()
    with lock:
        return lock.locked()
