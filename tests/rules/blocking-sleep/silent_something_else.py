"""Calls that give something else than what the blocking function of that name gives."""

import asyncio
import time
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

import elsewhere
from textual import work

P = ParamSpec("P")
T = TypeVar("T")


class Job(Generic[T]):
    def wait(self) -> T: ...


def in_thread(function: Callable[P, T]) -> Callable[P, Job[T]]:
    return elsewhere.jobs_of(function)


@in_thread
def think() -> None:
    time.sleep(1)


class Screen:
    @work(thread=True)
    def think(self) -> None:
        time.sleep(1)


async def decorated(screen: Screen) -> None:
    think()
    screen.think()


class Subscription:
    """The synchronous one, whose name somebody took for that of its twin."""

    def unsubscribe(self):
        time.sleep(1)
        return elsewhere.answer()


async def scheduled(subscription: Subscription) -> None:
    task = asyncio.create_task(subscription.unsubscribe())
    await task
