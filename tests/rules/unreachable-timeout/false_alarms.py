"""Timeouts that do come, and other exceptions around `asyncio.wait`."""

import asyncio
import concurrent.futures

from somewhere import check, poll


async def job() -> int:
    return 1


async def by_wait_for(task: "asyncio.Task[int]") -> None:
    try:
        await asyncio.wait_for(task, timeout=5)
    except asyncio.TimeoutError:
        print("too slow")


async def results(tasks: list["asyncio.Task[int]"]) -> list[int]:
    try:
        done, _ = await asyncio.wait(tasks, timeout=5)
        return [task.result() for task in done]
    except asyncio.TimeoutError:
        return []


async def with_another_await(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        await asyncio.wait(tasks, timeout=5)
        await job()
    except asyncio.TimeoutError:
        print("too slow")


async def raised_by_hand(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        _, pending = await asyncio.wait(tasks, timeout=5)
        if pending:
            raise asyncio.TimeoutError()
    except asyncio.TimeoutError:
        print("too slow")


async def raised_without_a_call(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        _, pending = await asyncio.wait(tasks, timeout=5)
        if pending:
            raise asyncio.TimeoutError
    except asyncio.TimeoutError:
        print("too slow")


async def raised_by_a_function(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        done, pending = await asyncio.wait(tasks, timeout=5)
        check(done, pending)
    except asyncio.TimeoutError:
        print("too slow")


async def inside_a_timeout(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        async with asyncio.timeout(3):
            await asyncio.wait(tasks)
    except TimeoutError:
        print("too slow")


async def others(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        await asyncio.wait(tasks, timeout=5)
    except asyncio.CancelledError:
        print("cancelled")
        raise
    except ValueError:
        print("no tasks")


async def among_others(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        await asyncio.wait(tasks, timeout=5)
    except (asyncio.TimeoutError, ValueError):
        print("one of them")
    except OSError:
        print("what a task raised")


async def of_threads(pool: concurrent.futures.Executor) -> None:
    try:
        await asyncio.wrap_future(pool.submit(print))
    except (concurrent.futures.TimeoutError, asyncio.TimeoutError):
        print("too slow")


async def somebody_elses_wait() -> None:
    try:
        await poll.wait(timeout=3)
    except asyncio.TimeoutError:
        print("too slow")


async def as_completed(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        for next_one in asyncio.as_completed(tasks, timeout=3):
            await next_one
    except asyncio.TimeoutError:
        print("too slow")


async def in_a_block(tasks: list["asyncio.Task[int]"], lock: asyncio.Lock) -> None:
    try:
        async with lock:
            await asyncio.wait(tasks, timeout=5)
    except asyncio.TimeoutError:
        print("who knows what the lock does")


async def without_timeout(tasks: list["asyncio.Task[int]"]) -> None:
    await asyncio.wait(tasks, timeout=5)
    try:
        print(tasks[0].result())
    except (asyncio.TimeoutError, asyncio.InvalidStateError):
        print("not done")
