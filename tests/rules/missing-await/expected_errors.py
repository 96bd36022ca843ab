# needs: pytest
"""Tests that expect an error of what stands behind the mistake."""

import asyncio
import warnings

import pytest


class Stream:
    async def send(self, message: str) -> None: ...

    async def end(self) -> None: ...

    async def __aenter__(self) -> "Stream":
        return self

    async def __aexit__(self, *exc_info: object) -> None: ...


async def test_stream() -> None:
    with pytest.raises(ConnectionError):
        stream = Stream()
        stream.send("one")  # expect: missing-await send
        await stream.send("two")


async def test_deadline() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(5):
            async with Stream() as stream:
                stream.send("one")  # expect: missing-await send
                await stream.end()


async def test_other_warnings() -> None:
    with pytest.warns(DeprecationWarning):
        stream = Stream()
        stream.send("one")  # expect: missing-await send
        await stream.end()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="streams")
        stream.send("two")  # expect: missing-await send
