"""Decorators and schedulers that take nothing of the blocking away."""

import asyncio
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import elsewhere

P = ParamSpec("P")
T = TypeVar("T")


def traced(function: Callable[P, T]) -> Callable[P, T]:
    return elsewhere.traced(function)


@traced
def think() -> None:
    time.sleep(1)


def prepare():
    time.sleep(1)
    return asyncio.sleep(1)


async def main() -> None:
    think()  # expect: blocking-sleep
    await asyncio.create_task(prepare())  # expect: blocking-sleep
