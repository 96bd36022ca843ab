"""Steps that write and remove the comments by which people allow a finding."""

from __future__ import annotations

import re
import tokenize

from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import line_end
from asyncsense.fixes.steps import IgnoreInFile, IgnoreOnLine, RemoveSuppression
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.syntax.lines import scan
from asyncsense.text import Span

_ON_LINE = re.compile(r"#\s*asyncsense:\s*ignore(?![-\w])(?:\[(?P<rules>[^\]]*)\])?")
_IN_FILE = re.compile(r"#\s*asyncsense:\s*ignore-file(?:\[(?P<rules>[^\]]*)\])?")
_ANY = re.compile(r"#\s*asyncsense:\s*ignore(?:-file)?(?:\[(?P<rules>[^\]]*)\])?[^#\r\n]*")
# PEP 263: these comments count only in the first two lines.
_BOUND_TO_TOP = re.compile(r"#!|[ \t\f]*#.*?coding[:=]")


def ignore_on_line(step: IgnoreOnLine, draft: Draft) -> None:
    source = draft.source
    code_end, end = _end_of_logical_line(source, step.span.start)
    existing = _ON_LINE.search(source.text, code_end, end)
    if existing is not None:
        _join(draft, existing, step.rule)
        return
    written = source.text[code_end:end]
    blank = len(written) - len(written.rstrip())
    draft.replace(Span(end - blank, end), f"  # asyncsense: ignore[{step.rule}]")


def ignore_in_file(step: IgnoreInFile, draft: Draft) -> None:
    source = draft.source
    for kind, place in source.tokens(Span(0, len(source.text))):
        existing = _IN_FILE.match(source.text, place.start) if kind == tokenize.COMMENT else None
        if existing is not None:
            _join(draft, existing, step.rule)
            return
    offset = 1 if source.text.startswith("\ufeff") else 0
    for index in range(min(2, len(source.document.line_starts))):
        line = source.document.line_span(index)
        if _BOUND_TO_TOP.match(source.text, max(line.start, offset), line.end):
            offset = source.line_after(line.start)
    comment = f"# asyncsense: ignore-file[{step.rule}]{draft.newline}"
    unfinished = offset and source.text[offset - 1] not in "\r\n\ufeff"
    draft.insert(offset, draft.newline + comment if unfinished else comment)


def remove_suppression(step: RemoveSuppression, draft: Draft) -> None:
    source = draft.source
    found = _ANY.search(source.text, *step.span)
    if found is None:
        raise CannotFixError("no suppression stands there")
    rules = _rules(found)
    if step.rule is not None and step.rule not in rules:
        raise CannotFixError(f"the comment does not name `{step.rule}`")
    kept = [rule for rule in rules if rule != step.rule]
    if step.rule is not None and kept:
        draft.replace(Span(*found.span("rules")), ", ".join(kept))
    else:
        _remove_comment(draft, Span(*found.span()))


def _remove_comment(draft: Draft, comment: Span) -> None:
    source = draft.source
    line = source.document.line_span(source.document.line_index(comment.start))
    before, behind = source.text[line.start : comment.start], source.text[comment.end : line.end]
    if behind.strip():
        blank = len(behind) - len(behind.lstrip())
        draft.replace(Span(comment.start, comment.end + blank), "")
    elif before.strip(" \t\f\ufeff"):
        draft.replace(Span(comment.start - len(before) + len(before.rstrip()), line.end), "")
    else:
        start = line.start + before.startswith("\ufeff")
        draft.replace(Span(start, source.line_after(line.start)), "")


def _join(draft: Draft, existing: re.Match[str], rule: str) -> None:
    rules = _rules(existing)
    if existing.group("rules") is None or rule in rules:
        raise CannotFixError("it is ignored already")
    draft.replace(Span(*existing.span("rules")), ", ".join([*rules, rule]))


def _rules(comment: re.Match[str]) -> list[str]:
    return [rule.strip() for rule in (comment.group("rules") or "").split(",") if rule.strip()]


def _end_of_logical_line(source: Source, offset: int) -> Span:
    """What follows the code of the logical line of `offset`, up to the line end."""
    for line in scan(source.text, source.chunk_at(offset).span.start):
        if offset < line.end:
            code_end = line.code_end
            return Span(code_end, line_end(source, code_end))
    end = line_end(source, offset)
    return Span(end, end)
