"""Cancellations of other tasks, and exceptions that go on although another is caught meanwhile."""

import asyncio
import logging
from typing import NoReturn

log = logging.getLogger(__name__)


async def connect():
    await asyncio.sleep(1)


async def close():
    await asyncio.sleep(1)


async def tidied_up():
    try:
        await connect()
    except BaseException:
        try:
            await close()
        except BaseException:
            log.exception("close failed")
        raise


async def closed_at_last():
    try:
        await connect()
    finally:
        try:
            await close()
        except BaseException:
            log.exception("close failed")


async def of_the_task(task: asyncio.Task):
    try:
        await task
    except asyncio.CancelledError:
        log.info("that task was cancelled")


async def of_the_future(future, timeout):
    try:
        return await asyncio.wait_for(future, timeout)
    except (asyncio.CancelledError, asyncio.TimeoutError):
        return None


async def told_to_another(future: asyncio.Future):
    try:
        future.set_result(await connect())
    except BaseException as error:
        future.set_exception(error)


class Connection:
    def __init__(self):
        self.closing = False

    async def run(self):
        try:
            await connect()
        except asyncio.CancelledError:
            if self.closing:
                return
            raise


class Verdict:
    def __call__(self, reason: str) -> NoReturn:
        raise AssertionError(reason)


fail: Verdict = Verdict()


async def never_cancelled():
    try:
        await connect()
    except asyncio.CancelledError:
        fail("nobody was to cancel this")


async def cancels_itself():
    own = asyncio.current_task()
    own.cancel()
    try:
        await connect()
    except asyncio.CancelledError:
        log.info("as expected")
    await close()


async def retry(action, errors: type[BaseException] = OSError):
    while True:
        try:
            return await action()
        except errors:
            await asyncio.sleep(1)
