# fix: dangling-task: Wait for it in a `TaskGroup`
import asyncio

done = []


async def work(number):
    await asyncio.sleep(0)
    done.append(number)


async def start():
    for number in range(3):
        asyncio.create_task(work(number))


async def main():
    await start()
    return sorted(done)
