"""Loops that start where none runs."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import async_to_sync

pool = ThreadPoolExecutor(1)


async def fetch(url):
    await asyncio.sleep(0.1)
    return url


def in_a_script(url):
    return asyncio.run(fetch(url))


def with_loop(url):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(fetch(url))
    finally:
        loop.close()


def with_runner(urls):
    with asyncio.Runner() as runner:
        return [runner.run(fetch(url)) for url in urls]


def forever():
    loop = asyncio.new_event_loop()
    loop.run_forever()


def guarded(url):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(fetch(url))
    raise RuntimeError("await fetch() instead")


async def call_guarded(url):
    try:
        return guarded(url)
    except RuntimeError:
        return await fetch(url)


async def in_thread(url):
    return await asyncio.to_thread(in_a_script, url)


async def in_thread_directly(url):
    return await asyncio.to_thread(asyncio.run, fetch(url))


async def in_thread_lambda(url):
    return await asyncio.to_thread(lambda: asyncio.run(fetch(url)))


async def in_executor(url):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, with_loop, url)


async def own_thread(url):
    def work():
        asyncio.run(fetch(url))

    threading.Thread(target=work).start()


async def background_loop():
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def threadsafe(url, loop):
    return asyncio.run_coroutine_threadsafe(fetch(url), loop).result()


async def threadsafe_from_thread(url):
    loop = asyncio.get_running_loop()
    return await asyncio.to_thread(threadsafe, url, loop)


async def threadsafe_wrapped(url, loop):
    future = asyncio.run_coroutine_threadsafe(fetch(url), loop)
    return await asyncio.wrap_future(future)


def sync_view(request):
    return async_to_sync(fetch)(request.path)


class App:
    def run(self, coroutine):
        coroutine.close()
        return "ran"

    def run_until_complete(self, coroutine):
        coroutine.close()
        return "completed"


async def own_methods():
    app = App()
    app.run_until_complete(fetch("a"))
    return app.run(fetch("b"))


async def unknown(loop, runner):
    return loop.run(1), runner.run_until_complete


if __name__ == "__main__":
    in_a_script("https://example.org")
