"""What an editor sends on a stream."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import BinaryIO, NamedTuple

_CHUNK = 65536
_CONTENT_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*\r\n", re.IGNORECASE | re.MULTILINE)


class _Reader(NamedTuple):
    loop: asyncio.AbstractEventLoop
    receive: Callable[[bytes], None]
    ended: asyncio.Event


class Incoming:
    """The messages on a stream that is not buffered. The first one is read before anybody can answer it.

    One thread, and one step from it to the loop for each message: a key costs less so than with a task
    for each line that is read.
    """

    def __init__(self, stream: BinaryIO, first: Callable[[bytes], None]) -> None:
        """`first` is given the first message at once, in a thread."""
        self._stream = stream
        self._first = first
        self._reader: Future[_Reader] = Future()
        threading.Thread(target=self._read, daemon=True).start()

    async def deliver(self, receive: Callable[[bytes], None]) -> None:
        """Have every message received in this loop; returns when no more come."""
        reader = _Reader(asyncio.get_running_loop(), receive, asyncio.Event())
        self._reader.set_result(reader)
        await reader.ended.wait()

    def _read(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed
            try:
                for body in messages(self._stream):
                    if not self._reader.done():
                        self._first(body)
                    reader = self._reader.result()
                    reader.loop.call_soon_threadsafe(reader.receive, body)
            finally:
                reader = self._reader.result()
                reader.loop.call_soon_threadsafe(reader.ended.set)


def messages(stream: BinaryIO) -> Iterator[bytes]:
    """The bodies of the messages that come, until no more do."""
    data = b""
    while True:
        while (end := data.find(b"\r\n\r\n")) < 0:
            more = stream.read(_CHUNK)
            if not more:
                return
            data += more
        length = _CONTENT_LENGTH.search(data, 0, end + 2)
        data = data[end + 4 :]
        if length is None:
            continue
        wanted = int(length[1])
        chunks, there = [data], len(data)
        while there < wanted:
            more = stream.read(max(_CHUNK, wanted - there))
            if not more:
                return
            chunks.append(more)
            there += len(more)
        data = b"".join(chunks)
        yield data[:wanted]
        data = data[wanted:]
