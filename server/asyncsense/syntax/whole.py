"""Summaries of installed files that were read wholly, once and for all."""

from __future__ import annotations

import marshal
from typing import Any

from asyncsense.syntax.library import LibraryPiece, summarize_library
from asyncsense.syntax.sites import Raw
from asyncsense.syntax.summary import PieceSummary, Summary
from asyncsense.text import Document

WholeRow = tuple[int, tuple[str, ...], bytes]
"""All of a piece: where it starts, the names that it binds, and, marshalled, what it says."""


def whole_rows(document: Document) -> tuple[WholeRow, ...]:
    """What there is to know of an installed file."""
    summary = summarize_library(document)
    return tuple(
        (start, piece.names_bound(), marshal.dumps(_shared(piece.whole(), {})))
        for start, piece in zip(summary.starts, summary.pieces, strict=True)
        if isinstance(piece, LibraryPiece)
    )


def summary_of_rows(rows: tuple[WholeRow, ...]) -> Summary:
    """The summary of an installed file of which this was kept."""
    pieces = tuple(_WholePiece(binds, data) for _, binds, data in rows)
    return Summary(pieces, tuple(row[0] for row in rows))


class _WholePiece(PieceSummary):
    """A piece that stays marshalled until somebody asks what it says."""

    __slots__ = ("_data",)

    def __init__(self, binds: tuple[str, ...], data: bytes) -> None:
        super().__init__(None, binds)
        self._data = data

    @property
    def raw(self) -> Raw:
        if self._raw is None:
            self._raw = marshal.loads(self._data)
            self._data = b""
        return self._raw


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """A raw value in which what is equal is the same object: `marshal` writes and makes it once."""
    if isinstance(value, tuple):
        value = tuple([_shared(one, known) for one in value])
        key = (tuple, *map(id, value))
    elif isinstance(value, dict):
        value = {_shared(one, known): _shared(two, known) for one, two in value.items()}
        key = (dict, *map(id, value), *map(id, value.values()))
    else:
        # 1 and True are equal.
        key = (type(value), value)
    return known.setdefault(key, value)
