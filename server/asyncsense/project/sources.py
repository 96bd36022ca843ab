"""Source files on the disk, read with care."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tokenize

MAX_FILE_SIZE = 4_000_000
"""Bytes; what is larger is data in the form of code."""


Stamp = tuple[int, int]
"""When a file was written, and its size."""


class UnreadableFileError(Exception):
    """A file that cannot be analysed; the message is one line without its path."""


def content_digest(content: bytes) -> bytes:
    """A short name for a content."""
    return hashlib.blake2b(content, digest_size=16).digest()


def stamp_of(path: str) -> Stamp:
    """When a file was written, and its size; nothing if it is not there."""
    try:
        status = os.stat(path)
    except OSError:
        return (0, -1)
    return (status.st_mtime_ns, status.st_size)


def read_bytes(path: str) -> bytes:
    """The content of a regular file of bearable size. Raises UnreadableFileError."""
    return read_stamped(path)[1]


def read_stamped(path: str) -> tuple[Stamp, bytes]:
    """The stamp of a file, and its content, as `read_bytes` gives it."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        raise UnreadableFileError("no such file") from None
    if not stat.S_ISREG(status.st_mode):
        is_directory = stat.S_ISDIR(status.st_mode)
        raise UnreadableFileError("is a directory" if is_directory else "no such file")
    if status.st_size > MAX_FILE_SIZE:
        raise UnreadableFileError(f"too large to analyse ({status.st_size:,} bytes)")
    try:
        with open(path, "rb", buffering=0) as file:
            return (status.st_mtime_ns, status.st_size), file.read()
    except OSError as error:
        raise UnreadableFileError(error.strerror or str(error)) from None


def decode(content: bytes) -> str:
    """Source text by its byte order mark or encoding declaration, UTF-8 without. A byte order mark
    is no part of it; line ends stay. Raises UnreadableFileError."""
    if b"\0" in content:
        raise UnreadableFileError("binary (it holds null bytes)")
    try:
        if content.isascii() and b"coding" not in content[:200]:
            return content.decode("ascii")
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        head = b"".join(content.splitlines()[:2])
        reason = f"not text in its encoding: {error}" if b"coding" in head else "not UTF-8"
        raise UnreadableFileError(reason) from None
