"""Tasks whose only reference is dropped."""

from __future__ import annotations

import asyncio
import logging
from asyncio import create_task, ensure_future
from typing import Any

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
        self.loop.create_task(self.handle(message))  # expect: dangling-task

    def changed_typed(self, message: bytes) -> None:
        self._loop.create_task(self.handle(message))  # expect: dangling-task

    def send(self, message, attempts=3):
        xx = self.loop.create_task(self.try_sending(message, attempts))  # expect: dangling-task
        return True

    def on_notification(self) -> None:
        loop = asyncio.get_running_loop()
        if not self.online:
            loop.create_task(self.connect())  # expect: dangling-task

    async def connect(self):
        self.online = True
        asyncio.get_event_loop().create_task(self.keep_alive())  # expect: dangling-task
        asyncio.create_task(  # expect: dangling-task
            self.handle(b"hello"),
            name="greeting",
        )

    async def keep_alive(self):
        while self.online:
            await asyncio.sleep(5)

    async def handle(self, message):
        log.debug("%r", message)

    async def try_sending(self, message, attempts):
        for _ in range(attempts):
            await self.handle(message)


async def register(user: str, friends: list[str]) -> dict[str, str]:
    asyncio.create_task(notify(user))  # expect: dangling-task
    _ = asyncio.create_task(poll(user))  # expect: dangling-task
    asyncio.ensure_future(notify(user))  # expect: dangling-task
    create_task(notify(user), name="short")  # expect: dangling-task
    ensure_future(poll(user))  # expect: dangling-task
    [asyncio.create_task(notify(friend)) for friend in friends]  # expect: dangling-task
    asyncio.create_task(poll(user)).add_done_callback(on_done)  # expect: dangling-task
    for friend in friends:
        asyncio.create_task(notify(friend))  # expect: dangling-task
    return {"user": user}


async def unused_local(user: str) -> None:
    task = asyncio.create_task(notify(user))  # expect: dangling-task
    log.info("started")


async def only_asked(user: str) -> bool:
    task = asyncio.create_task(notify(user))  # expect: dangling-task
    await asyncio.sleep(0)
    return task.done()


async def local_callback(user: str) -> None:
    task = asyncio.create_task(notify(user))  # expect: dangling-task
    task.add_done_callback(on_done)


async def local_container(users: list[str]) -> None:
    tasks = set()
    for user in users:
        task = asyncio.create_task(notify(user))  # expect: dangling-task
        tasks.add(task)


async def local_list(users: list[str]) -> int:
    tasks = []
    for user in users:
        tasks.append(asyncio.create_task(notify(user)))  # expect: dangling-task
    return len(tasks)


async def local_comprehension(users: list[str]) -> None:
    tasks = [asyncio.create_task(notify(user)) for user in users]  # expect: dangling-task
    log.info("started %d", len(tasks))


def fire_and_forget(coro):
    asyncio.ensure_future(coro)  # expect: dangling-task


def schedule_later(loop: asyncio.AbstractEventLoop, user: str) -> None:
    loop.call_later(3, lambda: asyncio.create_task(notify(user)))  # expect: dangling-task


async def in_branches(user: str, urgent: bool) -> None:
    if urgent: asyncio.create_task(notify(user))  # expect: dangling-task
    else:
        try:
            asyncio.Task(notify(user))  # expect: dangling-task
        except RuntimeError:
            log.exception("no loop")
    urgent and asyncio.create_task(notify(user))  # expect: dangling-task
