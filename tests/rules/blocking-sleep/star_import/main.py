"""Builtins behind a star import of a module that is known."""

from waiting import *


async def use():
    print(list(steps()))  # expect: blocking-sleep
