"""Summaries of installed modules, of which most is never asked for.

The text is cut into its top-level statements without parsing it. A definition tells its name in its
first words. When somebody wants to know more it is parsed in outline: a class with no more of its methods than
their names, a function without its body. What is left out is parsed when somebody asks for it. Other statements
are read when a name is looked for that stands in them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from asyncsense.syntax.lines import may_declare_globals
from asyncsense.syntax.parse import Piece, parse_piece
from asyncsense.syntax.sites import Raw
from asyncsense.syntax.summarize import (
    ADDING,
    LEFT_OUT,
    summarize_method,
    summarize_outline,
    summarize_piece,
)
from asyncsense.syntax.summary import (
    Class,
    Function,
    PieceSummary,
    RawBody,
    Summary,
    marshalled_body,
)
from asyncsense.text import Document

_FIRST_WORD = re.compile(r"\n(@|[^\W\d]\w*+)")
# Strings and comments are passed over; what is left are lines that may start a statement.
_STRING = r'"""(?>(?:[^"\\]|\\[\s\S]|"(?!""))*)"""|"(?>(?:[^"\\\n]|\\[\s\S])*)"'
_START = re.compile(
    rf"{_STRING}|{_STRING.replace(chr(34), chr(39))}|\#[^\r\n]*+|^(?P<word>@|[^\W\d]\w*+)",
    re.MULTILINE,
)
_CLAUSES = frozenset(("elif", "else", "except", "finally", "case"))
_OPEN_END = re.compile(r"[,(\[{\\=+\-*/|&]\s*\Z")
_DEFINITION = re.compile(r"^(?:class|(?:async\s+)?def)\s+(\w+)", re.MULTILINE)
_IMPORTS_MORE = re.compile(r"\bimport\b[^\n]*[*.\\]")
"""Matches imports of all names of a module, and those of modules in packages."""
_DEFINERS = frozenset(("class", "def", "async", "@"))
_INDENTATION = re.compile(r"^class\b[^\n]*\n(?:[ \t]*(?:\#[^\n]*)?\n)*([ \t]+)", re.MULTILINE)
_SHORT = 160
"""Characters of a function's body that are read with the outline: getters and the like."""


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
    return LibrarySummary(tuple(pieces), tuple(part.start for part in parts))


def _parts(text: str) -> Iterator[_Part]:
    part, decorated = _Part(0, False), False
    for start, word in _first_words(text):
        if word in _CLAUSES:
            continue
        defines = word in _DEFINERS
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


def _first_words(text: str) -> Iterator[tuple[int, str]]:
    """The lines that start with a word, outside of strings: (offset, word)."""
    strings = _triple_quoted(text)
    if strings is None:
        for match in _START.finditer(text):
            if match["word"] is not None:
                yield match.start(), match["word"]
        return
    first = _START.match(text)
    if first is not None and first["word"] is not None:
        yield 0, first["word"]
    end = 0
    for match in _FIRST_WORD.finditer(text):
        start = match.start(1)
        while strings and strings[-1][0] < start:
            end = strings.pop()[1]
        if start >= end:
            yield start, match[1]


def _triple_quoted(text: str) -> list[tuple[int, int]] | None:
    """Where triple-quoted strings are, last first; None where it cannot be told so simply."""
    found: list[tuple[int, int]] = []
    nearest = {quotes: text.find(quotes) for quotes in ('"""', "'''")}
    while starts := [(start, quotes) for quotes, start in nearest.items() if start >= 0]:
        start, quotes = min(starts)
        end = text.find(quotes, start + 3)
        while end >= 0 and text[end - 1] == "\\":
            end = text.find(quotes, end + 1)
        if end < 0:
            return None
        found.append((start, end + 3))
        for one, place in nearest.items():
            if 0 <= place < end + 3:
                nearest[one] = text.find(one, end + 3)
    found.reverse()
    return found


def _piece(path: str, text: str, defines: bool) -> PieceSummary:
    if defines and not may_declare_globals(text):
        name = _DEFINITION.search(text)
        if name is not None:
            return LibraryPiece(path, (name[1],), lambda: text)
    return LibraryPiece(path, None, lambda: text)


def _read(path: str, text: str) -> PieceSummary:
    parsed = parse_piece(path, text, is_start=False)
    try:
        return summarize_piece(parsed, path.endswith(".pyi"))
    except (RecursionError, ValueError):
        return summarize_piece(Piece(text, [], parsed.source, 0))


class LibrarySummary(Summary):
    """What an installed file says."""

    __slots__ = ("_by_name",)

    def __init__(self, pieces: tuple[PieceSummary, ...], starts: tuple[int, ...]) -> None:
        super().__init__(pieces, starts)
        self._by_name: _Binders | None = None

    @property
    def binders(self) -> Mapping[str, Sequence[PieceSummary]]:
        if self._by_name is None:
            self._by_name = _Binders(self.pieces)
        return self._by_name


class _Binders(Mapping[str, Sequence[PieceSummary]]):
    """The pieces that bind a name; those that have to be read for it are, if it stands in them."""

    def __init__(self, pieces: Sequence[PieceSummary]) -> None:
        self._found: dict[str, list[PieceSummary]] = {}
        self._known: dict[str, list[PieceSummary]] = {}
        self._others: list[LibraryPiece] = []
        for piece in pieces:
            if isinstance(piece, LibraryPiece) and not piece.tells_names:
                self._others.append(piece)
            for name in piece.binds:
                self._known.setdefault(name, []).append(piece)

    def _of(self, name: str) -> list[PieceSummary]:
        found = self._found.get(name)
        if found is None:
            others = [piece for piece in self._others if piece.reads_that_it_binds(name)]
            both = (*self._known.get(name, ()), *others)
            found = self._found[name] = sorted(both, key=attrgetter("index"))
        return found

    def __getitem__(self, name: str) -> Sequence[PieceSummary]:
        found = self._of(name)
        if not found:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self._of(name))

    def __iter__(self) -> Iterator[str]:
        names = dict.fromkeys(self._known)
        for piece in self._others:
            names.update(dict.fromkeys(piece.names_bound()))
        return iter(names)

    def __len__(self) -> int:
        return sum(1 for _ in self)


