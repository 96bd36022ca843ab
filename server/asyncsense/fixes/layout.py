"""Statements put before and behind others, in their indentation or in their line."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.syntax_lookup import Source


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
    start, end = source.span(statement)
    behind = source.text[end : line_end(source, end)].strip().removeprefix(";").lstrip()
    return begins_line(source, start) and (not behind or behind.startswith("#"))


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
