"""Functions that give a coroutine, or do their work themselves and give None."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


def run_in_loop(loop: asyncio.AbstractEventLoop, function: Callable[..., Awaitable[T]], *args) -> T:
    return asyncio.run_coroutine_threadsafe(function(*args), loop).result()


class Client:
    asynchronous = False

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop

    def sync(self, function, *args):
        if self.asynchronous:
            return function(*args)
        else:
            return run_in_loop(self.loop, function, *args)

    async def _cancel(self): ...

    def cancel(self):
        return self.sync(self._cancel)

    def leave(self):
        self.sync(self._cancel)
        self.cancel()


class Handler:
    def exit(self) -> Awaitable[None] | None: ...


class FileHandler(Handler):
    async def leave(self):
        super().exit()


def guarded(method: Callable[..., Awaitable[None] | None]) -> Callable[..., Awaitable[None] | None]:
    return method


async def prepare(request):
    guarded(lambda request: None)(request)


async def fetch(): ...


def logged(awaitable):
    print("made")
    return awaitable


async def hands_back():
    coroutine = fetch()
    logged(coroutine)
    await coroutine


class Runner:
    def run(self, start_loop=True):
        loop = asyncio.new_event_loop()
        connecting = asyncio.open_connection("localhost", 80)
        if not start_loop:
            return connecting
        else:
            loop.run_until_complete(connecting)
            loop.run_forever()


def run_with_defaults() -> None:
    Runner().run()
    Runner().run(start_loop=True)
