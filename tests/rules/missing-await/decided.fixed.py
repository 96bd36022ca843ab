"""What the code decides: by a class, by a constant, by what stands before it."""

from collections.abc import Awaitable
from typing import cast, overload


class Commands:
    @overload
    def add(self: "Client", key: str) -> bool: ...

    @overload
    def add(self: "AsyncClient", key: str) -> Awaitable[bool]: ...

    def add(self, key):
        raise NotImplementedError


class Client(Commands): ...


class AsyncClient(Commands): ...


class Request:
    def __init__(self, command: str) -> None:
        self.command = command

    def __await__(self):
        yield self.command


def request(command: str) -> Request:
    made = Request(command)
    made.command = command.upper()
    return made


async def fetch() -> int:
    return 1


async def main(client: Client, twin: AsyncClient) -> None:
    client.add("a")
    await twin.add("a")
    await request("PING")
    if True:
        await fetch()
    if not False:
        pass
    else:
        fetch()


class Agent:
    async def cast(self, value: object) -> None: ...

    made: int = cast(None, 1)
