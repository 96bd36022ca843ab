"""Text to trees, never failing, and again after an edit for the price of what changed.

A module is kept as pieces, one for each top-level statement. A piece knows its text and its tree but
not where it stands, so that it is the same object in every version of the document that contains it
unchanged, and what was learned about it can be kept with it.

Pieces are parsed together or one by one with the same result: the text of a complete statement leaves
Python's tokenizer in the state in which it starts, and the following text starts with a statement of
its own, so that the trees of two such texts put together are the tree of the two texts put together.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from asyncsense.syntax import recovery
from asyncsense.syntax.recovery import FILENAME, PARSE_ERRORS, SyntaxIssue
from asyncsense.text import Document, Span

__all__ = ["ParsedModule", "Piece", "SyntaxIssue", "parse", "parse_piece"]

# Parsing warns about invalid escapes and the like, which is the business of other tools (and would be
# an error under `python -W error`). The file name makes the filter match nothing but this parser.
warnings.filterwarnings("ignore", module=re.escape(FILENAME))

# A line that starts no statement: nothing on it but white space, continuations and a comment.
_BLANK_LINE = re.compile(r"[ \t\f]*+(?>(?:\\(?:\r\n|\r|\n)[ \t\f]*+)*)(?:#|\r|\n|\Z)")

# What can stand between two statements on one logical line.
_JOINED = re.compile(r"(?>(?:[ \t\f;]|\\(?:\r\n|\r|\n))*)")

# The one future import that changes how text becomes a tree.
_BARRY = "barry_as_FLUFL"

_BYTE_ORDER_MARK = "\ufeff"
_REFUSED = re.compile("[\0\ud800-\udfff]")


class Piece:
    """One top-level statement (or several on one line) and the comments and blank lines after it.

    The positions of `statements` refer to `source`, in which the piece starts at the offset `origin`:
    a node stands `source.ast_offset(node.lineno, node.col_offset) - origin` behind the piece's start.
    A piece is `broken` where some of its text had to be left out of `statements`. Compares by identity.
    """

    __slots__ = ("__weakref__", "broken", "issues", "origin", "source", "statements", "text")

    def __init__(
        self,
        text: str,
        statements: list[ast.stmt],
        source: Document,
        origin: int,
        issues: tuple[SyntaxIssue, ...] = (),
        broken: bool = False,
    ) -> None:
        self.text = text
        self.statements = statements
        self.source = source
        self.origin = origin
        self.issues = issues
        self.broken = broken

    def __repr__(self) -> str:
        return f"Piece({self.text[:40]!r}, broken={self.broken})"


class ParsedModule(NamedTuple):
    """A document and its pieces, which cover the text: each ends where the next one starts."""

    document: Document
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    errors: tuple[SyntaxIssue, ...]


def parse(document: Document, previous: ParsedModule | None = None) -> ParsedModule:
    """The pieces of `document`, whatever its text; those unchanged since `previous` are reused."""
    known = previous.pieces if previous is not None else ()
    if known and _BARRY not in document.text:
        pieces = _updated(document, known)
    else:
        pieces = _parsed_at_once(document)
    if pieces is None:
        pieces = _recovered(document, known)
    return _module(document, pieces)


def _module(document: Document, pieces: Sequence[Piece]) -> ParsedModule:
    starts: list[int] = []
    errors: list[SyntaxIssue] = []
    position = 0
    for piece in pieces:
        starts.append(position)
        for issue in piece.issues:
            errors.append(SyntaxIssue(issue.span.shifted(position), issue.message))
        position += len(piece.text)
    return ParsedModule(document, tuple(pieces), tuple(starts), tuple(errors))


def _parsed_at_once(document: Document) -> list[Piece] | None:
    """The pieces of a text that is valid as a whole, otherwise None."""
    source = _readable(document.path, document.text, is_start=True) or document
    try:
        body = ast.parse(source.text, FILENAME).body
    except PARSE_ERRORS:
        return None
    return _cut(document.text, source, body)


def _updated(document: Document, known: Sequence[Piece]) -> list[Piece] | None:
    """The pieces of a text that is valid, from those known and the changed text between them.

    None where the changed text does not stand on its own or something around it is broken.
    """
    text = document.text
    first, position = 0, 0
    while first < len(known) and text.startswith(known[first].text, position):
        position += len(known[first].text)
        first += 1
    if first == 1 and position < len(text) and not known[0].statements:
        # Nothing but comments until now: they belong to the first statement's piece.
        first, position = 0, 0
    last, end = len(known), len(text)
    # The first piece may start with comments, which behind another piece would belong to that one.
    while last > max(first, 1) and text.endswith(known[last - 1].text, position, end):
        end -= len(known[last - 1].text)
        last -= 1
    while first and position < len(text) and not _starts_statement(text, position):
        first -= 1
        position -= len(known[first].text)
    while last < len(known) and position < end and text[end - 1] not in "\r\n":
        end += len(known[last].text)
        last += 1
    if any(piece.broken for piece in (*known[:first], *known[last:])):
        return None
    changed = _valid_between(document, position, end) if position < end else []
    if changed is None:
        return None
    if first == 0 and last < len(known) and changed and not changed[0].statements:
        # Nothing but comments before what was the first statement: again, they belong to its piece.
        changed = _valid_between(document, position, end + len(known[last].text))
        last += 1
        if changed is None:
            return None
    return [*known[:first], *_reused(changed, known[first:last]), *known[last:]]


def _starts_statement(text: str, position: int) -> bool:
    """Whether a line with code starts at `position`, which is behind the start of the text."""
    return (
        text[position - 1] in "\r\n"
        and text[position - 1 : position + 1] != "\r\n"
        and not _BLANK_LINE.match(text, position)
    )


def _valid_between(document: Document, start: int, end: int) -> list[Piece] | None:
    text = document.text[start:end]
    source = _readable(document.path, text, is_start=not start) or Document(document.path, text)
    try:
        body = ast.parse(source.text, FILENAME).body
    except PARSE_ERRORS:
        return None
    return _cut(text, source, body)


def _reused(pieces: Iterable[Piece], known: Iterable[Piece]) -> list[Piece]:
    """`pieces`, each replaced by one of `known` with the same text where there is one left."""
    store = _Store(known)
    return [store.take(piece.text) or piece for piece in pieces]


class _Store:
    """Pieces by text; each is given out once, as a piece has one place in a module."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._by_text: dict[str, list[Piece]] = {}
        for piece in pieces:
            self._by_text.setdefault(piece.text, []).append(piece)

    def take(self, text: str) -> Piece | None:
        left = self._by_text.get(text)
        # A byte order mark means something at the start of a document and nowhere else.
        if not left or text.startswith(_BYTE_ORDER_MARK):
            return None
        return left.pop(0)


