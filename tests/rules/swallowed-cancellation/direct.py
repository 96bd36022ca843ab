"""A cancellation ends in an `except` and the task goes on."""

import asyncio
import logging
from asyncio import CancelledError
from typing import Any

log = logging.getLogger(__name__)


async def fetch(url: str) -> str:
    await asyncio.sleep(1)
    return url


class Poller:
    def __init__(self, url: str) -> None:
        self.url = url
        self.running = True
        self.queue: asyncio.Queue[str] = asyncio.Queue()

    async def run(self) -> None:
        while self.running:
            try:
                await self.queue.put(await fetch(self.url))
            except asyncio.CancelledError:  # expect: swallowed-cancellation
                log.info("cancelled")

    async def run_blindly(self) -> None:
        while self.running:
            try:
                await fetch(self.url)
                await asyncio.sleep(5)
            except:  # expect: swallowed-cancellation
                log.exception("poll failed")

    async def once(self) -> str | None:
        try:
            return await fetch(self.url)
        except BaseException as error:  # expect: swallowed-cancellation
            log.error("failed: %s", error)
            return None

    async def several(self) -> None:
        try:
            async with asyncio.timeout(3):
                await self.queue.get()
        except (ValueError, CancelledError):  # expect: swallowed-cancellation
            self.running = False

    async def consume(self, limit: int) -> int:
        count = 0
        while count < limit:
            try:
                item = await self.queue.get()
            except CancelledError as error:  # expect: swallowed-cancellation
                log.debug("ignored %r", error)
                continue
            count += len(item)
        return count

    async def conditional(self, strict: bool) -> None:
        try:
            await fetch(self.url)
        except asyncio.CancelledError:  # expect: swallowed-cancellation
            if strict:
                raise
            log.info("going on")


async def stream(source: Any) -> None:
    try:
        async for item in source:
            print(item)
    except BaseException:  # expect: swallowed-cancellation
        pass


async def locked(lock: asyncio.Lock) -> bool:
    try:
        async with lock:
            return True
    except:  # expect: swallowed-cancellation
        return False


async def translated(url: str) -> str:
    try:
        return await fetch(url)
    except ValueError:
        return ""
    except BaseException:  # expect: swallowed-cancellation
        return "broken"


async def nested(url: str) -> None:
    for attempt in range(3):
        try:
            try:
                await fetch(url)
            finally:
                log.debug("attempt %d", attempt)
        except (Exception, asyncio.CancelledError):  # expect: swallowed-cancellation
            await asyncio.sleep(attempt)


async def returned_in_handler(url: str) -> str:
    try:
        result = await fetch(url)
    except asyncio.exceptions.CancelledError:  # expect: swallowed-cancellation
        result = "cancelled"
    else:
        result += "!"
    return result


async def other_raise(url: str) -> None:
    try:
        await fetch(url)
    except asyncio.CancelledError:  # expect: swallowed-cancellation
        def fail() -> None:
            raise
        log.info("defined %s", fail)
