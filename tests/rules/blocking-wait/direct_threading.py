"""Primitives of `threading` used in coroutines."""

import threading
from threading import Barrier, Condition, Event, Lock, Thread

guard = threading.Lock()
ready = Event()


async def enter(name):
    guard.acquire()  # expect: blocking-wait
    names = [name]
    guard.release()
    return names


async def wait_ready():
    ready.wait()  # expect: blocking-wait


async def wait_ready_for(event: threading.Event, seconds: float) -> bool:
    return event.wait(seconds)  # expect: blocking-wait


async def rendezvous(barrier: Barrier):
    barrier.wait()  # expect: blocking-wait


async def slot(semaphore: threading.BoundedSemaphore):
    semaphore.acquire(timeout=5)  # expect: blocking-wait


async def join(worker: threading.Thread):
    worker.join()  # expect: blocking-wait


async def run_thread(target):
    thread = Thread(target=target, daemon=True)
    thread.start()
    thread.join(10)  # expect: blocking-wait


class Mailbox:
    def __init__(self):
        self.lock = threading.RLock()
        self.changed = Condition(self.lock)
        self.stopped = threading.Event()
        self.messages = []

    async def reserve(self):
        self.lock.acquire()  # expect: blocking-wait
        self.messages.append(None)
        self.lock.release()

    async def next_message(self):
        self.changed.wait()  # expect: blocking-wait
        return self.messages.pop()

    async def stop(self):
        if not self.stopped.wait(timeout=1.0):  # expect: blocking-wait
            raise TimeoutError


class Pool:
    lock = Lock()

    async def take(self):
        self.lock.acquire()  # expect: blocking-wait
        self.lock.release()
