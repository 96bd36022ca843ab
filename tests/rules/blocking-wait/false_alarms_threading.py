"""Calls that never wait, and asynchronous objects with the same method names."""

import asyncio
import multiprocessing
import queue
import threading
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()
aio_lock = asyncio.Lock()
stop = threading.Event()
jobs = queue.Queue(maxsize=5)
results = multiprocessing.Queue()
pool = ThreadPoolExecutor()


async def try_lock():
    if lock.acquire(blocking=False):
        lock.release()


async def try_lock_positional():
    if lock.acquire(False):
        lock.release()


async def try_lock_now():
    if lock.acquire(timeout=0):
        lock.release()


async def poll_jobs():
    try:
        return jobs.get_nowait()
    except queue.Empty:
        return None


async def poll_jobs_flag():
    try:
        return jobs.get(block=False)
    except queue.Empty:
        return None


async def poll_jobs_positional():
    try:
        return jobs.get(False)
    except queue.Empty:
        return None


async def offer(job):
    try:
        jobs.put_nowait(job)
        jobs.put(job, block=False)
    except queue.Full:
        return False
    return True


async def sizes():
    return jobs.qsize(), jobs.empty(), results.empty()


async def signal_stop():
    stop.set()
    return stop.is_set()


async def aio_primitives(event: asyncio.Event, semaphore: asyncio.Semaphore, inbox: asyncio.Queue):
    await event.wait()
    await semaphore.acquire()
    await inbox.put(1)
    await inbox.join()
    async with aio_lock:
        return await inbox.get()


async def aio_condition(condition: asyncio.Condition, barrier: asyncio.Barrier):
    async with condition:
        await condition.wait()
    async with barrier:
        pass


async def wait_with_timeout(event: asyncio.Event):
    await asyncio.wait_for(event.wait(), 5)


async def lock_in_thread():
    await asyncio.to_thread(lock.acquire)
    lock.release()


async def job_in_thread():
    return await asyncio.to_thread(jobs.get)


async def stop_in_executor():
    return await asyncio.get_running_loop().run_in_executor(pool, stop.wait, 5)


async def start(target):
    thread = threading.Thread(target=target)
    thread.start()
    return thread.is_alive()


def worker():
    while not stop.is_set():
        job = jobs.get()
        with lock:
            results.put(job)
        jobs.task_done()


async def start_worker():
    threading.Thread(target=worker, daemon=True).start()


async def fire_and_forget(job):
    pool.submit(worker)
    pool.shutdown(wait=False)


async def unknown(lock, inbox, event, worker):
    with lock:
        inbox.put(1)
    event.wait()
    worker.join()
    return inbox.get()
