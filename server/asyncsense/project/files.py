"""What files say: read once, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from asyncsense.project.name_index import Names, names_in_pieces
from asyncsense.project.sources import (
    Stamp,
    UnreadableFileError,
    content_digest,
    decode,
    read_bytes,
    read_stamped,
)
from asyncsense.project.stubs import shipped_stubs
from asyncsense.syntax.library import summarize_library
from asyncsense.syntax.parse import SyntaxIssue, parse
from asyncsense.syntax.summarize import summarize
from asyncsense.syntax.summary import Summary
from asyncsense.text import Document, Span


class FileSummary(NamedTuple):
    """What a file of the project says, and what is wrong with its syntax."""

    summary: Summary
    issues: tuple[SyntaxIssue, ...]


class Cache(Protocol):
    """Keeps what files say from run to run: the project's by the digest of their content, installed ones
    by their path, size and time. What else was found out about installed files, it keeps by any key."""

    def load(self, digest: bytes) -> FileSummary | None: ...
    def store(self, digest: bytes, file: FileSummary) -> None: ...
    def load_library(self, path: str, text: Callable[[], str]) -> Summary | None: ...
    def load_answer(self, key: bytes) -> object | None: ...
    def store_answer(self, key: bytes, answer: object) -> None: ...


class FileReader:
    """Reads files and remembers what they say until told to forget."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache
        self.known_names: Mapping[str, Names] = {}
        """The names in some files, from a run in which these were the same."""
        self._files: dict[str, FileSummary | None] = {}
        self.contents: dict[str, tuple[Stamp, bytes]] = {}
        """Stamp and digest of what was read of the project's files."""
        self._libraries: dict[str, Summary | None] = {}
        self._names: dict[str, Names] = {}

    def forget(self, path: str) -> None:
        self._files.pop(path, None)
        self.contents.pop(path, None)
        self._names.pop(path, None)
        self.known_names = {one: names for one, names in self.known_names.items() if one != path}
        self._libraries.pop(path, None)

    def forget_files(self) -> None:
        """Forget all files of the project."""
        self._files.clear()
        self._names.clear()
        self.contents.clear()

    def pack(self, path: str) -> None:
        """Keep what a file of the project says in little memory, if it was read."""
        file = self._files.get(path)
        if file is not None:
            file.summary.pack()

    def forget_code(self) -> None:
        """Forget what is quickly worked out from the summaries of the project's files."""
        for file in self._files.values():
            if file is not None:
                file.summary.forget_code()

    @property
    def libraries(self) -> Mapping[str, Summary | None]:
        """The installed files that somebody wanted to know about, and what they say."""
        return self._libraries

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

    def outline(self, path: str) -> Summary | None:
        """What a file of the project says, if need be read only as far as somebody asks; the names in it are
        not all known. None where it cannot be read."""
        if path in self._files:
            file = self._files[path]
            return file.summary if file is not None else None
        try:
            content = read_bytes(path)
            known = self._cache.load(content_digest(content)) if self._cache is not None else None
            return known.summary if known else summarize_library(Document(path, decode(content)))
        except UnreadableFileError:
            return None

    def is_current(self, path: str) -> bool:
        """Whether the disk still holds what was read of a file of the project, if anything was."""
        known = self.content_digest(path)
        try:
            return known is None or content_digest(read_bytes(path)) == known
        except UnreadableFileError:
            return False

    def content_digest(self, path: str) -> bytes | None:
        """A digest of what was read of a file of the project; None where nothing was."""
        return self.contents[path][1] if path in self.contents else None

    def names(self, path: str) -> Names:
        """The names in a file of the project, by their part."""
        known = self.known_names.get(path)
        if known is not None:
            return known
        if path not in self._names:
            file = self.file(path)
            self._names[path] = names_in_pieces(file.summary.pieces) if file is not None else {}
        return self._names[path]

    def library(self, path: str) -> Summary | None:
        """What an installed file says; None where it cannot be read."""
        if path not in self._libraries:
            try:
                self._libraries[path] = self._summarize_library(path)
            except UnreadableFileError:
                self._libraries[path] = None
        return self._libraries[path]

    def _summarize_library(self, path: str) -> Summary:
        known = shipped_stubs().load(path)
        if known is None and self._cache is not None:
            known = self._cache.load_library(path, lambda: self.document(path).text)
        return known or summarize_library(self.document(path))

    def _summarize(self, path: str) -> FileSummary:
        stamp, content = read_stamped(path)
        digest = content_digest(content)
        self.contents[path] = stamp, digest
        known = self._cache.load(digest) if self._cache is not None else None
        if known is not None:
            return known
        parsed = parse(Document(path, decode(content)))
        summary = summarize(parsed)
        too_deep = (
            SyntaxIssue(Span(start, start), "nested too deeply to be analysed")
            for start in map(parsed.starts.__getitem__, summary.left_out)
        )
        file = FileSummary(summary, (*parsed.errors, *too_deep))
        if self._cache is not None:
            self._cache.store(digest, file)
        return file
