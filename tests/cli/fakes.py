"""An engine that is small enough to see through: it finds calls by their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asyncsense.cli.analysis import Options
from asyncsense.cli.console import UsageError
from asyncsense.config import SettingsFinder
from asyncsense.diagnostics import (
    Applicability,
    Diagnostic,
    FileError,
    Fix,
    Related,
    Severity,
    Step,
)
from asyncsense.text import Document, Edit, Span, apply_edits


@dataclass(frozen=True)
class FakeRule:
    """Calls `pattern`."""

    name: str
    family: str
    severity: Severity
    enabled: bool = True
    since: str = "0.1"


class Sleep(FakeRule):
    """A coroutine calls `time.sleep`.

    ## Why is this bad?
    Nothing else runs.

    ## Fix safety
    Safe.
    """


class Http(FakeRule):
    """A coroutine calls `requests`."""


class Cpu(FakeRule):
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


@dataclass(frozen=True)
class FakeReport:
    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    errors: tuple[FileError, ...] = ()
    lines: int = 0
    calls: int = 0
    calls_resolved: int = 0


@dataclass(frozen=True)
class FakeExplanation:
    text: str
    path: str = ""
    line: int = 0
    children: Sequence[FakeExplanation] = ()


@dataclass
class FakeAnalysis:
    """Takes the place of `asyncsense.cli.analysis.Analysis`."""

    root: str
    options: Options
    buffers: dict[str, str] = field(default_factory=dict)

    def open(self, path: str, text: str) -> None:
        self.buffers[path] = text

    def changed(self, paths: Iterable[str]) -> None:
        pass

    def document(self, path: str) -> Document:
        if path in self.buffers:
            return Document(path, self.buffers[path])
        return Document(path, Path(path).read_bytes().decode("utf-8-sig"))

    def reports(self, paths: Sequence[str], progress: object = None) -> Iterator[FakeReport]:
        for path in paths:
            try:
                document = self.document(path)
            except UnicodeDecodeError:
                yield FakeReport(path, errors=(FileError(path, "not UTF-8"),))
                continue
            diagnostics = tuple(self._diagnostics(document))
            yield FakeReport(path, diagnostics, (), document.text.count("\n"), 4, 3)

    def _diagnostics(self, document: Document) -> Iterator[Diagnostic]:
        settings = SettingsFinder(self.options.overrides).find(document.path)
        for rule in RULES:
            if not settings.selects(rule, document.path):
                continue
            for match in CALLS[rule.name].finditer(document.text):
                line_end = document.text.find("\n", match.end())
                rest = document.text[match.end() : line_end if line_end >= 0 else None]
                yield Diagnostic(
                    rule.name,
                    rule.family,
                    document.path,
                    Span(*match.span()),
                    f"`{match[0]}` blocks the event loop",
                    settings.severity_of(rule),
                    related=tuple(self._related(document)),
                    fixes=tuple(self._fixes(rule.name, document.path, match)),
                    function="app.main",
                    target=match[0].partition("(")[0],
                    suppressed="ignore" in rest,
                )

    def _related(self, document: Document) -> Iterator[Related]:
        start = document.text.find("def helper")
        if start >= 0:
            yield Related(document.path, Span(start + 4, start + 10), "`helper` sleeps")

    def _fixes(self, rule: str, path: str, match: re.Match[str]) -> Iterator[Fix]:
        if rule == "blocking-sleep":
            text = match[0].replace("time.", "await asyncio.")
            yield Fix(
                "Await `asyncio.sleep`", Applicability.SAFE, (self._replace(path, match, text),)
            )
        if rule == "blocking-http":
            text = match[0].replace("requests", "await client")
            step = self._replace(path, match, text)
            yield Fix("Run it in a thread", Applicability.UNSAFE, (step,))
            yield Fix("Await the chain", Applicability.DISABLED, (), "`f` is passed by name")
            yield Fix("Never", Applicability.UNSAFE, (CannotBeDone(),))

    def _replace(self, path: str, match: re.Match[str], text: str) -> Replace:
        return Replace(path, Span(*match.span()), text)

    def edits(self, fix: Fix) -> Mapping[str, Sequence[Edit]] | None:
        edits: dict[str, list[Edit]] = {}
        for step in fix.steps:
            if not isinstance(step, Replace):
                return None
            edits.setdefault(step.path, []).append(Edit(step.path, step.span, step.text))
        return edits

    def fixed(self, paths: Sequence[str], *, unsafe: bool) -> dict[str, str]:
        found = {}
        for report in self.reports(paths):
            edits = [
                edit
                for diagnostic in report.diagnostics
                for fix in diagnostic.fixes[:1]
                if not diagnostic.suppressed and (unsafe or fix.applicability is Applicability.SAFE)
                for edit in (self.edits(fix) or {}).get(report.path, ())
            ]
            if edits:
                found[report.path] = apply_edits(self.document(report.path).text, edits)
        return found

    def explain(self, place: str) -> FakeExplanation:
        if place != "app:main":
            raise UsageError(f"nothing is called `{place}`")
        inner = FakeExplanation("`fetch` calls `time.sleep`", f"{self.root}/lib.py", 7)
        other = FakeExplanation("`load` calls `save`", f"{self.root}/lib.py", 3)
        return FakeExplanation(
            "`app:main` blocks",
            "",
            0,
            [FakeExplanation("`main` calls `fetch`", f"{self.root}/app.py", 2, [inner]), other],
        )

    def statistics(self) -> dict[str, str]:
        return {"cache hits": "0 of 1"}
