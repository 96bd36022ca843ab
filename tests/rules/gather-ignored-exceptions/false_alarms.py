"""Results that are looked at, and failures that do not matter."""

import asyncio
import contextlib
import logging
from typing import Any, TypeGuard

log = logging.getLogger(__name__)


async def load(name: str) -> str:
    return name


def raise_first(results: list[Any]) -> None:
    for result in results:
        if isinstance(result, BaseException):
            raise result


def is_good(result: "str | BaseException") -> TypeGuard[str]:
    return not isinstance(result, BaseException)


class Service:
    def __init__(self) -> None:
        self.tasks: list[asyncio.Task[str]] = []
        self.results: list[Any] = []

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        # after a cancellation the exceptions are the expected answer
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def restart(self, name: str) -> None:
        task = asyncio.create_task(load(name))
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def keep(self, *names: str) -> None:
        self.results = await asyncio.gather(*map(load, names), return_exceptions=True)

    async def shutdown(self) -> None:
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        [task.cancel() for task in pending]
        _ = await asyncio.gather(*pending, return_exceptions=True)


async def returned(names: list[str]) -> list[Any]:
    return await asyncio.gather(*map(load, names), return_exceptions=True)


async def passed_on(names: list[str]) -> None:
    raise_first(await asyncio.gather(*map(load, names), return_exceptions=True))
    results = await asyncio.gather(*map(load, names), return_exceptions=True)
    raise_first(results)


async def checked(names: list[str]) -> list[str]:
    results = await asyncio.gather(*map(load, names), return_exceptions=True)
    good = []
    for name, result in zip(names, results):
        if isinstance(result, BaseException):
            log.error("%s failed", name, exc_info=result)
        else:
            good.append(result)
    return good


async def cancelled_is_passed_on(names: list[str]) -> list[str]:
    good = []
    for result in await asyncio.gather(*map(load, names), return_exceptions=True):
        if isinstance(result, asyncio.CancelledError):
            raise result
        if isinstance(result, Exception):
            log.error("failed: %s", result)
        else:
            good.append(result)
    return good


async def both_kinds(names: list[str]) -> list[str]:
    results = await asyncio.gather(*map(load, names), return_exceptions=True)
    return [one for one in results if not isinstance(one, (Exception, asyncio.CancelledError))]


async def filtered(names: list[str]) -> list[str]:
    results = await asyncio.gather(*map(load, names), return_exceptions=True)
    errors = [result for result in results if isinstance(result, BaseException)]
    if errors:
        raise BaseExceptionGroup("loading failed", errors)
    return [result for result in results if is_good(result)]


async def guarded(names: list[str]) -> list[str]:
    results = await asyncio.gather(*map(load, names), return_exceptions=True)
    return list(filter(is_good, results))


async def matched(name: str) -> str:
    [result] = await asyncio.gather(load(name), return_exceptions=True)
    match result:
        case BaseException():
            return "failed"
        case text:
            return text


async def unpacked(name: str) -> str:
    first, second = await asyncio.gather(load(name), load(name), return_exceptions=True)
    if isinstance(first, BaseException):
        raise first
    if isinstance(second, BaseException):
        raise second
    return first + second


async def positive_check(name: str) -> list[str]:
    results = await asyncio.gather(load(name), load(name), return_exceptions=True)
    return [result for result in results if isinstance(result, str)]


async def unknown_flag(name: str, quiet: bool, other) -> None:
    results = await asyncio.gather(load(name), load(name), return_exceptions=quiet)
    print(results)
    await other.gather(load(name), return_exceptions=True)


async def closing(name: str) -> None:
    with contextlib.suppress(OSError):
        raise_first(await asyncio.gather(load(name), load(name), return_exceptions=True))
