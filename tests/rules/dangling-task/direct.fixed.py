"""Tasks whose only reference is dropped."""

from __future__ import annotations

import asyncio
import logging
from asyncio import create_task, ensure_future
from typing import Any

background_tasks = set()

log = logging.getLogger(__name__)


async def notify(user: str) -> None:
    await asyncio.sleep(1)


async def poll(name: str) -> int:
    return len(name)


def on_done(task: asyncio.Task[Any]) -> None:
    log.info("done: %s", task)


class Device:
    def __init__(self, address, loop=None):
        self.address = address
        self.loop = loop or asyncio.get_event_loop()
        self._loop: asyncio.AbstractEventLoop = self.loop
        self.online = False

    def changed(self, message):
        task = self.loop.create_task(self.handle(message))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)

    def changed_typed(self, message: bytes) -> None:
        task = self._loop.create_task(self.handle(message))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)

    def send(self, message, attempts=3):
        xx = self.loop.create_task(self.try_sending(message, attempts))
        background_tasks.add(xx)
        xx.add_done_callback(background_tasks.discard)
        return True

    def on_notification(self) -> None:
        loop = asyncio.get_running_loop()
        if not self.online:
            task = loop.create_task(self.connect())
            background_tasks.add(task)
            task.add_done_callback(background_tasks.discard)

    async def connect(self):
        self.online = True
        task = asyncio.get_event_loop().create_task(self.keep_alive())
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
        task = asyncio.create_task(
            self.handle(b"hello"),
            name="greeting",
        )
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)

    async def keep_alive(self):
        while self.online:
            await asyncio.sleep(5)

    async def handle(self, message):
        log.debug("%r", message)

    async def try_sending(self, message, attempts):
        for _ in range(attempts):
            await self.handle(message)


async def register(user: str, friends: list[str]) -> dict[str, str]:
    task = asyncio.create_task(notify(user))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    task = asyncio.create_task(poll(user))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    task = asyncio.ensure_future(notify(user))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    task = create_task(notify(user), name="short")
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    task = ensure_future(poll(user))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    [asyncio.create_task(notify(friend)) for friend in friends]
    asyncio.create_task(poll(user)).add_done_callback(on_done)
    for friend in friends:
        task = asyncio.create_task(notify(friend))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
    return {"user": user}


async def unused_local(user: str) -> None:
    task = asyncio.create_task(notify(user))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    log.info("started")


async def only_asked(user: str) -> bool:
    task = asyncio.create_task(notify(user))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    await asyncio.sleep(0)
    return task.done()


async def local_callback(user: str) -> None:
    task = asyncio.create_task(notify(user))
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    task.add_done_callback(on_done)


async def local_container(users: list[str]) -> None:
    tasks = set()
    for user in users:
        task = asyncio.create_task(notify(user))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
        tasks.add(task)


async def local_list(users: list[str]) -> int:
    tasks = []
    for user in users:
        tasks.append(asyncio.create_task(notify(user)))
    return len(tasks)


async def local_comprehension(users: list[str]) -> None:
    tasks = [asyncio.create_task(notify(user)) for user in users]
    log.info("started %d", len(tasks))


def fire_and_forget(coro):
    task = asyncio.ensure_future(coro)
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)


def schedule_later(loop: asyncio.AbstractEventLoop, user: str) -> None:
    loop.call_later(3, lambda: asyncio.create_task(notify(user)))


async def in_branches(user: str, urgent: bool) -> None:
    if urgent: task = asyncio.create_task(notify(user)); background_tasks.add(task); task.add_done_callback(background_tasks.discard)
    else:
        try:
            task = asyncio.Task(notify(user))
            background_tasks.add(task)
            task.add_done_callback(background_tasks.discard)
        except RuntimeError:
            log.exception("no loop")
    urgent and asyncio.create_task(notify(user))