_Body = tuple[int, RawBody, dict[str, tuple[Raw, ...]]]
"""Where a function ends, its raw body, and what it sets on its object, as a class has it."""

_LeftOut = tuple[dict[int, Raw], dict[int, _Body]]
"""What outlines leave out and was read since, by where the function starts: raw functions, for what their
headers say, and bodies."""


class LibraryPiece(PieceSummary):
    """A definition in an installed module, read as far as somebody wants to know it."""

    __slots__ = ("_bodies", "_headers", "_path", "_set_on_self", "_text", "tells_names")

    def __init__(
        self,
        path: str,
        binds: tuple[str, ...] | None,
        text: Callable[[], str],
        raw: Raw | None = None,
        left_out: _LeftOut | None = None,
    ) -> None:
        """`binds` is None for statements that have to be read to know it."""
        super().__init__(raw, binds or ())
        self.tells_names = binds is not None
        """Whether it is known which names it binds."""
        self._path = path
        self._text = text
        self._headers, self._bodies = left_out if left_out is not None else ({}, {})
        self._set_on_self: dict[tuple[int, str], tuple[Raw, ...]] = {}

    @property
    def raw(self) -> Raw:
        if self._raw is None:
            text, raw = self._text(), None
            outline = _outline(text) if self.tells_names else None
            if outline is not None:
                raw = summarize_outline(self._path, *outline)
            if raw is None:
                whole = _read(self._path, text)
                raw = whole.raw
                if not self.tells_names:
                    self.binds, self.tells_names = whole.binds, True
            self._raw = raw
        return self._raw

    def reads_that_it_binds(self, name: str) -> bool:
        """Whether it binds a name; read for it only if the name stands in it."""
        if not self.tells_names:
            text = self._text()
            if text.isascii() and not (
                _IMPORTS_MORE.search(text) if name == "*" else name.rpartition(".")[2] in text
            ):
                return False
        return name in self.names_bound()

    def names_bound(self) -> tuple[str, ...]:
        """The names that it binds; it is read where that is not known."""
        if not self.tells_names:
            _ = self.raw
        return self.binds

    def whole(self) -> Raw:
        """What it says, with nothing left out."""
        return _read(self._path, self._text()).raw

    @property
    def known(self) -> tuple[tuple[str, ...] | None, Raw | None]:
        """The names that it binds and what it says, as far as they are known."""
        return self.binds if self.tells_names else None, self._raw

    @property
    def is_read(self) -> bool:
        return self._raw is not None

    @property
    def read_later(self) -> _LeftOut:
        return self._headers, self._bodies

    def pack(self) -> None:
        super().pack()
        for start, (end, body, attributes) in self._bodies.items():
            self._bodies[start] = end, marshalled_body(body), attributes

    def header(self, function: Function) -> Raw:
        start = function.start
        if start not in self._headers:
            self._read_method(function, with_body=False)
        return self._headers[start]

    def left_out(self, function: Function) -> tuple[RawBody, int]:
        end, body, _ = self._body(function)
        return body, end

    def set_on_self(self, cls: Class, name: str) -> tuple[Raw, ...]:
        key = (cls.start, name)
        rows = self._set_on_self.get(key)
        if rows is None:
            found = (*cls.attributes.get(name, ()), *self._set_where_left_out(cls, name))
            rows = self._set_on_self[key] = tuple(sorted(found, key=itemgetter(0)))
        return rows

    def names_on_self(self, cls: Class) -> Iterable[str]:
        names = dict.fromkeys(cls.attributes)
        for function in cls.functions:
            if self._was_left_out(function):
                names.update(dict.fromkeys(self._body(function)[2]))
        return tuple(names)

    def _set_where_left_out(self, cls: Class, name: str) -> Iterator[Raw]:
        """What methods that are left out set; what they add to something only where any sets it."""
        if not any(map(self._was_left_out, cls.functions)):
            return
        text = self._text()
        if f".{name}" not in text:
            return
        places = [match.start() for match in _assignment_of(name).finditer(text)]
        if places or name in cls.attributes:
            places += (match.start() for match in _addition_to(name).finditer(text))
        # Lambdas in the header of a method stand before it in the list.
        methods = [row for row in enumerate(cls.functions) if row[1].kind == "function"]
        starts = [method.start for _, method in methods]
        for at in sorted({bisect_right(starts, place) - 1 for place in places}):
            index, method = methods[at]
            if at >= 0 and self._was_left_out(method):
                rows = self._body(method)[2].get(name, ())
                yield from ((index, *row[1:]) for row in rows)

    def _was_left_out(self, function: Function) -> bool:
        return function.is_left_out or function.start in self._bodies

    def _body(self, function: Function) -> _Body:
        start = function.start
        if start not in self._bodies:
            self._read_method(function, with_body=True)
        return self._bodies[start]

    def _read_method(self, function: Function, with_body: bool) -> None:
        text, start = self._text(), function.start
        line = text.rfind("\n", 0, start) + 1
        indentation = text[line:start]
        # A file that was kept may have changed since; then anything may stand there.
        found = None if indentation.strip() else _definitions(indentation).match(text, line)
        part = text[line : found.end() if found is not None else len(text)]
        if not with_body:
            part = _functions(indentation).sub(_without_body, part)
        raw, attributes = summarize_method(
            self._path, part, line, len(text) + start, function.owner is not None
        )
        *header, body = raw
        self._headers[start] = (*header, None)
        end = raw[-5]
        if body is not None:
            self._bodies[start] = end, body, attributes


