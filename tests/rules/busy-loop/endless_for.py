"""Endless iterables of itertools."""

# decision: a `for` over an iterable that certainly never ends is a loop that can run for ever.
import itertools
from itertools import count


async def number(sensor):
    for tick in itertools.count():  # expect: busy-loop
        sensor.update(tick)


async def rotate(servers):
    for server in itertools.cycle(servers):  # expect: busy-loop
        server.check()


async def numbered_politely(sensor):
    for tick in count():
        await sensor.update(tick)


async def first_free(taken):
    for number in count():
        if number not in taken:
            return number