def _recovered(document: Document, known: Iterable[Piece]) -> list[Piece]:
    """The pieces of a text that is not valid as a whole."""
    store = _Store(known)
    text = document.text
    starts = recovery.split(text)
    pieces: list[Piece] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        pieces.append(store.take(part) or parse_piece(document.path, part, is_start=not start))
    return pieces


def parse_piece(path: str, text: str, *, is_start: bool) -> Piece:
    """The piece of one part of a text, broken or not."""
    source = _readable(path, text, is_start=is_start) or Document(path, text)
    try:
        statements = ast.parse(source.text, FILENAME).body
    except PARSE_ERRORS as error:
        repaired = recovery.repair(source.text, error)
        positions = Document(path, repaired.text)
        issues = _unreadable(text) or repaired.issues
        return Piece(text, repaired.statements, positions, 0, issues, broken=True)
    return Piece(text, statements, source, 0, _unreadable(text))


def _readable(path: str, text: str, *, is_start: bool) -> Document | None:
    """The text as `ast` accepts it, offset by offset, where it does not accept it as it is.

    A form feed stands for the byte order mark: like that, it is not indentation.
    """
    readable = text
    if is_start and text.startswith(_BYTE_ORDER_MARK):
        readable = "\f" + text[1:]
    if not text.isascii() or "\0" in text:
        readable = _REFUSED.sub("\ufffd", readable)
    return Document(path, readable) if readable is not text and readable != text else None


def _unreadable(text: str) -> tuple[SyntaxIssue, ...]:
    refused = None if text.isascii() and "\0" not in text else _REFUSED.search(text)
    if refused is None:
        return ()
    what = "a null byte" if refused.group() == "\0" else "a lone surrogate"
    return (SyntaxIssue(Span(*refused.span()), f"source code cannot contain {what}"),)


def _cut(text: str, source: Document, body: list[ast.stmt]) -> list[Piece]:
    """The pieces of `text`; `source` is the same text, as it was parsed."""
    if not text:
        return []
    starts: list[int] = []
    firsts: list[int] = []
    before: ast.stmt | None = None
    for index, statement in enumerate(body):
        start = _line_start(source, statement, before)
        if start is not None:
            starts.append(start)
            firsts.append(index)
        before = statement
    starts[:1] = [0]
    firsts[:1] = [0]
    ends = [*starts[1:], len(text)]
    lasts = [*firsts[1:], len(body)]
    pieces = [
        Piece(text[start:end], body[first:last], source, start)
        for start, end, first, last in zip(starts, ends, firsts, lasts, strict=True)
    ]
    if text is not source.text:
        for piece in pieces:
            piece.issues = _unreadable(piece.text)
    return pieces


def _line_start(source: Document, statement: ast.stmt, before: ast.stmt | None) -> int | None:
    """Where the first line of `statement` starts; None if it is on the last line of `before`."""
    text = source.text
    line = statement.lineno
    decorators = getattr(statement, "decorator_list", None)
    if decorators:
        line = decorators[0].lineno
    after = (before.end_lineno or 0) if before is not None else 0
    if line <= after:
        return None
    start = source.line_starts[line - 1]
    if "\\" not in text[max(start - 3, 0) : start] and (
        not decorators or text.startswith("@", start)
    ):
        return start
    # The first line may lie above: `@(` does, and so does a line that a backslash continues.
    if before is not None:
        end = source.ast_offset(after, before.end_col_offset or 0)
        joined = _JOINED.match(text, end)
        end = joined.end() if joined else end
        if end == source.ast_offset(statement.lineno, statement.col_offset):
            return None
        after = source.line_index(end) + 1
    lines = source.line_starts
    return next((at for at in lines[after:line] if not _BLANK_LINE.match(text, at)), start)
