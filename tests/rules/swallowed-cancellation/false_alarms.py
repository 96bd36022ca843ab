"""Cancellations that go on, or that this function asked for."""

import asyncio
import contextlib
import logging
import sys
from typing import Any

log = logging.getLogger(__name__)


async def fetch(url: str) -> str:
    await asyncio.sleep(1)
    return url


def fetch_now(url: str) -> str:
    return url


async def raised_again(url: str) -> str:
    try:
        return await fetch(url)
    except asyncio.CancelledError:
        log.info("cancelled")
        raise


async def raised_by_name(url: str) -> str:
    try:
        return await fetch(url)
    except BaseException as error:
        log.error("%s", error)
        raise error


async def raised_as_other(url: str) -> str:
    try:
        return await fetch(url)
    except BaseException as error:
        raise RuntimeError(url) from error  # another exception, but the task ends


async def raised_in_every_branch(url: str, strict: bool) -> str:
    try:
        return await fetch(url)
    except BaseException as error:
        if strict:
            raise
        else:
            raise ConnectionError(url) from error


async def raised_when_cancelled(url: str) -> str:
    try:
        return await fetch(url)
    except BaseException as error:
        if isinstance(error, asyncio.CancelledError):
            raise
        return "failed"


async def caught_before(url: str) -> str:
    try:
        return await fetch(url)
    except asyncio.CancelledError:
        raise
    except BaseException:
        return "failed"


async def ordinary(url: str) -> str:
    try:
        return await fetch(url)
    except Exception:
        log.exception("failed")
        return ""
    except (KeyboardInterrupt, SystemExit):
        return "stopped"


async def nothing_awaited(url: str) -> str:
    try:
        return fetch_now(url)
    except BaseException:
        return ""
    finally:
        await asyncio.sleep(0)


def in_sync_function(url: str) -> str:
    try:
        return asyncio.run(fetch(url))
    except BaseException:
        return ""


async def its_own_cancellation() -> None:
    task = asyncio.create_task(fetch("x"))
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        log.info("the task is gone")


class Service:
    def __init__(self) -> None:
        self.task: asyncio.Task[str] | None = None
        self.tasks: dict[str, asyncio.Task[str]] = {}

    async def stop(self) -> None:
        if self.task is None:
            return
        self.task.cancel()
        try:
            await self.task
        except asyncio.CancelledError:
            pass
        self.task = None

    async def stop_all(self) -> None:
        for name, task in self.tasks.items():
            task.cancel()
            try:
                await task
            except (asyncio.CancelledError, Exception):
                log.info("%s stopped", name)

    async def suppressed(self) -> None:
        if self.task and self.task.cancel():
            with contextlib.suppress(asyncio.CancelledError):
                await self.task

    async def exit(self) -> None:
        try:
            await fetch("x")
        except BaseException:
            sys.exit(1)


async def nested_function(url: str) -> Any:
    try:
        async def later() -> str:
            return await fetch(url)

        coroutine_function = later
    except BaseException:
        return None
    return coroutine_function


async def group(urls: list[str]) -> None:
    try:
        async with asyncio.TaskGroup() as tasks:
            for url in urls:
                tasks.create_task(fetch(url))
    except* OSError as errors:
        log.error("%d failed", len(errors.exceptions))


async def uncancelled(url: str) -> str:
    try:
        return await fetch(url)
    except asyncio.CancelledError:
        current = asyncio.current_task()
        if current is not None:
            current.uncancel()
        return "shielded on purpose"


async def timed(url: str) -> str:
    try:
        async with asyncio.timeout(3):
            return await fetch(url)
    except TimeoutError:
        return "late"
