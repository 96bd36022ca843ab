"""Every class that has what a protocol asks for blocks."""

# decision: all possible targets qualify, so the call on the protocol is reported.
import time
from typing import Protocol


class Dialler(Protocol):
    def dial(self, number: str) -> None: ...

    def hang_up(self) -> None: ...


class Modem:
    def dial(self, number: str) -> None:
        time.sleep(1)

    def hang_up(self) -> None:
        time.sleep(1)


class Phone:
    def dial(self, number: str) -> None:
        time.sleep(2)

    def hang_up(self) -> None:
        print("hung up")


class Dial:
    """Has one of the methods only: no dialler."""

    def dial(self, number: str) -> None:
        print(number)


class Call:
    def __init__(self, dialler: Dialler) -> None:
        self.dialler = dialler

    async def begin(self) -> None:
        self.dialler.dial("1")  # expect: blocking-sleep


async def call(dialler: Dialler) -> None:
    dialler.dial("1")  # expect: blocking-sleep
    dialler.hang_up()


class Port(Protocol):
    def flush_port(self) -> None: ...


class Serial(Port):
    def flush_port(self) -> None:
        time.sleep(1)


class Inherits(Serial):
    pass


async def flush(port: Port) -> None:
    port.flush_port()  # expect: blocking-sleep


class Closable(Protocol):
    """Many things outside of the project have such a method."""

    def close(self) -> None: ...


class SlowToClose:
    def close(self) -> None:
        time.sleep(1)


async def close(one: Closable) -> None:
    one.close()


class Lonely(Protocol):
    def nobody_has_this(self) -> None: ...


async def ask(one: Lonely) -> None:
    one.nobody_has_this()
