"""Starting a loop on a loop that runs already."""

import asyncio
from asyncio import run

from asgiref.sync import async_to_sync


async def fetch(url):
    await asyncio.sleep(0.1)
    return url


async def nested_run(url):
    return asyncio.run(fetch(url))  # expect: nested-event-loop asyncio.run


async def imported_run(url):
    return run(fetch(url), debug=True)  # expect: nested-event-loop


async def until_complete(url):
    loop = asyncio.get_event_loop()
    return loop.run_until_complete(fetch(url))  # expect: nested-event-loop run_until_complete


async def running_loop(url):
    return asyncio.get_running_loop().run_until_complete(fetch(url))  # expect: nested-event-loop


async def fresh_loop(url):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(fetch(url))  # expect: nested-event-loop
    finally:
        loop.close()


async def given_loop(loop: asyncio.AbstractEventLoop, url: str):
    return loop.run_until_complete(fetch(url))  # expect: nested-event-loop


async def runner(url):
    with asyncio.Runner() as runner:
        return runner.run(fetch(url))  # expect: nested-event-loop


async def django(url):
    return async_to_sync(fetch)(url)  # expect: nested-event-loop


async def deadlock(url):
    loop = asyncio.get_running_loop()
    future = asyncio.run_coroutine_threadsafe(fetch(url), loop)
    return future.result()  # expect: nested-event-loop


async def deadlock_in_one_line(url):
    loop = asyncio.get_running_loop()
    return asyncio.run_coroutine_threadsafe(fetch(url), loop).result(timeout=5)  # expect: nested-event-loop




class Client:
    def __init__(self):
        self.loop = asyncio.new_event_loop()

    async def get(self, url):
        return self.loop.run_until_complete(fetch(url))  # expect: nested-event-loop


async def comprehension(urls):
    return [asyncio.run(fetch(url)) for url in urls]  # expect: nested-event-loop


def on_done(task):
    asyncio.run(fetch("done"))  # expect: nested-event-loop


async def callback():
    task = asyncio.create_task(fetch("x"))
    task.add_done_callback(on_done)
    await task
