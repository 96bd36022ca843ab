"""Fix-all works on a state of its own."""

from __future__ import annotations

from pathlib import Path

from rules.harness import Project

from asyncsense.checker import check
from asyncsense.fixer import fix_all

CODE = """\
import time


async def fixed():
    time.sleep(1)


async def left():
    input()
"""


def test_what_is_open_stays_as_it_is(tmp_path: Path) -> None:
    """An editor asks for all fixes, and may not make them."""
    project = Project(tmp_path, {"example.py": CODE})
    path = project.absolute("example.py")
    project.workspace.open(path, CODE, 1)
    snapshot = project.snapshot()
    before = check(snapshot, path).diagnostics
    assert len(before) == 2
    assert "asyncio.sleep(1)" in fix_all(snapshot, [path])[path]
    assert check(snapshot, path).diagnostics == before
