"""Random editing of a project through the worker's interface, held against a cold start.

`benchmarks/edits.py` does this for long, the tests do so for a moment.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.answers import Choice, Finding, Indexing, Range, Report, StaleError
from asyncsense.lsp.core import Core
from asyncsense.lsp.moved import moved

_FOR_EVER = 1 << 60
SNIPPETS = (
    "await ", "async ", "time.sleep(1)\n", "asyncio.sleep(1)\n", "    ", "\n", "def ", ":", "(", ")",
    "'''", '"', "#", "\\\n", "return ", "import time\n", "x = ", ".", "\r\n", "😀", "\u2028", "\x0c",
    "class A:\n", "with open('x') as f:\n    ", "for x in y:\n", "@", "[", "]", "lambda: ", "\t", ";",
)  # fmt: skip


class Replay:
    """Edits some files of a folder at random; what the disk holds stays as it is."""

    def __init__(self, core: Core, folder: Path, seed: int) -> None:
        self._core = core
        self._folder = folder
        self._random = random.Random(seed)
        self._patience = _FOR_EVER
        self._analysis = self._start()
        self.texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._shown: dict[str, tuple[str, Sequence[Finding]]] = {}
        self.flickers: list[str] = []
        """What was wrong with reports about a part of a file."""
        self._files = sorted(str(path) for path in folder.rglob("*.py"))

    def edit(self) -> None:
        """One thing that somebody at an editor may do."""
        choose = self._random
        if choose.random() < 0.02:
            self._restart()
            return
        path = choose.choice(self._files)
        action = choose.random()
        if path not in self.texts:
            self.texts[path] = _read(path)
            self._versions[path] = 1
            self._analysis.open(path, self.texts[path], 1)
        elif action < 0.05:
            del self.texts[path]
            self._shown.pop(path, None)
            self._analysis.close(path)
            return
        self.texts[path] = self._edited(self.texts[path], action)
        self._versions[path] += 1
        self._analysis.change(path, self.texts[path], self._versions[path])

    def differences(self) -> dict[str, tuple[Report, Report]]:
        """The open files about which a cold start says something else."""
        cold = self._start()
        for path, text in self.texts.items():
            cold.open(path, text, self._versions[path])
        found = {}
        for path in self.texts:
            warm_report, cold_report = check(self._analysis, path), check(cold, path)
            self._shown[path] = self.texts[path], warm_report.findings
            if _told(warm_report) != _told(cold_report):
                found[path] = warm_report, cold_report
        return found

    def check(self) -> None:
        """Look at a file as it is now: what an editor does between two edits."""
        if not self.texts:
            return
        path = self._random.choice(sorted(self.texts))
        text, (last_text, last) = self.texts[path], self._shown.get(path, ("", ()))
        if self._random.random() < 0.3:
            self._interrupt(path)
        shown = self._analysis.glance(path)
        if shown is None or self._random.random() < 0.5:
            choices = self._choices(path, shown)
            whole = check(self._analysis, path)
            if shown is not None:
                if choices != self._choices(path, shown):
                    self.flickers.append(f"{path}: other fixes are offered for the same findings")
                last = tuple(moved(last, last_text, text))
                self._compare(path, _seen(last), _seen(shown.findings), _seen(whole.findings))
            shown = whole
        self._shown[path] = text, shown.findings

    def _interrupt(self, path: str) -> None:
        """Ask for the report, and lose interest in it."""
        self._patience = self._random.randrange(40)
        with suppress(StaleError):
            self._analysis.check(path)
        self._patience = _FOR_EVER

    def _is_cancelled(self) -> bool:
        self._patience -= 1
        return self._patience < 0

    def _choices(self, path: str, shown: Report | None) -> list[Choice]:
        findings = shown.findings[:3] if shown is not None else ()
        return self._analysis.choices(path, self._versions[path], findings, False)

    def _compare(self, path: str, last: set[_Seen], glance: set[_Seen], whole: set[_Seen]) -> None:
        """Note what is shown for a moment only, or goes away for one."""
        for finding in glance - whole - last:
            self.flickers.append(f"{path}: shown for no reason: {finding}")
        for finding in (last & whole) - glance:
            self.flickers.append(f"{path}: goes away and comes back: {finding}")

    def _restart(self) -> None:
        """Another process takes the place of the one that there is, with what that has kept."""
        self._analysis.keep()
        self._analysis = self._start()
        for path, text in self.texts.items():
            self._analysis.open(path, text, self._versions[path])

    def _start(self) -> Analysis:
        analysis = Analysis(self._core, is_cancelled=self._is_cancelled)
        overrides: Mapping[str, Mapping[str, object]] = {str(self._folder): {}}
        analysis.configure("utf-16", overrides, {})
        return analysis

    def _edited(self, text: str, action: float) -> str:
        choose = self._random
        start = choose.randrange(len(text) + 1)
        if action < 0.1:
            return _read(choose.choice(self._files))  # undone, or pasted
        if action < 0.4:
            return text[:start] + text[start + choose.choice((1, 1, 1, 5, 80)) :]
        if action < 0.5:
            length, place = choose.randrange(200), choose.randrange(len(text) + 1)
            return text[:place] + text[start : start + length] + text[place:]
        return text[:start] + choose.choice(SNIPPETS) + text[start:]


def check(analysis: Analysis, path: str) -> Report:
    """The report, however many steps it takes to read the project."""
    while isinstance(answer := analysis.check(path), Indexing):
        pass
    return answer


_Seen = tuple[str, Range, str]


def _seen(findings: Sequence[Finding]) -> set[_Seen]:
    """What of findings is seen in the text."""
    return {(finding.rule, finding.range, finding.message) for finding in findings}


def _told(report: Report) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    return report.findings, report.problems


def _read(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()