@cache
def _assignment_of(attribute: str) -> re.Pattern[str]:
    """Matches wherever the attribute of something may be set."""
    return re.compile(rf"\.{attribute}[ \t]*(?:=(?!=)|[:,)]|in\b|[-+*/|&]=|\n)")


@cache
def _addition_to(attribute: str) -> re.Pattern[str]:
    """Matches wherever something may be added to the attribute of something."""
    return re.compile(rf"\.{attribute}(?:\.(?:{'|'.join(ADDING)})\(|\[[^\n]*\][ \t]*=(?!=))")


def _outline(text: str) -> tuple[str, Set[int]] | None:
    """The text of a definition without what its functions say, and where the methods start that have lost
    their headers, too; None where nothing is to be left out. What stays, stands where it stood."""
    if "\n" not in text.strip():
        return None
    indentation = _INDENTATION.search(text)
    if indentation is None:
        outline = _functions("").sub(_without_body, text)
        return (outline, frozenset()) if outline != text else None
    stubs: set[int] = set()

    def stub(method: re.Match[str]) -> str:
        if "lambda" in method[0]:
            # It may stand in the header, and belong to the class.
            return _functions(indentation[1]).sub(_without_body, method[0])
        stubs.add(method.start("head"))
        last = len(method[0].rstrip()) - 1
        return f"{indentation[1]}{method['head']}():".ljust(last) + "0".ljust(len(method[0]) - last)

    outline = _definitions(indentation[1]).sub(stub, text)
    return (outline, stubs) if outline != text else None


