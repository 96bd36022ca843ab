"""Setters, descriptors and operators that change their object."""

import time


class Slow:
    def __get__(self, owner, cls=None):
        time.sleep(1)
        return 1

    def __set__(self, owner, value):
        time.sleep(1)


class Idle:
    def __get__(self, owner, cls=None):
        return 1


class Lamp:
    slow = Slow()
    idle = Idle()

    def __init__(self):
        self.kept = 0

    @property
    def level(self):
        return self.kept

    @level.setter
    def level(self, value):
        self.kept = value
        time.sleep(1)

    @property
    def shown(self):
        return self.kept

    @shown.setter
    def shown(self, value):
        self.kept = value

    @property
    def measured(self):
        time.sleep(1)
        return self.kept

    @property
    def name(self):
        return self.measured

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<{self.kept}>"

    def __iadd__(self, other):
        time.sleep(1)
        return self


class Brighter(Lamp):
    @property
    def name(self):
        return super().name


class Steps:
    def __init__(self):
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        time.sleep(1)
        return self.at


class Room:
    def __init__(self):
        self.lamp = Lamp()

    async def light(self):
        self.lamp.level = 3  # expect: blocking-sleep
        self.lamp.level += 1  # expect: blocking-sleep
        self.lamp += 1  # expect: blocking-sleep
        self.lamp.shown = 3
        self.lamp.kept += 1
        print(self.lamp.level)


async def use(lamp: Lamp, other: Brighter):
    lamp.slow = 3  # expect: blocking-sleep
    print(lamp.slow)  # expect: blocking-sleep
    print(lamp.idle)
    print(lamp.name)  # expect: blocking-sleep
    print(other.name)  # expect: blocking-sleep
    print(f"{lamp}")  # expect: blocking-sleep
    print(f"{lamp!r}")
    for lamp.level in range(3):  # expect: blocking-sleep
        pass


async def find():
    steps = iter(Steps())
    return steps, 3 in Steps()  # expect: blocking-sleep
