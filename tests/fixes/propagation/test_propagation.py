"""Fixes that reach other functions; `propagation_cases.py` says how the cases read."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from fixes.propagation.propagation_cases import CANNOT, SpreadCase, load_cases
from rules.harness import Project, Texts, syntax_errors, with_crlf

from asyncsense import fixer
from asyncsense.diagnostics import Applicability, Diagnostic, Fix
from asyncsense.fixer import complete
from asyncsense.fixes.lower import CannotFixError, lower
from asyncsense.fixes.steps import Plan
from asyncsense.text import apply_edits

CASES = list(load_cases())

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
made_case = pytest.mark.parametrize(
    "case", [case for case in CASES if not case.is_refused], ids=lambda case: case.name
)


def planned(project: Project) -> tuple[Diagnostic, Fix]:
    """The first diagnostic with a plan, and its fix, worked out."""
    for diagnostic in project.diagnostics():
        for fix in diagnostic.fixes:
            if any(isinstance(step, Plan) for step in fix.steps):
                return diagnostic, complete(project.snapshot(), fix)
    raise AssertionError("no fix has a plan")


def outcome(project: Project) -> tuple[str, Texts]:
    """The fix's title and the files that it changes; or why it is refused."""
    _, fix = planned(project)
    if fix.applicability is Applicability.DISABLED:
        return f"{CANNOT}{fix.reason}", {}
    snapshot = project.snapshot()
    try:
        edits = lower(fix, snapshot.document)
    except CannotFixError as error:
        return f"{CANNOT}{error}", {}
    return fix.title, {
        project.relative(path): apply_edits(snapshot.document(path).text, rows)
        for path, rows in edits.items()
    }


@every_case
def test_case(case: SpreadCase, tmp_path: Path) -> None:
    title, changed = outcome(Project(tmp_path, case.texts))
    assert title == case.outcome
    assert changed == case.changed


@made_case
def test_nothing_new_is_reported_and_a_second_run_changes_nothing(
    case: SpreadCase, tmp_path: Path
) -> None:
    project = Project(tmp_path / "before", case.texts)
    diagnostic, _ = planned(project)
    before = kinds(project)
    fixed = Project(tmp_path / "after", case.texts | case.changed)
    assert not list(syntax_errors(fixed.texts))
    after = kinds(fixed)
    assert after[diagnostic.rule] < before[diagnostic.rule]
    assert all(after[rule] <= before[rule] for rule in after)
    assert not any(
        isinstance(step, Plan)
        for one in fixed.diagnostics()
        for fix in one.fixes
        for step in fix.steps
    )


def kinds(project: Project) -> Counter[str]:
    return Counter(diagnostic.rule for diagnostic in project.diagnostics())


def with_tabs(texts: Texts) -> Texts:
    return {path: text.replace("    ", "\t") for path, text in texts.items()}


def with_other_letters(texts: Texts) -> Texts:
    return {path: in_other_letters(text) for path, text in texts.items()}


def in_other_letters(text: str) -> str:
    return re.sub(r"\b(?:check|load|valid)\b", lambda name: f"\u00e9t\u00e9_{name[0]}", text)


@made_case
@pytest.mark.parametrize("change", [with_crlf, with_tabs])
def test_other_line_ends_and_indentation(
    case: SpreadCase, change: Callable[[Texts], Texts], tmp_path: Path
) -> None:
    title, changed = outcome(Project(tmp_path, change(case.texts)))
    assert title == case.outcome
    assert changed == change(case.changed)


@made_case
def test_other_letters(case: SpreadCase, tmp_path: Path) -> None:
    title, changed = outcome(Project(tmp_path, with_other_letters(case.texts)))
    assert title == in_other_letters(case.outcome)
    assert changed == with_other_letters(case.changed)


def test_fix_all_with_unsafe_fixes(tmp_path: Path) -> None:
    texts = {
        "lib.py": "import time\n\ndef wait():\n    time.sleep(1)\n\nasync def save(): ...\n\n"
        "def store():\n    wait()\n    save()\n",
        "app.py": "from lib import store, wait\n\nasync def main():\n    store()\n    wait()\n",
    }
    fixed = Project(tmp_path / "before", texts).fix_all(unsafe=True)
    assert fixed == {
        "lib.py": "import asyncio\nimport time\n\nasync def wait():\n    await asyncio.sleep(1)\n\n"
        "async def save(): ...\n\nasync def store():\n    await wait()\n    await save()\n",
        "app.py": "from lib import store, wait\n\nasync def main():\n    await store()\n"
        "    await wait()\n",
    }
    assert Project(tmp_path / "after", fixed).fix_all(unsafe=True) == fixed


def test_a_name_that_is_everywhere_is_not_followed(tmp_path: Path) -> None:
    texts = {
        "app.py": "async def check(): ...\n\nclass Box:\n    def load(self):\n        check()\n"
    }
    for number in range(30):
        texts[f"part_{number}.py"] = "class Crate:\n    def load(self): ...\n"
    assert outcome(Project(tmp_path, texts)) == (
        f"{CANNOT}31 files mention `load`: too many to follow",
        {},
    )


def test_a_fix_that_fails_does_so_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object) -> None:
        raise RecursionError

    monkeypatch.setattr(fixer.propagation, "complete", fail)
    project = Project(tmp_path, CASES[0].texts)
    with caplog.at_level(logging.ERROR, "asyncsense.fixer"):
        _, fix = planned(project)
    assert fix.applicability is Applicability.DISABLED
    assert fix.reason
    assert fix.title in caplog.text
