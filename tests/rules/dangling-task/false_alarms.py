"""Tasks that somebody holds."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any

background_tasks: set[asyncio.Task[Any]] = set()
by_name: dict[str, asyncio.Task[Any]] = {}
watcher: asyncio.Task[None] | None = None


async def work(name: str = "") -> None:
    await asyncio.sleep(1)


def keep(task: asyncio.Task[Any]) -> asyncio.Task[Any]:
    background_tasks.add(task)
    task.add_done_callback(background_tasks.discard)
    return task


def spawn(coro: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    return keep(asyncio.create_task(coro))


class Service:
    def __init__(self) -> None:
        self.tasks: list[asyncio.Task[Any]] = []
        self.by_user = defaultdict(list)
        self.runner = asyncio.ensure_future(work())
        self.loop = asyncio.get_event_loop()

    def start(self) -> None:
        self.main = self.loop.create_task(work("main"))
        self.tasks.append(asyncio.create_task(work("a")))
        task = asyncio.create_task(work("b"))
        self.tasks.append(task)
        self.by_user["x"].append(self.loop.create_task(work("c")))
        self.tasks += [asyncio.create_task(work(name)) for name in ("d", "e")]
        self.tasks.extend(asyncio.create_task(work(name)) for name in ("f", "g"))
        setattr(self, "extra", asyncio.create_task(work("h")))
        by_name["i"] = asyncio.create_task(work("i"))
        by_name.setdefault("j", asyncio.create_task(work("j")))

    def add_job(self, coro: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = self.loop.create_task(coro)
        self.tasks.append(task)
        return task

    def run(self) -> None:
        self.add_job(work("k"))
        spawn(work("l"))

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.wait(self.tasks)


async def awaited() -> None:
    await asyncio.create_task(work())
    task = asyncio.create_task(work())
    await task
    other = asyncio.create_task(work())
    await asyncio.wait({other}, timeout=1)
    third = asyncio.create_task(work())
    try:
        await asyncio.sleep(1)
    finally:
        third.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await third


async def collected(names: list[str]) -> None:
    tasks = [asyncio.create_task(work(name)) for name in names]
    for task in tasks:
        await task
    later = set()
    for name in names:
        later.add(asyncio.create_task(work(name)))
    await asyncio.wait(later)
    started = {name: asyncio.create_task(work(name)) for name in names}
    for name, task in started.items():
        print(name, await task)
    for finished in asyncio.as_completed([asyncio.ensure_future(work(name)) for name in names]):
        await finished


async def grouped(names: list[str]) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(work())
        for name in names:
            group.create_task(work(name))


class Nursery:
    """A project's own group."""

    def __init__(self) -> None:
        self.children: list[asyncio.Task[Any]] = []

    def create_task(self, coro: Coroutine[Any, Any, Any]) -> None:
        self.children.append(asyncio.ensure_future(coro))

    async def __aenter__(self) -> Nursery:
        return self

    async def __aexit__(self, *exc: object) -> None:
        for child in self.children:
            await child


async def own_group(unknown) -> None:
    async with Nursery() as nursery:
        nursery.create_task(work())
    unknown.create_task(work())
    unknown.keep(asyncio.create_task(work()))


def returned(name: str) -> asyncio.Task[None]:
    return asyncio.create_task(work(name))


def returned_in_tuple(name: str):
    task = asyncio.create_task(work(name))
    return name, task


async def yielded(names: list[str]):
    for name in names:
        yield asyncio.create_task(work(name))


def in_module(name: str) -> None:
    global watcher
    watcher = asyncio.create_task(work(name))
    keep(asyncio.create_task(work(name)))


async def closed_over() -> Any:
    task = asyncio.create_task(work())

    async def stop() -> None:
        task.cancel()
        await asyncio.wait([task])

    return stop


async def attribute_of_another(service: Service) -> None:
    service.main = asyncio.create_task(work())
    service.tasks.append(asyncio.create_task(work()))
    task = asyncio.create_task(work())
    service.by_user["y"] = [task]


async def until_done() -> None:
    task = asyncio.create_task(work())
    while not task.done():
        await asyncio.sleep(0.1)
    task.result()


async def polled() -> None:
    task = asyncio.create_task(work())
    while not task.done():
        print("working")
        await asyncio.sleep(0.1)


async def polled_in_the_loop() -> None:
    task = asyncio.create_task(work())
    while True:
        if task.done():
            break
        await asyncio.sleep(0.1)


async def shielded() -> None:
    task = asyncio.create_task(work())
    await asyncio.shield(task)


async def with_the_main_task() -> None:
    # runs as long as this function does, then is cancelled
    ticker = asyncio.create_task(work("tick"))
    await asyncio.sleep(10)
    ticker.cancel()


def main() -> None:
    loop = asyncio.new_event_loop()
    task = loop.create_task(work())
    loop.run_until_complete(task)
    loop.close()


async def futures(loop: asyncio.AbstractEventLoop) -> None:
    future = loop.create_future()
    loop.call_soon(future.set_result, None)
    await future
    loop.run_in_executor(None, sum, [1, 2])
