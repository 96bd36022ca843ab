"""Comments that silence diagnostics.

`# asyncsense: ignore` silences every diagnostic that starts on a line of the statement (strictly: of
the logical line) that the comment stands in or behind, `# asyncsense: ignore[rule, other-rule]` those
of the rules named. On a line of its own the comment speaks for the next logical line, so that a long
line needs no longer one. `# asyncsense: ignore-file`, with or without rules, anywhere in a file speaks
for all of it. A bare `# noqa` means `# asyncsense: ignore`; with codes behind it, it is meant for other
tools. Each may follow other words in the comment: `# why  # asyncsense: ignore[rule]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from asyncsense.syntax.lines import Line, comment_at, scan
from asyncsense.syntax.parse import ParsedModule
from asyncsense.text import Document, Span


class Suppression(NamedTuple):
    """One comment that silences diagnostics, or tries to.

    `rules` is None where it is meant for all of them. `lines` covers whole physical lines; a
    diagnostic is silenced if it starts there, or anywhere if `whole_file`. A comment with a
    `problem` silences nothing.
    """

    comment: Span
    rules: tuple[str, ...] | None
    lines: Span
    whole_file: bool
    kind: Literal["asyncsense", "noqa"]
    problem: str | None = None

    def covers(self, rule: str, offset: int) -> bool:
        """Whether it silences a diagnostic of `rule` that starts at `offset`."""
        return (
            self.problem is None
            and (self.rules is None or rule in self.rules)
            and (self.whole_file or self.lines.start <= offset < self.lines.end)
        )


_DIRECTIVE = re.compile(
    r"#[ \t]*(?:asyncsense[ \t]*:[ \t]*(?P<form>[\w-]*)(?P<rules>[ \t]*\[[^\]#\r\n]*\]?)?"
    r"(?P<rest>[ \t]*[^#\s]?)|noqa(?![ \t]*:|[\w-]))[^#\r\n]*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[a-z][\w-]*\Z", re.IGNORECASE)


def find_suppressions(parsed: ParsedModule | Document) -> tuple[Suppression, ...]:
    """The suppressions of a document in the order of their comments, malformed ones with them.

    From a ParsedModule they are found faster: only statements that hold one are looked at.
    """
    document, starts = (
        (parsed.document, parsed.starts) if isinstance(parsed, ParsedModule) else (parsed, (0,))
    )
    text = document.text
    lowered = text.lower()
    if "asyncsense" not in lowered and "noqa" not in lowered:
        return ()
    return tuple(_found(document, starts))


def _found(document: Document, starts: Sequence[int]) -> Iterator[Suppression]:
    text = document.text
    scanned = -1
    lines: Iterator[Line] = iter(())
    line: Line | None = None
    for match in _DIRECTIVE.finditer(text):
        position = match.start()
        start = starts[bisect_right(starts, position) - 1]
        if start != scanned:
            lines, scanned = scan(text, start), start
            line = next(lines, None)
        while line is not None and line.end <= position:
            line = next(lines, None)
        if line is None or position < line.start:
            if match["form"] is None:
                continue  # That of other tools speaks for a line of code, never for the next one.
            span = document.line_span(document.line_index(position)) if line is None else line
            yield _suppression(match, Span(span.start, span.end))
        elif comment_at(text, line, position):
            yield _suppression(match, Span(line.start, line.end))


def _suppression(match: re.Match[str], lines: Span) -> Suppression:
    comment = Span(match.start(), match.start() + len(match[0].rstrip()))
    if match["form"] is None:
        return Suppression(comment, None, lines, whole_file=False, kind="noqa")
    form = match["form"].lower()
    rules = None
    if match["rules"] is not None:
        names = match["rules"].strip(" \t[]").split(",")
        rules = tuple(name.strip() for name in names if name.strip())
    problem = _problem(match, form, rules)
    return Suppression(
        comment,
        None if problem else rules,
        lines,
        whole_file=form == "ignore-file",
        kind="asyncsense",
        problem=problem,
    )


def _problem(match: re.Match[str], form: str, rules: tuple[str, ...] | None) -> str | None:
    """What is wrong with a comment for asyncsense."""
    if form not in ("ignore", "ignore-file"):
        what = f"`{form}` is neither" if form else "neither is written here:"
        return f"{what} `ignore` nor `ignore-file`"
    if rules is None:
        if match["rest"].strip() in tuple("(:=,"):
            return "the names of rules stand in square brackets"
        return None
    if not match["rules"].endswith("]"):
        return "the square bracket is not closed"
    if not rules:
        return "no rule is named in the square brackets"
    odd = next((name for name in rules if not _RULE.match(name)), None)
    return f"`{odd}` is not the name of a rule" if odd is not None else None
