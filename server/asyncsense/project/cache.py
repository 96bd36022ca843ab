"""Summaries of the project's files, kept from run to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from asyncsense.project.files import FileSummary
from asyncsense.project.name_index import Names, names_in_pieces
from asyncsense.project.sources import stamp_of
from asyncsense.project.store import Store
from asyncsense.syntax.library import LibrarySummary, kept_rows, library_of_rows
from asyncsense.syntax.recovery import SyntaxIssue
from asyncsense.syntax.summary import Summary
from asyncsense.text import Span

_MOST_UNWRITTEN = 400
"""Files."""


class SummaryCache:
    """The `Cache` of a `FileReader`: what is new is written by `flush`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._new: list[tuple[bytes, object]] = []
        self._new_files: list[tuple[bytes, FileSummary]] = []
        self._known_pieces: dict[str, int] = {}

    def load(self, digest: bytes) -> FileSummary | None:
        row = self._store.load(b"summary" + digest)
        if not isinstance(row, tuple):
            return None
        data, issues = row
        return FileSummary(
            Summary.from_bytes(data),
            tuple(SyntaxIssue(Span(start, end), message) for start, end, message in issues),
        )

    def store(self, digest: bytes, file: FileSummary) -> None:
        # It is packed late: until then its functions are quickly at hand.
        self._new_files.append((digest, file))
        if len(self._new_files) >= _MOST_UNWRITTEN:
            self.flush()

    def load_names(self, digest: bytes) -> Names | None:
        """The names in a file of the project, by their part, without what else it says."""
        names = self._store.load(b"names" + digest)
        return names if isinstance(names, dict) else None

    def load_library(self, path: str, text: Callable[[], str]) -> Summary | None:
        rows = self._store.load(_library_key(path))
        if not isinstance(rows, tuple):
            return None
        summary = library_of_rows(path, rows, text)
        self._known_pieces[path] = _count_read(summary)
        return summary

    def store_libraries(self, libraries: Mapping[str, Summary | None]) -> None:
        """Keep what is known of installed files, where that has become more."""
        for path, summary in libraries.items():
            # The others come with this program.
            if isinstance(summary, LibrarySummary):
                if _count_read(summary) > self._known_pieces.get(path, -1):
                    self._new.append((_library_key(path), kept_rows(summary)))

    def load_answer(self, key: bytes) -> object | None:
        return self._store.load(b"answer" + key)

    def store_answer(self, key: bytes, answer: object) -> None:
        self._new.append((b"answer" + key, answer))

    def flush(self) -> None:
        """Write what is new to the disk."""
        if self._new or self._new_files:
            self._store.save(self._rows())
            self._new.clear()
            self._new_files.clear()

    def _rows(self) -> Iterator[tuple[bytes, object]]:
        yield from self._new
        for digest, file in self._new_files:
            issues = tuple((*issue.span, issue.message) for issue in file.issues)
            yield b"summary" + digest, (file.summary.to_bytes(), issues)
            yield b"names" + digest, names_in_pieces(file.summary.pieces)


def _count_read(summary: Summary) -> int:
    return sum(piece.is_read + sum(map(len, piece.read_later)) for piece in summary.pieces)


def _library_key(path: str) -> bytes:
    written, size = stamp_of(path)
    return f"library\0{path}\0{size}\0{written}".encode(errors="surrogateescape")
