"""Single results that somebody else looks at, and exceptions that are what was wanted."""

import asyncio


async def load(name):
    return name


async def handed_on(names, report):
    for result in await asyncio.gather(*map(load, names), return_exceptions=True):
        report(result)


async def counted(names, report):
    results = await asyncio.gather(*map(load, names), return_exceptions=True)
    for result in results:
        report(result)
    if any(isinstance(result, Exception) for result in results):
        raise RuntimeError("loading failed")


async def wanted(names):
    errors = await asyncio.gather(*map(load, names), return_exceptions=True)
    assert all(isinstance(errors[index], ValueError) for index in range(len(names)))
    assert str(errors[0]).startswith("no")


async def from_a_tuple(name):
    first, second = await asyncio.gather(load(name), load(name), return_exceptions=True)
    for result in (first, second):
        if isinstance(result, BaseException):
            raise result
    return first["name"], second["name"]


async def asks_the_task_itself(name: str) -> str:
    task = asyncio.create_task(load(name))
    await asyncio.gather(task, return_exceptions=True)
    error = task.exception()
    return "" if error is None else repr(error)


async def by_future():
    both = asyncio.gather(load("a"), load("b"), return_exceptions=True)
    first, second = await both
    if isinstance(first, BaseException):
        raise first
    assert isinstance(second, OSError)
