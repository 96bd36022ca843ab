"""Unusual layout: tabs, semicolons, continuation lines, decorators, text beyond ASCII."""

import asyncio
import functools
import time


def traced(function):
	@functools.wraps(function)
	async def wrapper(*args):
		return await function(*args)

	return wrapper


async def tabs(seconds):
	if seconds:
		await asyncio.sleep(seconds)


async def semicolons():
    print("one"); await asyncio.sleep(1); print("two")


async def one_line(): await asyncio.sleep(1)


async def continuation(first, second):
    total = first + \
        second
    print("größer", "🐍", await asyncio.sleep(1))
    return total


async def many_lines(values):
    return dict(
        values=values,
        # a comment that stays
        pause=await asyncio.sleep(1),
    )


@traced
async def decorated(seconds):
    await asyncio.sleep(seconds)


@traced
@functools.wraps(decorated)
async def handlers():
    try:
        print("try")
    except Exception:
        await asyncio.sleep(1)
    else:
        await asyncio.sleep(2)
    finally:
        await asyncio.sleep(3)


async def matched(command):
    match command:
        case "wait":
            await asyncio.sleep(1)
        case {"wait": seconds}:
            await asyncio.sleep(seconds)
        case _ if await asyncio.sleep(1) is None:
            return None


async def walrus():
    if (nothing := await asyncio.sleep(1)) is None:
        return nothing


async def defaults():
    def later(pause=await asyncio.sleep(1)):
        return pause

    return later


async def decorators(decorate):
    @decorate(await asyncio.sleep(1))
    def inner():
        return None

    return inner


async def class_body():
    class Local:
        pause = time.sleep(1)

    return Local
