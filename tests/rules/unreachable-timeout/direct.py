"""Handlers of a timeout that `asyncio.wait` does not raise."""

import asyncio
import logging
from asyncio import TimeoutError as Expired, wait

log = logging.getLogger(__name__)


async def collect(tasks: list["asyncio.Task[int]"]) -> None:
    try:
        done, pending = await asyncio.wait(tasks, timeout=5)
    except asyncio.TimeoutError:  # expect: unreachable-timeout `asyncio.TimeoutError` is never raised here
        log.warning("too slow")
    else:
        print(done, pending)


async def with_builtin(tasks: list["asyncio.Task[int]"]) -> bool:
    try:
        await asyncio.wait(tasks, timeout=0.5, return_when=asyncio.FIRST_COMPLETED)
    except TimeoutError:  # expect: unreachable-timeout[warning]
        return False
    return True


class Pool:
    def __init__(self) -> None:
        self.tasks: set[asyncio.Task[None]] = set()

    async def stop(self) -> None:
        try:
            _, pending = await wait(self.tasks, timeout=10)
            for task in pending:
                task.cancel()
        except Expired:  # expect: unreachable-timeout
            log.error("some did not stop")

    async def twice(self) -> None:
        try:
            await asyncio.wait(self.tasks, timeout=1)
            log.info("still waiting")
            await asyncio.wait(self.tasks, timeout=9)
        except (asyncio.TimeoutError, TimeoutError):  # expect: unreachable-timeout
            self.tasks.clear()
