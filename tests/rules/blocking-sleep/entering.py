"""What is entered by a stack, and what `closing` closes."""

import contextlib
import time
from contextlib import AsyncExitStack, ExitStack, closing, contextmanager


class Line:
    def read(self):
        time.sleep(0.1)


class Port:
    def __enter__(self):
        time.sleep(1)
        return Line()

    def __exit__(self, *args):
        pass


class Quick:
    def __enter__(self):
        return Line()

    def __exit__(self, *args):
        pass

    def close(self):
        pass


class Modem:
    def close(self):
        time.sleep(1)


class AsyncPort:
    async def __aenter__(self):
        return Line()

    async def __aexit__(self, *args):
        pass


@contextmanager
def dialled():
    time.sleep(1)
    yield Line()


async def entered():
    with ExitStack() as stack:
        stack.enter_context(Port())  # expect: blocking-sleep
        stack.enter_context(dialled())  # expect: blocking-sleep
        stack.enter_context(Quick())
        stack.enter_context(contextlib.suppress(OSError))


async def entered_asynchronously():
    async with AsyncExitStack() as stack:
        line = stack.enter_context(Port())  # expect: blocking-sleep
        line.read()  # expect: blocking-sleep
        other = await stack.enter_async_context(AsyncPort())
        other.read()  # expect: blocking-sleep


def open_all(stack: ExitStack, port):
    return stack.enter_context(port)


async def entered_elsewhere():
    with ExitStack() as stack:
        open_all(stack, Port())  # expect: blocking-sleep
        open_all(stack, Quick())


async def closed():
    with closing(Modem()) as modem:  # expect: blocking-sleep
        print(modem)
    with closing(Quick()) as quick:
        print(quick)


async def one_of_two(fast: bool):
    with closing(Quick() if fast else Modem()) as modem:
        print(modem)
