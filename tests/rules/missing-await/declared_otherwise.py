"""Plain functions whose annotation is not the whole truth of what they return."""

from collections.abc import AsyncIterator, Coroutine
from typing import Any, Literal, overload


async def load() -> int:
    return 1


class Handler:
    async def get(self) -> None: ...

    def post(self) -> None: ...


class Own(Handler):
    def get(self) -> None:
        return super().get()

    def post(self) -> None:
        return load()  # expect: missing-await


class Agent:
    @overload
    def run(self, stream: Literal[False]) -> Coroutine[Any, Any, int]: ...
    @overload
    def run(self, stream: Literal[True]) -> AsyncIterator[int]: ...
    def run(self, stream: bool = False) -> int | AsyncIterator[int]:
        return load()


def dispatched() -> int:
    return load(  # type: ignore[return-value]
    )


def declared() -> int:
    return load()  # expect: missing-await


async def wrapped() -> int:
    return load()  # type: ignore  # expect: missing-await
