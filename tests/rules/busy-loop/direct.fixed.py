"""Loops in coroutines that never give the event loop a turn."""

import asyncio
import logging
import queue
import time

running = True


async def spin():
    while True:
        pass


async def poll_hardware(sensor):
    while True:
        sensor.update()
        print(sensor.value)


async def sleepy():
    while True:
        print("tick")
        await asyncio.sleep(1)


async def numeric_true(values):
    while 1:
        values.append(len(values))


async def drain(inbox: queue.Queue, handle):
    while True:
        try:
            item = inbox.get_nowait()
        except queue.Empty:
            continue
        await handle(item)


async def skip_empty(source, handle):
    while True:
        item = source.pop()
        if item is None:
            continue
        await handle(item)


async def skip_and_stop(source, handle):
    while True:
        item = source.pop()
        if item is None:
            continue
        if item == "stop":
            break
        await handle(item)


async def one_branch(source, handle):
    while True:
        if source.ready:
            await handle(source)
        else:
            source.poll()


async def only_on_error(connection):
    while True:
        try:
            connection.step()
        except ConnectionError:
            await asyncio.sleep(1)


async def swallow_errors(step):
    while True:
        try:
            step()
        except ValueError as error:
            print(error)


async def awaits_in_nested_function(handle):
    while True:

        async def later(item):
            await handle(item)

        handle.register(later)


async def outer_then_inner(sensor):
    await asyncio.sleep(1)
    while True:
        sensor.update()


class Watcher:
    def __init__(self):
        self.ready = False
        self.count = 0

    async def wait_ready(self):
        while not self.ready:
            pass

    async def wait_and_count(self):
        attempts = 0
        while not self.ready:
            attempts += 1
        return attempts

    async def watch(self):
        while True:
            self.count += 1
            self.refresh()

    def refresh(self):
        self.count -= 1


async def wait_for_task(task: asyncio.Task):
    while not task.done():
        pass
    return task.result()


async def wait_for_task_sleeping(task: asyncio.Task):
    while not task.done():
        await asyncio.sleep(0.1)


async def wait_for_event(event: asyncio.Event):
    while not event.is_set():
        continue


async def wait_for_flag(state):
    while not state.finished:
        await asyncio.sleep(0.5)


async def drained(inbox: asyncio.Queue[str], log: logging.Logger) -> None:
    while not inbox.empty():
        log.debug("still %d", inbox.qsize())
