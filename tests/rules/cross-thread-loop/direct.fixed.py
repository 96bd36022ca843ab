"""The event loop's objects touched from other threads."""

# decision: where the loop's own method is the thread's function, the place that hands it over is reported.

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

pool = ThreadPoolExecutor()


class Bridge:
    """Reads a device in a thread and hands what it reads to the loop."""

    def __init__(self, device, loop: asyncio.AbstractEventLoop):
        self.device = device
        self.loop = loop
        self.inbox = asyncio.Queue()
        self.changed = asyncio.Event()
        self.tasks = set()

    def start(self):
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for value in self.device:
            self.inbox.put_nowait(value)
            self.changed.set()

    async def handle(self, value):
        await asyncio.sleep(0)
        print(value)


class Scheduler:
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.tasks = []
        self.thread = threading.Thread(name="scheduler", target=self.run)

    async def job(self):
        await asyncio.sleep(1)

    def run(self):
        self.loop.call_soon_threadsafe(print, "now")
        self.loop.call_later(5, print, "later")
        self.tasks.append(self.loop.create_task(self.job()))

    def shut_down(self):
        self.loop.stop()

    async def close(self):
        await asyncio.to_thread(self.shut_down)


def compute(future: asyncio.Future, number: int):
    try:
        future.set_result(number * number)
    except OverflowError as error:
        future.set_exception(error)


async def square(number):
    future = asyncio.get_running_loop().create_future()
    pool.submit(compute, future, number)
    return await future


def abort(task: asyncio.Task):
    task.cancel()


async def abort_later(task):
    await asyncio.get_running_loop().run_in_executor(None, abort, task)


async def notify():
    await asyncio.sleep(0)


def work(tasks):
    tasks.append(asyncio.create_task(notify()))


async def run_work():
    tasks = []
    await asyncio.to_thread(work, tasks)
    return tasks


def ensure(tasks):
    tasks.append(asyncio.ensure_future(notify()))


async def run_ensure(tasks):
    await asyncio.to_thread(partial(ensure, tasks))


async def nested(number):
    loop = asyncio.get_running_loop()
    result = loop.create_future()

    def calculate():
        result.set_result(number**number)

    await loop.run_in_executor(pool, calculate)
    return await result


async def nested_loop():
    loop = asyncio.get_running_loop()

    def tick():
        loop.call_soon_threadsafe(print, "tick")

    threading.Thread(target=tick).start()


async def with_lambda():
    done = asyncio.Event()
    await asyncio.to_thread(lambda: done.set())


async def timer():
    done = asyncio.Event()
    timer = threading.Timer(5, done.set)
    timer.start()
    await done.wait()


class Poller(threading.Thread):
    def __init__(self, updates: asyncio.Queue):
        super().__init__(daemon=True)
        self.updates = updates

    def run(self):
        self.updates.put_nowait("update")
