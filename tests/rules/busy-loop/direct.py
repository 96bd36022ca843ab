"""Loops in coroutines that never give the event loop a turn."""

import asyncio
import logging
import queue
import time

running = True


async def spin():
    while True:  # expect: busy-loop
        pass


async def poll_hardware(sensor):
    while True:  # expect: busy-loop
        sensor.update()
        print(sensor.value)


async def sleepy():
    while True:  # expect: busy-loop
        print("tick")
        time.sleep(1)  # expect: blocking-sleep


async def numeric_true(values):
    while 1:  # expect: busy-loop
        values.append(len(values))


async def drain(inbox: queue.Queue, handle):
    while True:  # expect: busy-loop
        try:
            item = inbox.get_nowait()
        except queue.Empty:
            continue
        await handle(item)


async def skip_empty(source, handle):
    while True:  # expect: busy-loop
        item = source.pop()
        if item is None:
            continue
        await handle(item)


async def skip_and_stop(source, handle):
    while True:  # expect: busy-loop
        item = source.pop()
        if item is None:
            continue
        if item == "stop":
            break
        await handle(item)


async def one_branch(source, handle):
    while True:  # expect: busy-loop
        if source.ready:
            await handle(source)
        else:
            source.poll()


async def only_on_error(connection):
    while True:  # expect: busy-loop
        try:
            connection.step()
        except ConnectionError:
            await asyncio.sleep(1)


async def swallow_errors(step):
    while True:  # expect: busy-loop
        try:
            step()
        except ValueError as error:
            print(error)


async def awaits_in_nested_function(handle):
    while True:  # expect: busy-loop

        async def later(item):
            await handle(item)

        handle.register(later)


async def outer_then_inner(sensor):
    await asyncio.sleep(1)
    while True:  # expect: busy-loop
        sensor.update()


class Watcher:
    def __init__(self):
        self.ready = False
        self.count = 0

    async def wait_ready(self):
        while not self.ready:  # expect: busy-loop
            pass

    async def wait_and_count(self):
        attempts = 0
        while not self.ready:  # expect: busy-loop
            attempts += 1
        return attempts

    async def watch(self):
        while True:  # expect: busy-loop
            self.count += 1
            self.refresh()

    def refresh(self):
        self.count -= 1


async def wait_for_task(task: asyncio.Task):
    while not task.done():  # expect: busy-loop
        pass
    return task.result()


async def wait_for_task_sleeping(task: asyncio.Task):
    while not task.done():  # expect: busy-loop
        time.sleep(0.1)  # expect: blocking-sleep


async def wait_for_event(event: asyncio.Event):
    while not event.is_set():  # expect: busy-loop
        continue


async def wait_for_flag(state):
    while not state.finished:  # expect: busy-loop
        time.sleep(0.5)  # expect: blocking-sleep


async def drained(inbox: asyncio.Queue[str], log: logging.Logger) -> None:
    while not inbox.empty():  # expect: busy-loop
        log.debug("still %d", inbox.qsize())
