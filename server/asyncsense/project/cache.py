"""Summaries of the project's files, kept from run to run."""

from __future__ import annotations

from asyncsense.project.files import FileSummary
from asyncsense.project.store import Store
from asyncsense.syntax.recovery import SyntaxIssue
from asyncsense.syntax.summary import Summary
from asyncsense.text import Span


class SummaryCache:
    """The `Cache` of a `FileReader`: what is new is written by `flush`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._new: list[tuple[bytes, object]] = []
        self.hits = 0
        self.misses = 0

    def load(self, digest: bytes) -> FileSummary | None:
        row = self._store.load(b"summary" + digest)
        if not isinstance(row, tuple):
            self.misses += 1
            return None
        self.hits += 1
        data, issues = row
        return FileSummary(
            Summary.from_bytes(data),
            tuple(SyntaxIssue(Span(start, end), message) for start, end, message in issues),
        )

    def store(self, digest: bytes, file: FileSummary) -> None:
        issues = tuple((*issue.span, issue.message) for issue in file.issues)
        self._new.append((b"summary" + digest, (file.summary.to_bytes(), issues)))
        if len(self._new) >= 200:
            self.flush()

    def flush(self) -> None:
        """Write what is new to the disk."""
        if self._new:
            self._store.save(self._new)
            self._new.clear()
