"""Starting a loop on a loop that runs already."""

import asyncio
from asyncio import run

from asgiref.sync import async_to_sync


async def fetch(url):
    await asyncio.sleep(0.1)
    return url


async def nested_run(url):
    return await fetch(url)


async def imported_run(url):
    return await fetch(url)


async def until_complete(url):
    loop = asyncio.get_event_loop()
    return await fetch(url)


async def running_loop(url):
    return await fetch(url)


async def fresh_loop(url):
    loop = asyncio.new_event_loop()
    try:
        return await fetch(url)
    finally:
        loop.close()


async def given_loop(loop: asyncio.AbstractEventLoop, url: str):
    return await fetch(url)


async def runner(url):
    with asyncio.Runner() as runner:
        return await fetch(url)


async def django(url):
    return await fetch(url)


async def deadlock(url):
    loop = asyncio.get_running_loop()
    future = asyncio.run_coroutine_threadsafe(fetch(url), loop)
    return future.result()


async def deadlock_in_one_line(url):
    loop = asyncio.get_running_loop()
    return asyncio.run_coroutine_threadsafe(fetch(url), loop).result(timeout=5)




class Client:
    def __init__(self):
        self.loop = asyncio.new_event_loop()

    async def get(self, url):
        return await fetch(url)


async def comprehension(urls):
    return [await fetch(url) for url in urls]


def on_done(task):
    asyncio.run(fetch("done"))


async def callback():
    task = asyncio.create_task(fetch("x"))
    task.add_done_callback(on_done)
    await task
