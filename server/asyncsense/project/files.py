"""Files on the disk: read with care, and summarised once."""

from __future__ import annotations

import hashlib
import io
import os
import tokenize
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from asyncsense.project.name_index import Names, names_in_pieces
from asyncsense.syntax.library import summarize_library
from asyncsense.syntax.parse import SyntaxIssue, parse
from asyncsense.syntax.summarize import summarize
from asyncsense.syntax.summary import Summary
from asyncsense.text import Document

MAX_FILE_SIZE = 4_000_000
"""Bytes; what is larger is data in the form of code."""


class UnreadableFileError(Exception):
    """A file that cannot be analysed; the message is one line without its path."""


class FileSummary(NamedTuple):
    """What a file of the project says, and what is wrong with its syntax."""

    summary: Summary
    issues: tuple[SyntaxIssue, ...]


class Cache(Protocol):
    """Keeps what files say from run to run, by the digest of their content."""

    def load(self, digest: bytes) -> FileSummary | None: ...
    def store(self, digest: bytes, file: FileSummary) -> None: ...


class FileReader:
    """Reads files and remembers what they say until told to forget."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache
        self.known_names: Mapping[str, Names] = {}
        """The names in some files, from a run in which these were the same."""
        self._files: dict[str, FileSummary | None] = {}
        self._libraries: dict[str, Summary | None] = {}

    def forget(self, path: str) -> None:
        self._files.pop(path, None)
        self.known_names = {one: names for one, names in self.known_names.items() if one != path}
        self._libraries.pop(path, None)

    def document(self, path: str) -> Document:
        """The text of a file as its encoding declaration says. Raises UnreadableFileError."""
        return Document(path, decode(read_bytes(path)))

    def file(self, path: str) -> FileSummary | None:
        """What a file of the project says; None where it cannot be read."""
        if path not in self._files:
            try:
                self._files[path] = self._summarize(path)
            except UnreadableFileError:
                self._files[path] = None
        return self._files[path]

    def names(self, path: str) -> Names:
        """The names in a file of the project, by their part."""
        known = self.known_names.get(path)
        if known is not None:
            return known
        file = self.file(path)
        return names_in_pieces(file.summary.pieces) if file is not None else {}

    def library(self, path: str) -> Summary | None:
        """What an installed file says; None where it cannot be read."""
        if path not in self._libraries:
            try:
                self._libraries[path] = summarize_library(self.document(path))
            except UnreadableFileError:
                self._libraries[path] = None
        return self._libraries[path]

    def _summarize(self, path: str) -> FileSummary:
        content = read_bytes(path)
        digest = content_digest(content)
        known = self._cache.load(digest) if self._cache is not None else None
        if known is not None:
            return known
        parsed = parse(Document(path, decode(content)))
        file = FileSummary(summarize(parsed), parsed.errors)
        if self._cache is not None:
            self._cache.store(digest, file)
        return file


def content_digest(content: bytes) -> bytes:
    """A short name for a content."""
    return hashlib.blake2b(content, digest_size=16).digest()


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
