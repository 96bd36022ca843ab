"""What a name that is declared to be of an interface is set to."""

import time
from typing import Protocol


class Service(Protocol):
    def work(self) -> None: ...


class Slow:
    def work(self) -> None:
        time.sleep(1)


class Quick:
    def work(self) -> None: ...


class User:
    def __init__(self):
        self.service: Service = Slow()
        self.changing: Service = Slow()

    def speed_up(self):
        self.changing = Quick()

    async def go(self):
        self.service.work()  # expect: blocking-sleep
        self.changing.work()


async def local():
    service: Service = Slow()
    service.work()  # expect: blocking-sleep


async def replaced():
    service: Service = Slow()
    service = Quick()
    service.work()


async def given(service: Service):
    service.work()
