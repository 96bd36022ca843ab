"""What is offered where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.harness import Project

from asyncsense.fixer import complete
from asyncsense.fixes.refactorings import refactorings

PLAIN = """\
def load(name):
    return name


async def main():
    print(load("é"))
"""
AWAITED = """\
async def load(name):
    return name


async def main():
    print(await load("é"))
"""
SETTINGS = "[project]\nname = 'x'\n"


def titles(project: Project, path: str, mark: str) -> list[str]:
    """The titles of what is offered where `mark` begins."""
    snapshot = project.snapshot()
    absolute = project.absolute(path)
    offset = snapshot.document(absolute).text.index(mark)
    settings = snapshot.settings_file
    found = refactorings(snapshot.project, absolute, offset, settings)
    return [complete(snapshot, fix).title for fix in found]


@pytest.mark.parametrize("mark", ["def load", "load(name)", 'load("é")', '"é"'])
def test_a_function_becomes_asynchronous(mark: str, tmp_path: Path) -> None:
    project = Project(tmp_path, {"example.py": PLAIN})
    assert titles(project, "example.py", mark) == [
        "Make `load` async and await its callers (1 call in 1 file)"
    ]
    path = project.absolute("example.py")
    (fix,) = refactorings(project.snapshot().project, path, PLAIN.index(mark), None)
    assert project.fixed(fix) == {"example.py": AWAITED}


@pytest.mark.parametrize("mark", ["return", "async def main", "print", "\n\nasync"])
def test_elsewhere_there_is_nothing(mark: str, tmp_path: Path) -> None:
    texts = {"example.py": PLAIN, "pyproject.toml": SETTINGS}
    assert titles(Project(tmp_path, texts), "example.py", mark) == []


CALLS = """\
import json
import time

import acme


def plain():
    acme.plain()


async def main(thing):
    acme.fetch(1)
    await acme.awaited()
    json.dumps(1)
    time.sleep(1)
    thing.unknown()
"""


def test_what_a_package_does_blocks_from_now_on(tmp_path: Path) -> None:
    texts = {"example.py": CALLS, "pyproject.toml": SETTINGS}
    project = Project(tmp_path, texts)
    title = "Treat `acme.fetch` as blocking"
    assert titles(project, "example.py", "fetch") == [title]
    for mark in ("plain()", "awaited", "json.dumps", "time.sleep", "thing.unknown"):
        offered = titles(project, "example.py", mark)
        assert not any(one.startswith("Treat") for one in offered), mark
    snapshot = project.snapshot()
    path = project.absolute("example.py")
    (fix,) = refactorings(snapshot.project, path, CALLS.index("fetch"), snapshot.settings_file)
    changed = project.fixed(fix)
    assert list(changed) == ["pyproject.toml"]
    before = {one.target for one in project.diagnostics()}
    after = {one.target for one in project.diagnostics_with(changed)}
    assert after - before == {"acme.fetch"}
