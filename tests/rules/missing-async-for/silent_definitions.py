"""What a class or function is by its definition, not by what it looks like."""

from typing import NamedTuple


class Channel:
    async def __aiter__(self):
        yield 1

    def message(self) -> "Message":
        return Message(self, "text")

    def batch(self) -> "Batch":
        return Batch(self)


class Message(NamedTuple):
    channel: Channel
    text: str


class Batch(list):
    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self.channel = channel


# What never runs makes a generator all the same.
class Radio:
    async def _scan(self):
        if False:
            yield

    async def scan(self):
        async for network in self._scan():
            yield network
