"""Which files are to be checked again when some have changed.

A value reaches code only through names: who uses what a top-level statement says writes one of the names
that it binds, in a file that imports it (perhaps through others). So what a changed statement may
change are the statements that mention its names, there and in the files that import its file, and so
on from their names. Questions that are not asked along names ("who calls this?") leave a note in
`State.asked`; where an affected statement holds such a name, all files are checked again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from asyncsense.cli.state import State
from asyncsense.cli.worker import DIGEST_SIZE, Trail, statements
from asyncsense.project.fixtures import SHARING
from asyncsense.project.name_index import ALL
from asyncsense.project.sources import UnreadableFileError, decode, read_bytes
from asyncsense.syntax.summary import PieceSummary, Summary

SummaryOf = Callable[[str, bytes], Summary | None]
"""The summary of a file by its path and the digest of its content, if it is known."""

_FAR_REACHING = frozenset(("*", "__getattr__", SHARING))
"""What is bound under these names gives other names a meaning."""


class _TooMuchError(Exception):
    """It cannot be told which files are affected."""


class _Piece(NamedTuple):
    """A top-level statement of a file as it is now."""

    path: str
    number: int


class Impact:
    """Finds what the changes of some files affect."""

    def __init__(self, state: State, changed: Mapping[str, bytes], summary_of: SummaryOf) -> None:
        """`changed` are the digests of the changed files' present contents."""
        self._state = state
        self._changed = changed
        self._summary_of = summary_of
        self._texts: dict[str, str] = {}
        self._affected: set[_Piece] = set()
        self._todo: list[tuple[str, frozenset[str]]] = []
        self._importers = self._reversed_imports()

    def files(self) -> set[str] | None:
        """The files to check again; None for all of them."""
        try:
            for path in self._changed:
                self._compare(path)
            while self._todo:
                path, names = self._todo.pop()
                self._follow(path, names)
        except (_TooMuchError, UnreadableFileError, KeyError):
            return None
        return {*self._changed, *(piece.path for piece in self._affected)}

    # ------------------------------------------------------------------ one changed file

    def _compare(self, path: str) -> None:
        """Note the statements of a changed file that are gone or new."""
        trail = Trail(*self._state.trails[path])
        old, new = self._old_summary(path), self._new_summary(path)
        before = _split(trail.digests)
        after = _split(statements(self._text(path), new.starts)[1])
        gone, added = _difference(before, after)
        if len(before) != len(old.pieces):
            raise _TooMuchError
        for index in gone:
            self._note(path, old.pieces[index])
        for index in added:
            self._affected.add(_Piece(path, index))
            self._note(path, new.pieces[index])

    def _note(self, path: str, piece: PieceSummary) -> None:
        """A statement has changed, or what it means may have."""
        if not _FAR_REACHING.isdisjoint(piece.binds):
            raise _TooMuchError
        for part, names in piece.names.items():
            asked = self._state.asked.get(part, ())
            if names and (ALL in asked or not set(asked).isdisjoint(names)):
                raise _TooMuchError
        parts = (piece.binds, *(piece.names.get(part, ()) for part in ("named", "filled")))
        bound = frozenset(name for names in parts for name in names)
        if bound:
            self._todo.append((path, bound))

    def shift_of(self, path: str) -> Callable[[int], int | None]:
        """Tells where an offset of a changed file's earlier text is now; None where it is gone."""
        trail = Trail(*self._state.trails[path])
        starts, digests = statements(self._text(path), self._new_summary(path).starts)
        before, after = _split(trail.digests), _split(digests)
        gone, added = map(set, _difference(before, after))
        old = [index for index in range(len(before)) if index not in gone]
        new = [index for index in range(len(after)) if index not in added]
        distance = {was: starts[now] - trail.starts[was] for was, now in zip(old, new, strict=True)}

        def shifted(offset: int) -> int | None:
            index = bisect_right(trail.starts, offset) - 1
            return offset + distance[index] if index in distance else None

        return shifted

    # ------------------------------------------------------------------ along names

    def _follow(self, path: str, names: frozenset[str]) -> None:
        """Note the statements that mention one of `names`, which `path` binds."""
        mention = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        for user in self._users_of(path):
            text = self._text(user)
            if not any(name in text for name in names):
                continue
            summary = self._new_summary(user)
            ends = [*summary.starts[1:], len(text)]
            for index, (start, end) in enumerate(zip(summary.starts, ends, strict=True)):
                piece = _Piece(user, index)
                if piece not in self._affected and mention.search(text, start, end):
                    self._affected.add(piece)
                    self._note(user, summary.pieces[index])

    def _users_of(self, path: str) -> Iterable[str]:
        """The file and all that import it, also through others."""
        found = {path}
        todo = [path]
        while todo:
            for importer in self._importers.get(todo.pop(), ()):
                if importer not in found:
                    found.add(importer)
                    todo.append(importer)
        return sorted(found)

    def _reversed_imports(self) -> dict[str, list[str]]:
        importers: dict[str, list[str]] = {}
        for path, row in self._state.trails.items():
            for imported in Trail(*row).imports:
                importers.setdefault(imported, []).append(path)
        return importers

    # ------------------------------------------------------------------ what files say

    def _text(self, path: str) -> str:
        if path not in self._texts:
            self._texts[path] = decode(read_bytes(path))
        return self._texts[path]

    def _old_summary(self, path: str) -> Summary:
        return self._known(self._summary_of(path, self._state.files[path][1]))

    def _new_summary(self, path: str) -> Summary:
        digest = self._changed.get(path) or self._state.files[path][1]
        return self._known(self._summary_of(path, digest))

    def _known(self, summary: Summary | None) -> Summary:
        if summary is None:
            raise _TooMuchError
        return summary


def _split(digests: bytes) -> list[bytes]:
    return [digests[at : at + DIGEST_SIZE] for at in range(0, len(digests), DIGEST_SIZE)]


def _difference(before: list[bytes], after: list[bytes]) -> tuple[list[int], list[int]]:
    """The indexes of what is gone and of what is new. What changed places is both."""
    old_count, new_count = Counter(before), Counter(after)
    left = {one for one, count in old_count.items() if new_count[one] == count}
    old = [one for one in before if one in left]
    new = [one for one in after if one in left]
    if old != new:
        return list(range(len(before))), list(range(len(after)))
    return (
        [index for index, one in enumerate(before) if one not in left],
        [index for index, one in enumerate(after) if one not in left],
    )
