# fix: missing-await: Schedule it as a task
import asyncio

found = []


async def note(name):
    await asyncio.sleep(0)
    found.append(name)


def done(task):
    note("é")


async def main():
    task = asyncio.create_task(asyncio.sleep(0))
    task.add_done_callback(done)
    while not found:
        await asyncio.sleep(0)
    return found
