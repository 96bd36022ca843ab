"""Queues between threads and processes."""

import multiprocessing
import queue
from multiprocessing import Pipe
from queue import PriorityQueue, Queue

jobs: Queue[str] = queue.Queue(maxsize=10)
results = multiprocessing.Queue()
parent, child = Pipe()


async def next_job():
    return jobs.get()  # expect: blocking-wait


async def submit(job):
    jobs.put(job)  # expect: blocking-wait


async def submit_patiently(job: str) -> None:
    jobs.put(job, timeout=5)  # expect: blocking-wait


async def finish():
    jobs.join()  # expect: blocking-wait


async def most_urgent(backlog: PriorityQueue):
    return backlog.get(timeout=1)  # expect: blocking-wait


async def from_process():
    return results.get()  # expect: blocking-wait


async def reply():
    return parent.recv()  # expect: blocking-wait


class Bridge:
    def __init__(self, inbox: "queue.Queue[bytes]"):
        self.inbox = inbox
        self.outbox = queue.LifoQueue(5)

    async def forward(self):
        message = self.inbox.get()  # expect: blocking-wait
        self.outbox.put(message)  # expect: blocking-wait
