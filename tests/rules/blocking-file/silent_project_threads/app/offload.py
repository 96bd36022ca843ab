import asyncio
import functools


async def in_thread(function, *arguments, **keywords):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, functools.partial(function, *arguments, **keywords))


def offload(function):
    @functools.wraps(function)
    async def wrapper(*arguments, **keywords):
        return await asyncio.to_thread(function, *arguments, **keywords)

    return wrapper
