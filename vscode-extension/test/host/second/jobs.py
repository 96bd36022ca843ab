import asyncio
import time


async def job() -> None:
    time.sleep(1)
    asyncio.create_task(asyncio.sleep(1))
