"""Files on the disk: read with care, and summarised once."""

from __future__ import annotations

import io
import os
import tokenize
from typing import Protocol

from asyncsense.syntax.parse import parse
from asyncsense.syntax.summarize import summarize
from asyncsense.syntax.summary import Summary
from asyncsense.text import Document

MAX_FILE_SIZE = 4_000_000
"""Bytes; what is larger is data in the form of code."""


class UnreadableFileError(Exception):
    """A file that cannot be analysed; the message is one line without its path."""


class Cache(Protocol):
    """Keeps summaries from run to run, by the content of files."""

    def load(self, content: bytes) -> Summary | None: ...
    def store(self, content: bytes, summary: Summary) -> None: ...


class FileReader:
    """Reads files and remembers their documents and summaries until told to forget."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache
        self._summaries: dict[str, Summary | None] = {}

    def forget(self, path: str) -> None:
        self._summaries.pop(path, None)

    def document(self, path: str) -> Document:
        """The text of a file as its encoding declaration says. Raises UnreadableFileError."""
        return Document(path, decode(read_bytes(path)))

    def summary(self, path: str) -> Summary | None:
        """What the file says; None where it cannot be read."""
        if path not in self._summaries:
            try:
                self._summaries[path] = self._summarize(path)
            except UnreadableFileError:
                self._summaries[path] = None
        return self._summaries[path]

    def _summarize(self, path: str) -> Summary:
        content = read_bytes(path)
        known = self._cache.load(content) if self._cache is not None else None
        if known is not None:
            return known
        summary = summarize(parse(Document(path, decode(content))))
        if self._cache is not None:
            self._cache.store(content, summary)
        return summary


def read_bytes(path: str) -> bytes:
    """The content of a regular file of bearable size. Raises UnreadableFileError."""
    try:
        if not os.path.isfile(path):
            reason = "is a directory" if os.path.isdir(path) else "no such file"
            raise UnreadableFileError(reason)
        size = os.path.getsize(path)
        if size > MAX_FILE_SIZE:
            raise UnreadableFileError(f"too large to analyse ({size:,} bytes)")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UnreadableFileError(error.strerror or str(error)) from None


def decode(content: bytes) -> str:
    """Source text by its byte order mark or encoding declaration, UTF-8 without. A byte order mark
    is no part of it; line ends stay. Raises UnreadableFileError."""
    if b"\0" in content:
        raise UnreadableFileError("is binary (it holds null bytes)")
    try:
        if content.isascii() and b"coding" not in content[:200]:
            return content.decode("ascii")
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise UnreadableFileError(f"is not text in its encoding: {error}") from None
