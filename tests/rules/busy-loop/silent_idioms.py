"""Loops that end by an exception, that work something off, or whose coroutines may be replaced."""

import asyncio
import contextlib
import sys
from collections import deque


async def empty_the_queue(inbox: asyncio.Queue):
    try:
        while True:
            inbox.get_nowait()
    except asyncio.QueueEmpty:
        pass


async def empty_suppressing(inbox: asyncio.Queue):
    with contextlib.suppress(asyncio.QueueEmpty):
        while True:
            print(inbox.get_nowait())


async def parse_frames(buffer, reader):
    while True:
        if len(buffer) < 4:
            buffer.extend(await reader.read())
        buffer.handle(buffer.take(4))


async def work_off(jobs: deque, more):
    while True:
        if jobs:
            jobs.popleft()()
        else:
            jobs.extend(await more())


async def skip_comments(lines, handle):
    while True:
        line = lines.next_line()
        if line.startswith("#"):
            continue
        await handle(line)


async def feed_parser(parser, reader):
    while True:
        try:
            parser.next_frame()
        except EOFError:
            parser.feed(await reader.read())


def give_up():
    raise SystemExit("no device")


async def until_exit(device):
    while True:
        if not device.poll():
            give_up()


async def until_sys_exit(device):
    while True:
        device.poll()
        sys.exit(device.code)


class Service:
    async def step(self):
        """For subclasses."""

    async def run(self):
        while True:
            await self.step()


class Engine:
    def __init__(self):
        self.count = 0

    async def step(self):
        self.count += 1

    async def run(self):
        while True:
            await self.step()


class PoliteEngine(Engine):
    async def step(self):
        await asyncio.sleep(0.1)
