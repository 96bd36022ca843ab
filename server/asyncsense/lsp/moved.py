"""Where findings are after an edit that has nothing to do with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from asyncsense.lsp.answers import Finding, Range
from asyncsense.lsp.diff import common

_LINE_END = re.compile(r"\r\n|\r|\n")


def moved(findings: Iterable[Finding], old: str, new: str) -> Iterator[Finding]:
    """The findings of `old` whose lines stand before or behind all that is different in `new`."""
    old_lines, new_lines = _LINE_END.split(old), _LINE_END.split(new)
    head = common(old_lines, new_lines)
    tail = common(old_lines[head:][::-1], new_lines[head:][::-1])
    distance = len(new_lines) - len(old_lines)
    for finding in findings:
        if finding.range.end_line < head:
            yield finding
        elif finding.range.start_line >= len(old_lines) - tail:
            yield finding._replace(range=_down(finding.range, distance))


def _down(range: Range, lines: int) -> Range:
    return range._replace(start_line=range.start_line + lines, end_line=range.end_line + lines)
