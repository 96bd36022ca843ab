"""Gathers whose siblings are looked after, or that have none."""

import asyncio
from typing import Any


async def job(name: str) -> str:
    return name


def check(results: list[Any]) -> list[str]:
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


async def all_results(names: list[str]) -> list[str]:
    return check(await asyncio.gather(*map(job, names), return_exceptions=True))


async def only_one(name: str) -> str:
    [result] = await asyncio.gather(job(name))
    return result


async def none() -> list[Any]:
    return await asyncio.gather()


async def siblings_are_cancelled(names: list[str]) -> list[str]:
    tasks = [asyncio.create_task(job(name)) for name in names]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        raise


async def cancelled_in_finally(names: list[str]) -> list[str]:
    tasks = [asyncio.create_task(job(name)) for name in names]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


async def in_group(names: list[str]) -> list[str]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(job(name)) for name in names]
    return [task.result() for task in tasks]


async def waited_for(names: list[str]) -> None:
    tasks = [asyncio.create_task(job(name)) for name in names]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in pending:
        task.cancel()
    for task in done:
        print(task.result())


async def unknown_flag(names: list[str], quiet: bool, options: dict[str, Any]) -> Any:
    first = await asyncio.gather(*map(job, names), return_exceptions=quiet)
    second = await asyncio.gather(*map(job, names), **options)
    return first, second


class Gatherer:
    async def gather(self, *names: Any) -> list[str]:
        return list(names)


async def another_gather(gatherer: Gatherer, unknown) -> None:
    await gatherer.gather("a", "b")
    await unknown.gather(job("a"), job("b"))
    await gatherer.gather(["a", "b"])
