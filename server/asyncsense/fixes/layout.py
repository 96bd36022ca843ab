"""Statements put before and behind others, in their indentation or in their line."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator, Sequence

from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.text import Span

_FSTRING_START = getattr(tokenize, "FSTRING_START", None)
_FSTRING_END = getattr(tokenize, "FSTRING_END", None)


def insert_before(draft: Draft, statement: ast.stmt, lines: Sequence[str]) -> None:
    """`lines` (with indentation relative to `statement`) as statements before it."""
    source = draft.source
    start = source.span(statement).start
    if begins_line(source, start):
        indentation = indentation_of(source, start)
        text = "".join(f"{indentation}{line}{draft.newline}" for line in lines)
        draft.insert(start - len(indentation), text)
    else:
        _refuse_compound(lines)
        draft.insert(start, "".join(f"{line}; " for line in lines))


def insert_behind(draft: Draft, statement: ast.stmt, lines: Sequence[str]) -> None:
    """`lines` (with indentation relative to `statement`) as statements behind it."""
    source = draft.source
    start, end = source.span(statement)
    if stands_alone(source, statement):
        indentation = indentation_of(source, start)
        text = "".join(f"{draft.newline}{indentation}{line}" for line in lines)
        draft.insert(line_end(source, end), text)
    else:
        _refuse_compound(lines)
        draft.insert(end, "".join(f"; {line}" for line in lines))


def stands_alone(source: Source, statement: ast.stmt) -> bool:
    """Whether no other statement shares the lines of `statement`."""
    return begins_line(source, source.span(statement).start) and ends_line(source, statement)


def ends_line(source: Source, statement: ast.stmt) -> bool:
    """Whether no other statement follows in the line where `statement` ends."""
    end = source.span(statement).end
    behind = source.text[end : line_end(source, end)].strip().removeprefix(";").lstrip()
    return not behind or behind.startswith("#")


def begins_line(source: Source, offset: int) -> bool:
    """Whether a logical line begins at `offset`."""
    index = source.document.line_index(offset)
    if source.text[source.document.line_starts[index] : offset].strip(" \t\f\ufeff"):
        return False
    return index == 0 or not source.document.line_text(index - 1).endswith("\\")


def line_end(source: Source, offset: int) -> int:
    """The end of the text of the line of `offset`."""
    return source.document.line_span(source.document.line_index(offset)).end


def indentation_of(source: Source, offset: int) -> str:
    """The blanks at the beginning of the line of `offset`."""
    line = source.document.line_text(source.document.line_index(offset)).lstrip("\ufeff")
    return line[: len(line) - len(line.lstrip(" \t\f"))]


def indentation_step(source: Source, statement: ast.stmt) -> str:
    """What one more level of indentation adds around `statement`."""
    inner = indentation_of(source, source.span(statement).start)
    for around in source.ancestors(statement):
        if isinstance(around, ast.stmt | ast.ExceptHandler):
            outer = indentation_of(source, source.span(around).start)
            if inner != outer and inner.startswith(outer):
                return inner[len(outer) :]
            inner = outer
    return "    "


def _refuse_compound(lines: Sequence[str]) -> None:
    if any(line.endswith(":") for line in lines):
        raise CannotFixError("it shares its line with other statements")


def indent_under(draft: Draft, first: ast.stmt, last: ast.stmt, header: str) -> None:
    """Puts the statements from `first` to `last` under `header`; the lines of strings that go over
    several stay as they are."""
    source = draft.source
    start, end = source.span(first).start, source.span(last).end
    step_in = indentation_step(source, first)
    indentation = indentation_of(source, start)
    draft.insert(start, f"{header}{draft.newline}{indentation}{step_in}")
    in_strings = list(_strings(source, Span(start, end)))
    lines = source.document.line_index
    for index in range(lines(start) + 1, lines(end) + 1):
        line = source.document.line_span(index)
        inside = any(string.start < line.start < string.end for string in in_strings)
        if not inside and source.text[slice(*line)].strip():
            draft.insert(line.start, step_in)


def _strings(source: Source, span: Span) -> Iterator[Span]:
    """The string literals in `span`."""
    starts: list[int] = []
    for kind, place in source.tokens(span):
        if kind == tokenize.STRING:
            yield place
        elif kind == _FSTRING_START:
            starts.append(place.start)
        elif kind == _FSTRING_END:
            yield Span(starts.pop(), place.end)
