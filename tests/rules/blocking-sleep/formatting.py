"""Unusual layout: tabs, semicolons, continuation lines, decorators, text beyond ASCII."""

import functools
import time


def traced(function):
	@functools.wraps(function)
	async def wrapper(*args):
		return await function(*args)

	return wrapper


async def tabs(seconds):
	if seconds:
		time.sleep(seconds)  # expect: blocking-sleep


async def semicolons():
    print("one"); time.sleep(1); print("two")  # expect: blocking-sleep


async def one_line(): time.sleep(1)  # expect: blocking-sleep


async def continuation(first, second):
    total = first + \
        second
    print("größer", "🐍", time.sleep(1))  # expect: blocking-sleep
    return total


async def many_lines(values):
    return dict(
        values=values,
        # a comment that stays
        pause=time.sleep(1),  # expect: blocking-sleep
    )


@traced
async def decorated(seconds):
    time.sleep(seconds)  # expect: blocking-sleep


@traced
@functools.wraps(decorated)
async def handlers():
    try:
        print("try")
    except Exception:
        time.sleep(1)  # expect: blocking-sleep
    else:
        time.sleep(2)  # expect: blocking-sleep
    finally:
        time.sleep(3)  # expect: blocking-sleep


async def matched(command):
    match command:
        case "wait":
            time.sleep(1)  # expect: blocking-sleep
        case {"wait": seconds}:
            time.sleep(seconds)  # expect: blocking-sleep
        case _ if time.sleep(1) is None:  # expect: blocking-sleep
            return None


async def walrus():
    if (nothing := time.sleep(1)) is None:  # expect: blocking-sleep
        return nothing


async def defaults():
    def later(pause=time.sleep(1)):  # expect: blocking-sleep
        return pause

    return later


async def decorators(decorate):
    @decorate(time.sleep(1))  # expect: blocking-sleep
    def inner():
        return None

    return inner


async def class_body():
    class Local:
        pause = time.sleep(1)  # expect: blocking-sleep

    return Local
