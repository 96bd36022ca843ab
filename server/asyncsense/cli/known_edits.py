"""The edits of fixes, kept from run to run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from asyncsense.codec import freeze
from asyncsense.diagnostics import Fix
from asyncsense.project.store import Store
from asyncsense.text import Document, Edit, Span

_Rows = dict[Any, tuple[tuple[int, int, str], ...] | None]
"""The edits of a fix, None where it cannot be made, by its frozen steps."""


class KnownEdits:
    """Lowers fixes, and remembers what became of those that concern one file: that hangs on their
    steps and the text of the file alone."""

    def __init__(self, store: Store | None, document_of: Callable[[str], Document]) -> None:
        """`store` is where it is kept; None: nowhere."""
        self._store = store
        self._document_of = document_of
        self._files: dict[str, tuple[bytes, _Rows]] = {}
        self._grown: set[str] = set()

    def edits(self, fix: Fix) -> Mapping[str, Sequence[Edit]] | None:
        """The edits of a fix by path; None where it cannot be made."""
        paths = {getattr(step, "path", "") for step in fix.steps}
        if self._store is None or len(paths) != 1:
            return _lowered(fix, self._document_of)
        (path,) = paths
        _, rows = self._rows(path, self._store)
        steps = freeze(fix.steps)
        if steps not in rows:
            edits = _lowered(fix, self._document_of)
            rows[steps] = (
                tuple((*edit.span, edit.text) for edit in edits.get(path, ()))
                if edits is not None
                else None
            )
            self._grown.add(path)
            return edits
        row = rows[steps]
        if row is None:
            return None
        return {path: [Edit(path, Span(start, end), text) for start, end, text in row]}

    def keep(self) -> None:
        """Write what is new to the disk."""
        if self._store is not None and self._grown:
            self._store.save([self._files[path] for path in sorted(self._grown)])
            self._grown.clear()

    def _rows(self, path: str, store: Store) -> tuple[bytes, _Rows]:
        known = self._files.get(path)
        if known is None:
            text = f"{path}\0{self._document_of(path).text}".encode(errors="surrogatepass")
            key = b"edits" + hashlib.blake2b(text, digest_size=16).digest()
            rows = store.load(key)
            known = self._files[path] = (key, rows if isinstance(rows, dict) else {})
        return known


def _lowered(
    fix: Fix, document_of: Callable[[str], Document]
) -> Mapping[str, Sequence[Edit]] | None:
    from asyncsense.fixes.errors import CannotFixError
    from asyncsense.fixes.lower import lower

    try:
        return lower(fix, document_of)
    except CannotFixError:
        return None
