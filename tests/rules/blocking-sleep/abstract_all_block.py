"""Every implementation of the abstract method blocks."""

# decision: all possible targets qualify, so the call on the abstract type is reported.
import abc
import time


class Transport(abc.ABC):
    @abc.abstractmethod
    def send(self, data: bytes) -> None: ...


class Serial(Transport):
    def send(self, data: bytes) -> None:
        time.sleep(0.1)
        print(data)


class Slow(Transport):
    def send(self, data: bytes) -> None:
        time.sleep(1)


async def write(transport: Transport, data: bytes):
    transport.send(data)  # expect: blocking-sleep
