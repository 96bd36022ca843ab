# fix: swallowed-cancellation: Raise it again
import asyncio


async def work():
    try:
        await asyncio.sleep(60)
    except BaseException:
        pass


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return task.cancelled()
