"""What blocks while something that wraps it is iterated."""

import itertools
import time


def ticks():
    while True:
        time.sleep(1)
        yield 1


def tick():
    time.sleep(1)
    return 0


class Clock:
    def __init__(self):
        self.ticks = enumerate(ticks())
        self.left = iter(self.right)
        self.right = iter(self.left)

    async def run(self):
        for number, _ in self.ticks:  # expect: blocking-sleep
            print(number)
        for one in self.left:
            print(one)


async def main():
    for number, _ in enumerate(ticks()):  # expect: blocking-sleep
        print(number)
    for one, two in zip([1, 2], ticks()):  # expect: blocking-sleep
        print(one, two)
    for one in itertools.islice(filter(None, ticks()), 3):  # expect: blocking-sleep
        print(one)
    for one in iter(tick, 1):  # expect: blocking-sleep
        print(one)
    kept = enumerate(ticks())
    for one in zip([1], [2]):
        print(one, kept)
