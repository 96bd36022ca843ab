"""Text and places in it.

Between the doors of the program (command line, language server) every position is an offset in
code points from the start of a document, and every range is a half-open `Span` of offsets. Lines and
columns of `ast`, of people and of editors are converted here and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

PositionEncoding = Literal["utf-8", "utf-16", "utf-32"]

# What ends a line for Python's tokenizer and for the Language Server Protocol alike.
_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half-open range of code-point offsets: `start` belongs to it, `end` does not."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two share an offset or meet at one (an empty span touches its place)."""
        return self.start <= other.end and other.start <= self.end

    def shifted(self, distance: int) -> Span:
        return Span(self.start + distance, self.end + distance)


class Position(NamedTuple):
    """A place for people: 1-based line, 1-based column in code points."""

    line: int
    column: int


class Edit(NamedTuple):
    """Replace the text of `span` in the document at `path` (absolute) by `text`."""

    path: str
    span: Span
    text: str


class OverlappingEditsError(ValueError):
    """Two edits of one change claim the same text."""


class Document:
    """One version of one file's text; immutable.

    `path` is absolute. `version` is the editor's version number, or None for a file read from disk.
    """

    __slots__ = ("__dict__", "path", "text", "version")

    def __init__(self, path: str, text: str, version: int | None = None) -> None:
        self.path = path
        self.text = text
        self.version = version

    def __repr__(self) -> str:
        return f"Document({self.path!r}, version={self.version})"

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first code point of every line."""
        if "\r" not in self.text:
            lengths = map(len, self.text.split("\n"))
            return [0, *accumulate(map((1).__add__, lengths))][:-1]
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @property
    def line_count(self) -> int:
        """How many lines there are, for less than it takes to find them."""
        count = self.text.count
        return 1 + count("\n") + count("\r") - count("\r\n")

    @cached_property
    def newline(self) -> str:
        """The line end that the document uses: that of its first line, or a line feed."""
        first = _LINE_END.search(self.text)
        return first.group() if first else "\n"

    @cached_property
    def _is_ascii(self) -> bool:
        return self.text.isascii()

    def line_index(self, offset: int) -> int:
        """0-based number of the line that holds `offset`."""
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, index: int) -> Span:
        """The text of the 0-based line `index`, without its line end."""
        start = self.line_starts[index]
        end = self.line_starts[index + 1] if index + 1 < len(self.line_starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def line_text(self, index: int) -> str:
        """The 0-based line `index` without its line end."""
        return self.text[slice(*self.line_span(index))]

    def position(self, offset: int) -> Position:
        """Where `offset` is, for people."""
        line = self.line_index(offset)
        return Position(line + 1, offset - self.line_starts[line] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a place; beyond the end of a line means its end."""
        span = self.line_span(min(max(position.line, 1), len(self.line_starts)) - 1)
        return min(span.start + max(position.column, 1) - 1, span.end)

    def ast_offset(self, line: int, byte_column: int) -> int:
        """The offset of a place as `ast` gives it: 1-based line, 0-based column in UTF-8 bytes."""
        start = self.line_starts[line - 1]
        if self._is_ascii:
            return start + byte_column
        head = self.text[start : start + byte_column]
        if head.isascii():
            return start + byte_column
        return start + len(head.encode()[:byte_column].decode(errors="ignore"))

    def encoded_position(self, offset: int, encoding: PositionEncoding) -> tuple[int, int]:
        """(0-based line, 0-based character) of `offset`, characters in units of `encoding`."""
        line = self.line_index(offset)
        head = self.text[self.line_starts[line] : offset]
        return line, _units(head, encoding)

    def decoded_offset(self, line: int, character: int, encoding: PositionEncoding) -> int:
        """The offset of an editor's position (both 0-based); beyond a line's end means its end."""
        if line >= len(self.line_starts):
            return len(self.text)
        span = self.line_span(line)
        text = self.text[span.start : span.end]
        if encoding == "utf-32" or text.isascii():
            return span.start + min(character, len(text))
        units = 0
        for index, char in enumerate(text):
            if units >= character:
                return span.start + index
            units += _units(char, encoding)
        return span.end


def _units(text: str, encoding: PositionEncoding) -> int:
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode(errors="surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all `edits` made at once; their spans refer to `text`.

    Equal edits count once; insertions at one place stand in the order given. Raises
    OverlappingEditsError where two different edits claim the same text.
    """
    pieces: list[str] = []
    done = 0
    for edit in ordered_edits(edits):
        pieces += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    pieces.append(text[done:])
    return "".join(pieces)


def ordered_edits(edits: Iterable[Edit]) -> Sequence[Edit]:
    """The edits by place, equal ones once; raises OverlappingEditsError."""
    unique = sorted(dict.fromkeys(edits), key=lambda edit: (edit.span.start, edit.span.end))
    for one, other in pairwise(unique):
        if other.span.start < one.span.end:
            raise OverlappingEditsError(f"edits overlap at offset {other.span.start}")
    return unique
