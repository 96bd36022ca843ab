"""Findings made by hand, for tests of how findings are shown: calls are found by their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asyncsense.cli.check import Check, Found
from asyncsense.cli.formats.result import Result, Totals
from asyncsense.diagnostics import (
    Applicability,
    Diagnostic,
    FileError,
    Fix,
    Related,
    Severity,
    Step,
)
from asyncsense.text import Document, Edit, Span


@dataclass(frozen=True)
class HandmadeRule:
    """Calls `pattern`."""

    name: str
    family: str
    severity: Severity
    enabled: bool = True
    since: str = "0.1"


class Sleep(HandmadeRule):
    """A coroutine calls `time.sleep`.

    ## Why is this bad?
    Nothing else runs.

    ## Fix safety
    Safe.
    """


class Http(HandmadeRule):
    """A coroutine calls `requests`."""


class Cpu(HandmadeRule):
    """A coroutine computes."""


RULES = (
    Sleep("blocking-sleep", "blocks", Severity.ERROR),
    Http("blocking-http", "blocks", Severity.WARNING),
    Cpu("blocking-cpu", "blocks", Severity.HINT, enabled=False),
)

CALLS = {
    "blocking-sleep": re.compile(r"time\.sleep\([^)]*\)"),
    "blocking-http": re.compile(r"requests\.get\([^)]*\)"),
    "blocking-cpu": re.compile(r"crunch\([^)]*\)"),
}


@dataclass(frozen=True)
class Replace(Step):
    path: str
    span: Span
    text: str


@dataclass(frozen=True)
class CannotBeDone(Step):
    pass


def analyse(check: Check, found: Found, started: float) -> Result:
    """Takes the place of `Check.analyse`."""
    diagnostics: list[Diagnostic] = []
    errors: list[FileError] = []
    totals = Totals(len(found.files), 0, 4, 3, 0.1)
    for path in found.files:
        try:
            text = document(path)
        except UnicodeDecodeError:
            errors.append(FileError(path, "not UTF-8"))
        else:
            diagnostics += _diagnostics(text)
    lines = sum(Path(path).read_bytes().count(b"\n") for path in found.files)
    totals = Totals(totals.files, lines, totals.calls, totals.calls_resolved, totals.seconds)
    diagnostics.sort(key=lambda one: (one.path, one.span))
    return Result(diagnostics, errors, totals, document, edits)


def document(path: str) -> Document:
    return Document(path, Path(path).read_bytes().decode("utf-8-sig"))


def _diagnostics(text: Document) -> Iterator[Diagnostic]:
    for rule in RULES:
        for match in CALLS[rule.name].finditer(text.text):
            line_end = text.text.find("\n", match.end())
            rest = text.text[match.end() : line_end if line_end >= 0 else None]
            yield Diagnostic(
                rule.name,
                rule.family,
                text.path,
                Span(*match.span()),
                f"`{match[0]}` blocks the event loop",
                rule.severity,
                related=tuple(_related(text)),
                fixes=tuple(_fixes(rule.name, text.path, match)),
                function="app.main",
                target=match[0].partition("(")[0],
                suppressed="ignore" in rest,
            )


def _related(text: Document) -> Iterator[Related]:
    start = text.text.find("def helper")
    if start >= 0:
        yield Related(text.path, Span(start + 4, start + 10), "`helper` sleeps")


def _fixes(rule: str, path: str, match: re.Match[str]) -> Iterator[Fix]:
    if rule == "blocking-sleep":
        text = match[0].replace("time.", "await asyncio.")
        yield Fix("Await `asyncio.sleep`", Applicability.SAFE, (_replace(path, match, text),))
    if rule == "blocking-http":
        text = match[0].replace("requests", "await client")
        step = _replace(path, match, text)
        yield Fix("Run it in a thread", Applicability.UNSAFE, (step,))
        yield Fix("Await the chain", Applicability.DISABLED, (), "`f` is passed by name")
        yield Fix("Never", Applicability.UNSAFE, (CannotBeDone(),))


def _replace(path: str, match: re.Match[str], text: str) -> Replace:
    return Replace(path, Span(*match.span()), text)


def edits(fix: Fix) -> Mapping[str, Sequence[Edit]] | None:
    found: dict[str, list[Edit]] = {}
    for step in fix.steps:
        if not isinstance(step, Replace):
            return None
        found.setdefault(step.path, []).append(Edit(step.path, step.span, step.text))
    return found
