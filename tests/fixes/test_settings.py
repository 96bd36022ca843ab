"""Fixes that write to the settings file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from rules.harness import Project

from asyncsense.diagnostics import Applicability, Fix
from asyncsense.fixes.lower import CannotFixError, lower
from asyncsense.fixes.silencing import silencing_fixes
from asyncsense.fixes.steps import FileStep, TreatAsBlocking, TreatAsNonBlocking
from asyncsense.text import Document, apply_edits

PYPROJECT = "/project/pyproject.toml"
OWN = "/project/asyncsense.toml"
APPENDED = '[tool.asyncsense.treat]\nnon-blocking = ["a.b"]\n'


def written(text: str, step: FileStep) -> str:
    fix = Fix("Treat it so", Applicability.UNSAFE, (step,))
    edits = lower(fix, lambda path: Document(path, text))[step.path]
    return apply_edits(text, edits)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", APPENDED),
        ('[project]\nname = "x"', f'[project]\nname = "x"\n\n{APPENDED}'),
        (
            '[tool.asyncsense.treat]  # known\noffloads = ["c"]\n[tool.x]\n',
            '[tool.asyncsense.treat]  # known\nnon-blocking = ["a.b"]\noffloads = ["c"]\n[tool.x]\n',
        ),
        ("[tool.asyncsense.treat]", APPENDED),
        ("[tool.asyncsense.treat]\nnon-blocking = []\n", APPENDED),
        (
            '[tool.asyncsense.treat]\nnon-blocking = ["é.f"]  # fast\n',
            '[tool.asyncsense.treat]\nnon-blocking = ["a.b", "é.f"]  # fast\n',
        ),
        (
            '[tool.asyncsense.treat]\nnon-blocking = [ # these\n\t"c.d",\n\t"e",\n]\n',
            '[tool.asyncsense.treat]\nnon-blocking = [ # these\n\t"a.b",\n\t"c.d",\n\t"e",\n]\n',
        ),
        (
            '[tool.asyncsense]\nselect = ["all"]\n\n[tool.ruff]\n',
            f'[tool.asyncsense]\nselect = ["all"]\n\n[tool.ruff]\n\n{APPENDED}',
        ),
    ],
)
def test_name_is_added(before: str, after: str) -> None:
    assert written(before, TreatAsNonBlocking(PYPROJECT, "a.b")) == after
    crlf = written(before.replace("\n", "\r\n"), TreatAsNonBlocking(PYPROJECT, "a.b"))
    if "\n" in before:
        assert crlf == after.replace("\n", "\r\n")
    assert "a.b" in tomllib.loads(after)["tool"]["asyncsense"]["treat"]["non-blocking"]
    with pytest.raises(CannotFixError, match="so already"):
        written(after, TreatAsNonBlocking(PYPROJECT, "a.b"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_blocks_is_added(newline: str) -> None:
    step = TreatAsBlocking(PYPROJECT, "a.b", "network")
    before = '[project]\nname = "é"  # ours\n'.replace("\n", newline)
    after = written(before, step)
    lines = ["", "[[tool.asyncsense.blocking]]", 'name = "a.b"', 'category = "network"', ""]
    assert after == before + newline.join(lines)
    again = written(after, TreatAsBlocking(PYPROJECT, "a.c", "network"))
    rows = tomllib.loads(again)["tool"]["asyncsense"]["blocking"]
    assert [row["name"] for row in rows] == ["a.b", "a.c"]
    with pytest.raises(CannotFixError, match="so already"):
        written(after, step)


def test_own_settings_file() -> None:
    assert written("", TreatAsNonBlocking(OWN, "a")) == '[treat]\nnon-blocking = ["a"]\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[tool.asyncsense]\ntreat = { non-blocking = [] }\n", "cannot be added to|not valid"),
        ("[tool.asyncsense\n", "not valid TOML"),
    ],
)
def test_file_that_cannot_be_written_to(text: str, reason: str) -> None:
    with pytest.raises(CannotFixError, match=reason):
        written(text, TreatAsNonBlocking(PYPROJECT, "a.b"))


def test_the_findings_go(tmp_path: Path) -> None:
    """The settings that are written are those that silence: of what is called, and of what blocks."""
    code = "import time\n\n\ndef wait():\n    time.sleep(1)\n\n\nasync def main():\n    wait()\n"
    project = Project(tmp_path, {"example.py": code, "pyproject.toml": "[project]\nname = 'x'\n"})
    (found,) = project.diagnostics()
    fixes = {fix.title: fix for fix in silencing_fixes(found, project.snapshot().settings_file)}
    assert list(fixes)[2:] == [
        "Treat `example.wait` as non-blocking",
        "Treat `time.sleep` as non-blocking",
    ]
    for title in list(fixes):
        assert not project.diagnostics_with(project.fixed(fixes[title])), title


def test_there_is_no_settings_file(tmp_path: Path) -> None:
    project = Project(tmp_path, {"example.py": "async def main():\n    open('x')\n"})
    (found,) = project.diagnostics()
    fixes = list(silencing_fixes(found, project.snapshot().settings_file))
    assert [fix.applicability for fix in fixes[2:]] == [Applicability.DISABLED]
