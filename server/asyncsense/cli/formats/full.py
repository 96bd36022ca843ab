"""Code frames: what is wrong, where, through which calls, and what can be done."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result
from asyncsense.diagnostics import Applicability, Diagnostic, Fix
from asyncsense.text import Document, Span

_TAB = "    "
_WIDEST = 160
_BEFORE_CROPPED = 60
_LINES_SHOWN = 4


def lines(result: Result, style: Style) -> Iterator[str]:
    for diagnostic in result.reported:
        yield from _diagnostic(diagnostic, result, style)
        yield ""


def _diagnostic(diagnostic: Diagnostic, result: Result, style: Style) -> Iterator[str]:
    level = diagnostic.severity.label
    shown = [(diagnostic.path, diagnostic.span)]
    shown += [(related.path, related.span) for related in diagnostic.related]
    width = max(len(str(result.range(path, span).end_line)) for path, span in shown)
    head = style.level(f"{level}[{diagnostic.rule}]", level)
    yield f"{head}: {style.bold(_visible(diagnostic.message))}"
    yield from _frame(diagnostic.path, diagnostic.span, width, result, style, level)
    for related in diagnostic.related:
        yield f"{style.bold('note')}: {_visible(related.message)}"
        yield from _frame(related.path, related.span, width, result, style)
    for fix in diagnostic.fixes:
        yield f"{style.help('help')}: {_visible(_offer(fix))}"


def _offer(fix: Fix) -> str:
    if fix.applicability is Applicability.DISABLED:
        return f"{fix.title}: not here, {fix.reason}" if fix.reason else f"{fix.title}: not here"
    return fix.title if fix.applicability is Applicability.SAFE else f"{fix.title} (unsafe)"


def _frame(
    path: str, span: Span, width: int, result: Result, style: Style, level: str = ""
) -> Iterator[str]:
    """The lines of `span`, each with a ruler of carets (dashes for a place that only explains)."""
    document = result.document(path)
    place = result.range(path, span)
    bar = style.frame(f"{'':{width}} |")
    arrow = style.frame(f"{'':{width}}-->")
    yield f"{arrow} {place.path}:{place.line}:{place.column}"
    yield bar
    first, last = place.line - 1, place.end_line - 1
    if level and first > 0 and document.line_text(first - 1).strip():
        yield _numbered(first - 1, _visible(document.line_text(first - 1)), width, style)
    for index in _indices(first, last):
        if index is None:
            yield style.frame("...")
            continue
        text, start, length = _ruled(document, index, span)
        yield _numbered(index, text, width, style)
        ruler = ("^" if level else "-") * length
        yield f"{bar} {' ' * start}{style.level(ruler, level) if level else style.frame(ruler)}"
    yield bar


def _indices(first: int, last: int) -> list[int | None]:
    """The lines to show; None stands for those between that are not."""
    if last - first < _LINES_SHOWN:
        return list(range(first, last + 1))
    return [first, first + 1, None, last]


def _numbered(index: int, text: str, width: int, style: Style) -> str:
    if len(text) > _WIDEST:
        text = text[: _WIDEST - 1] + "…"
    return f"{style.frame(f'{index + 1:>{width}} |')} {text}".rstrip()


def _ruled(document: Document, index: int, span: Span) -> tuple[str, int, int]:
    """A line as shown, and where on the screen the part of it that is in `span` starts and how wide
    it is. A very long line is cut to what is around that part."""
    line = document.line_span(index)
    text = document.line_text(index)
    start = span.start - line.start
    if start < 0:
        start = len(text) - len(text.lstrip())
    end = max(min(span.end - line.start, len(text)), start)
    lead = ""
    if len(text) > _WIDEST and start > _BEFORE_CROPPED:
        cut = start - _BEFORE_CROPPED
        text, start, end, lead = text[cut:], start - cut, end - cut, "…"
    text = text[: _WIDEST - 1] + "…" if len(text) > _WIDEST else text
    before, marked = _visible(text[:start]), _visible(text[start:end])
    return lead + _visible(text), len(lead) + _columns(before), max(_columns(marked), 1)


def _visible(text: str) -> str:
    """Text without characters that move the cursor or hide what stands there."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_character, text))


def _visible_character(char: str) -> str:
    if char == "\t":
        return _TAB
    if char < " ":
        return chr(0x2400 + ord(char))
    joins = char in "\u200c\u200d"
    hides = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and not joins
    return "\N{REPLACEMENT CHARACTER}" if hides else char


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_character_columns(char) for char in text)


def _character_columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
