"""An overload takes a dictionary of declared keys, and is given one that is written out."""

from collections.abc import AsyncIterator
from typing import Literal, TypedDict, overload


class StreamOptions(TypedDict, total=False):
    include_usage: bool


class Completions:
    @overload
    async def create(
        self, *, stream: Literal[False] | None = None, options: StreamOptions | None = None
    ) -> str: ...
    @overload
    async def create(
        self, *, stream: Literal[True], options: StreamOptions | None = None
    ) -> AsyncIterator[str]: ...
    async def create(
        self, *, stream: bool | None = None, options: StreamOptions | None = None
    ) -> str | AsyncIterator[str]:
        return ""


async def stream(completions: Completions) -> None:
    chunks = await completions.create(stream=True, options={"include_usage": True})
    async for chunk in chunks:
        print(chunk)