@cache
def _definitions(indentation: str) -> re.Pattern[str]:
    """Matches a function at this indentation, without its decorators."""
    return re.compile(
        rf"^{indentation}(?P<head>(?:async[ \t]+)?def[ \t]+\w+)[^\n]*"
        rf"(?>(?:\n(?:[ \t\r]*(?:\#[^\n]*)?(?=\n)|{indentation}(?:[ \t]+|[)\]}}])[^\n]*))*)",
        re.MULTILINE,
    )


@cache
def _functions(indentation: str) -> re.Pattern[str]:
    """Matches a function at this indentation whose body stands on lines of its own."""
    # Many a header holds documentation, of which a line may end in a colon, too.
    last_line = r"(?:[^\n]*\)|[ \t]*\])[ \t]*(?:->[^\n]*)?:[ \t\r]*(?:\#[^\n]*)?\n"
    return re.compile(
        rf"(?P<head>^{indentation}(?:async[ \t]+)?def[ \t]"
        rf"(?>(?:(?!{last_line})[^\n]*\n(?!{indentation}[^\s)]))*){last_line})"
        rf"(?P<body>(?>(?:[ \t\r]*(?:\#[^\n]*)?\n|{indentation}[ \t]+[^\n]*(?:\n|\Z))+))",
        re.MULTILINE,
    )


def _without_body(function: re.Match[str]) -> str:
    head, body = function["head"], function["body"]
    if len(body) < _SHORT or "yield" in body:
        return function[0]
    indentation = head[: len(head) - len(head.lstrip(" \t"))]
    return head + f"{indentation} {LEFT_OUT!r}".ljust(len(body) - 1) + "\n"


Row = tuple[int, tuple[str, ...] | None, Raw | None, _LeftOut]
"""What is kept of a piece: where it starts, the names that it binds if they are known, what it says if that
was read, and what else was read since."""


def kept_rows(summary: Summary) -> tuple[Row, ...]:
    """What is to be kept of the summary of an installed file."""
    summary.pack()
    return tuple(
        (start, *piece.known, piece.read_later)
        for start, piece in zip(summary.starts, summary.pieces, strict=True)
        if isinstance(piece, LibraryPiece)
    )


def library_of_rows(path: str, rows: tuple[Row, ...], text: Callable[[], str]) -> Summary:
    """The summary of an installed file of which this was kept; `text` reads the file."""
    ends = [*(row[0] for row in rows[1:]), None]
    whole_text = cache(text)

    def piece(row: Row, end: int | None) -> PieceSummary:
        start, binds, raw, left_out = row
        return LibraryPiece(path, binds, lambda: whole_text()[start:end], raw, left_out)

    pieces = tuple(piece(row, end) for row, end in zip(rows, ends, strict=True))
    return LibrarySummary(pieces, tuple(row[0] for row in rows))
