"""Summaries of installed modules, of which most is never asked for.

The text is cut into its top-level statements without parsing it. A definition tells its name in its
first words; it is parsed when somebody wants to know more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from asyncsense.syntax.parse import Piece, parse_piece
from asyncsense.syntax.summarize import summarize_piece
from asyncsense.syntax.summary import PieceSummary, Raw, Summary
from asyncsense.text import Document

# Strings and comments are passed over; what is left are lines that may start a statement.
_STRING = r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"""|"(?:[^"\\\n]|\\[\s\S])*+"'
_START = re.compile(
    rf"{_STRING}|{_STRING.replace(chr(34), chr(39))}|\#[^\r\n]*+|^(?P<word>@|[^\W\d]\w*+)",
    re.MULTILINE,
)
_CLAUSES = frozenset(("elif", "else", "except", "finally", "case"))
_OPEN_END = re.compile(r"[,(\[{\\=+\-*/|&]\s*\Z")
_DEFINITION = re.compile(r"^(?:class|(?:async\s+)?def)\s+(\w+)", re.MULTILINE)
_DEFINERS = frozenset(("class", "def", "async", "@"))


class _Part(NamedTuple):
    """Some statements that stand together: one definition, or others."""

    start: int
    defines: bool
    """Whether it is one definition and nothing else, as far as can be told."""


def summarize_library(document: Document) -> Summary:
    """The summary of a file of which only parts will be asked for."""
    text = document.text
    parts = list(_parts(text))
    ends = [*(part.start for part in parts[1:]), len(text)]
    pieces = [
        _piece(document.path, text[part.start : end], part.defines)
        for part, end in zip(parts, ends, strict=True)
    ]
    return Summary(tuple(pieces), tuple(part.start for part in parts))


def _parts(text: str) -> Iterator[_Part]:
    part, decorated = _Part(0, False), False
    for match in _START.finditer(text):
        word = match["word"]
        if word is None or word in _CLAUSES:
            continue
        start, defines = match.start(), word in _DEFINERS
        if decorated and defines:
            decorated = word == "@"
        elif start and _OPEN_END.search(text, max(0, start - 80), start):
            # Perhaps not the start of a statement: only a look at all of the part can tell.
            part, decorated = part._replace(defines=False), word == "@"
        elif defines or part.defines:
            if start:
                yield part
            part, decorated = _Part(start, defines), word == "@"
    yield part


def _piece(path: str, text: str, defines: bool) -> PieceSummary:
    if defines and ":=" not in text and "global " not in text:
        name = _DEFINITION.search(text)
        if name is not None:
            return PieceSummary(None, (name[1],), lambda: _read(path, text).raw)
    return _read(path, text)


def _read(path: str, text: str) -> PieceSummary:
    parsed = parse_piece(path, text, is_start=False)
    try:
        return summarize_piece(parsed, path.endswith(".pyi"))
    except (RecursionError, ValueError):
        return summarize_piece(Piece(text, [], parsed.source, 0))


Row = tuple[int, tuple[str, ...], Raw | None]
"""What is kept of a piece: where it starts, the names that it binds, what it says if that was read."""


def kept_rows(summary: Summary) -> tuple[Row, ...]:
    """What is to be kept of the summary of an installed file."""
    return tuple(
        (start, piece.binds, piece.raw if piece.is_read else None)
        for start, piece in zip(summary.starts, summary.pieces, strict=True)
    )


def library_of_rows(path: str, rows: tuple[Row, ...], text: Callable[[], str]) -> Summary:
    """The summary of an installed file of which this was kept; `text` reads the file."""
    ends = [*(start for start, _, _ in rows[1:]), None]

    def piece(row: Row, end: int | None) -> PieceSummary:
        start, binds, raw = row
        return PieceSummary(raw, binds, lambda: _read(path, text()[start:end]).raw)

    pieces = tuple(piece(row, end) for row, end in zip(rows, ends, strict=True))
    return Summary(pieces, tuple(start for start, _, _ in rows))
