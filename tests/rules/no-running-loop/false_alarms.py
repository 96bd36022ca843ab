"""Code that runs while a loop does, or looks whether one does."""

import asyncio
import functools

import pytest
from framework import App, command

app = App()


async def job() -> None:
    await asyncio.sleep(0)


try:
    current = asyncio.get_running_loop()
except RuntimeError:
    current = None


def spawn() -> "asyncio.Task[None]":
    return asyncio.create_task(job())


def nowhere_called() -> "asyncio.Task[None]":
    return asyncio.create_task(job())


def called_by_both():
    return asyncio.create_task(job())


def handed_over() -> None:
    print(asyncio.create_task(job()))


@app.on_event("startup")
def started() -> None:
    app.task = asyncio.create_task(job())


@command()
def cli() -> None:
    app.task = asyncio.create_task(job())


@functools.cache
def loop_of_caller():
    return asyncio.get_running_loop()


def asks() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def outer():
    """The task is made in what the loop calls."""

    def on_change():
        app.task = asyncio.create_task(job())

    app.subscribe(on_change)


class Service:
    def __init__(self) -> None:
        self.task = asyncio.create_task(job())

    def restart(self) -> None:
        self.task = asyncio.create_task(job())


async def main() -> None:
    await spawn()
    await called_by_both()
    asyncio.get_running_loop().call_soon(handed_over)
    service = Service()
    service.restart()


def expects_it() -> None:
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()


own = asyncio.new_event_loop()
own_task = own.create_task(job())
pending = [job]

if __name__ == "__main__":
    print(asks())
    outer()
    expects_it()
    cli()
    kept = called_by_both()
    asyncio.run(main())


async def class_in_coroutine():
    class Local:
        loop = asyncio.get_running_loop()

    return Local
