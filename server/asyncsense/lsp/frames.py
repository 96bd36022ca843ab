"""Messages between server and worker: a length of four bytes, then a pickle.

Both ends are the same program, one the parent of the other, on a pipe that nobody else can write to.
"""

from __future__ import annotations

import pickle
import struct
from typing import Any, BinaryIO

READY = "ready"
"""The first message of a worker: it has come up."""

CANCEL = "cancel"
"""Stands for a method in a command: nobody waits for the answer to the question of that number."""

_LENGTH = struct.Struct("<I")


def write_frame(stream: BinaryIO, message: object) -> None:
    """Send one message."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read_frame(stream: BinaryIO) -> Any:
    """The next message; raises EOFError where the other end is gone."""
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(header)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)
