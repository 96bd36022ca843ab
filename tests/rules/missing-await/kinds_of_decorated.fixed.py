"""Decorators that ask what they decorate, starred targets, and members of enumerations."""

import asyncio
import enum
import functools
import inspect


def traced(name=None):
    def decorate(function):
        if asyncio.iscoroutinefunction(function):

            @functools.wraps(function)
            async def traced_coroutine(*args, **kwargs):
                print(name)
                return await function(*args, **kwargs)

            return traced_coroutine

        @functools.wraps(function)
        def traced_function(*args, **kwargs):
            print(name)
            return function(*args, **kwargs)

        return traced_function

    return decorate


def guessed(function):
    """Nobody knows which of both it is."""

    async def later(*args):
        return await asyncio.to_thread(function, *args)

    def now(*args):
        return function(*args)

    return later if inspect.signature(function).parameters else now


@traced("load")
async def load(key):
    return key


@traced()
def plain(key):
    return key


@guessed
def either(key):
    return key


class Task:
    async def run(self):
        return 1

    def stop(self):
        return 2


class Kind(enum.Enum):
    FAST = 1
    SLOW = 2

    async def run(self):
        return self.value


async def main(pairs):
    await load(1)
    print(load(2) + 1)
    plain(1)
    either(1)
    await load(3)
    first, *others = [Task(), Task(), Task()]
    await first.run()
    for one in others:
        await one.run()
        one.stop()
        await one.run()
    head, *middle, last = (1, Task(), Task(), "x")
    await middle[0].run()
    print(head, last.upper())
    unknown, *rest = pairs
    rest[0].run()
    for kind in Kind:
        await kind.run()
        await kind.run()
