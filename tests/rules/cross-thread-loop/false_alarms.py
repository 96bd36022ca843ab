"""Threads that speak to the loop as they should, and loop code that stays on the loop."""

import asyncio
import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor

pool = ThreadPoolExecutor()


class Bridge:
    def __init__(self, device, loop: asyncio.AbstractEventLoop):
        self.device = device
        self.loop = loop
        self.inbox = asyncio.Queue()
        self.changed = asyncio.Event()

    def start(self):
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for value in self.device:
            self.loop.call_soon_threadsafe(self.inbox.put_nowait, value)
            self.loop.call_soon_threadsafe(self.changed.set)
            self.loop.call_soon_threadsafe(self._on_loop, value)
            self.loop.call_soon_threadsafe(lambda: self.inbox.put_nowait(None))
            asyncio.run_coroutine_threadsafe(self.handle(value), self.loop)

    def _on_loop(self, value):
        self.inbox.put_nowait(value)
        self.changed.set()

    async def handle(self, value):
        await self.inbox.put(value)
        self.changed.clear()

    async def direct(self, value):
        self.inbox.put_nowait(value)
        self.changed.set()
        self.loop.call_soon(print, value)
        self.loop.call_later(1, print, value)


def compute(loop, future, number):
    result = number * number
    loop.call_soon_threadsafe(future.set_result, result)


async def square(number):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    pool.submit(compute, loop, future, number)
    return await future


def stop_from_thread(loop: asyncio.AbstractEventLoop):
    loop.call_soon_threadsafe(loop.stop)


async def stop_soon():
    await asyncio.to_thread(stop_from_thread, asyncio.get_running_loop())


async def notify():
    await asyncio.sleep(0)


def own_loop():
    asyncio.run(main_of_thread())


async def main_of_thread():
    task = asyncio.create_task(notify())
    done = asyncio.Event()
    done.set()
    asyncio.get_running_loop().call_soon(print, "in the thread's own loop")
    await task


async def start_own_loop():
    threading.Thread(target=own_loop).start()


def own_loop_by_hand():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.call_soon(print, "first")
    task = loop.create_task(notify())
    try:
        loop.run_until_complete(task)
    finally:
        loop.close()


async def start_loop_by_hand():
    await asyncio.to_thread(own_loop_by_hand)


class Worker(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.loop = asyncio.new_event_loop()

    def run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.call_soon(print, "started")
        self.loop.run_forever()

    def submit(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop)


class ThreadingOnly:
    def __init__(self):
        self.inbox = queue.Queue()
        self.stopped = threading.Event()
        self.result = Future()

    def start(self):
        threading.Thread(target=self.work).start()

    def work(self):
        self.inbox.put_nowait(1)
        self.stopped.set()
        self.result.set_result(2)
        self.result.cancel()


class Timer:
    def call_soon(self, function):
        function()

    def call_later(self, seconds, function):
        function()

    def stop(self):
        return None


def own_names():
    timer = Timer()
    timer.call_soon(print)
    timer.call_later(3, print)
    timer.stop()


async def run_own_names():
    await asyncio.to_thread(own_names)


def unknown(loop, event, future):
    loop.call_soon(print)
    event.set()
    future.set_result(1)


async def run_unknown(loop, event, future):
    await asyncio.to_thread(unknown, loop, event, future)


def reads_only(task: asyncio.Task, inbox: asyncio.Queue, loop: asyncio.AbstractEventLoop):
    return task.done(), inbox.qsize(), loop.is_running(), loop.time()


async def read_in_thread(task, inbox):
    return await asyncio.to_thread(reads_only, task, inbox, asyncio.get_running_loop())


async def argument_on_the_loop(inbox: asyncio.Queue):
    return await asyncio.to_thread(print, inbox.get_nowait())


def callback(task: asyncio.Task):
    event = asyncio.Event()
    event.set()
    task.cancel()


async def loop_callback(task):
    task.add_done_callback(callback)
    await task


def never_started(loop: asyncio.AbstractEventLoop):
    loop.call_soon(print)


def in_a_script():
    loop = asyncio.new_event_loop()
    loop.call_soon(loop.stop)
    loop.run_forever()


class Events:
    def __init__(self, loop: asyncio.AbstractEventLoop, source):
        self.loop = loop
        self.source = source
        self.changed = asyncio.Event()

    def start(self):
        threading.Thread(target=self._listen).start()

    def _listen(self):
        for event in self.source:
            if self.loop.is_running():
                self.loop.call_soon_threadsafe(self._handle, event)
            else:
                self._handle(event)

    def _handle(self, event):
        self.changed.set()
