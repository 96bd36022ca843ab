"""Loops that end, or that give the loop its turn."""

import asyncio
import time


async def polite():
    while True:
        print("tick")
        await asyncio.sleep(1)


async def zero_sleep(machine):
    while True:
        machine.step()
        await asyncio.sleep(0)


async def consumer(inbox: asyncio.Queue):
    while True:
        item = await inbox.get()
        print(item)
        inbox.task_done()


async def unknown_await(source):
    while True:
        await source.next()


async def iterate(source):
    while True:
        async for item in source:
            print(item)


async def locked(lock: asyncio.Lock, machine):
    while True:
        async with lock:
            machine.step()
        await asyncio.sleep(1)


async def stream(machine):
    while True:
        yield machine.step()


async def parse(text):
    position = 0
    parts = []
    while True:
        end = text.find(",", position)
        if end < 0:
            break
        parts.append(text[position:end])
        position = end + 1
    return parts


async def parse_return(buffer):
    while True:
        line = buffer.pop_line()
        if line is None:
            return None
        print(line)


async def read_all(stream):
    chunks = []
    while chunk := stream.next_chunk():
        chunks.append(chunk)
    return chunks


async def drain(items):
    while items:
        print(items.pop())


async def drain_length(items):
    while len(items) > 10:
        items.popleft()


async def countdown(number):
    while number:
        number -= 1


async def bisect(values, wanted):
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


async def climb(node):
    while node.parent is not None:
        node = node.parent
    return node


async def every_path_leaves(source):
    while True:
        item = source.pop()
        if item is None:
            return None
        elif item == "stop":
            break
        raise ValueError(item)
    return "stopped"


async def retry(operation):
    while True:
        try:
            return operation()
        except ConnectionError:
            await asyncio.sleep(1)


async def retry_or_raise(operation):
    while True:
        try:
            return operation()
        except ValueError:
            raise


async def continue_after_await(inbox, handle):
    while True:
        item = await inbox.get()
        if item is None:
            continue
        handle(item)


async def both_branches(source, handle):
    while True:
        if source.ready:
            await handle(source)
        else:
            await asyncio.sleep(0.1)


async def state_machine(connection, read):
    while True:
        event = connection.next_event()
        if event == "need data":
            connection.feed(await read())
            continue
        if event == "end":
            return connection
        print(event)


async def in_finally(machine):
    while True:
        try:
            machine.step()
        finally:
            await asyncio.sleep(0.1)


async def await_in_condition(source):
    while await source.more():
        print(source.current)


async def finite(rows):
    for row in rows:
        print(row)


async def finite_range():
    total = 0
    for number in range(1000):
        total += number
    return total


class Machine:
    def __init__(self):
        self.running = True
        self.jobs = []

    def step(self):
        self.jobs.append(1)
        if len(self.jobs) > 100:
            self.running = False

    async def run_to_end(self):
        while self.running:
            self.step()

    async def run_jobs(self):
        while self.jobs:
            job = self.jobs.pop()
            job()

    async def run_service(self):
        while self.running:
            self.step()
            await asyncio.sleep(1)


def in_a_thread(machine):
    while True:
        machine.step()
        time.sleep(1)


def spin():
    while True:
        pass


async def nested_function_only():
    def forever():
        while True:
            pass

    return forever


async def start():
    await asyncio.to_thread(in_a_thread, Machine())


async def with_timeout(machine):
    async with asyncio.timeout(5):
        while True:
            await machine.wait()
