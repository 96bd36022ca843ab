"""First answers, while a project has yet to be read."""

from __future__ import annotations

from pathlib import Path

from asyncsense.checker import check
from asyncsense.engine import Workspace

HELPER = '''
import time


class Box:
    """Of which only what is asked for is read."""

    def __init__(self) -> None:
        self.pause = 1

    def fill(self):
        time.sleep(self.pause)

    async def send(self): ...


async def fetch(): ...
'''
MAIN = """
from helper import Box, fetch


async def main():
    box = Box()
    box.fill()
    box.send()
    fetch()
"""


def test_a_first_answer_looks_into_other_files_without_reading_them(tmp_path: Path) -> None:
    helper, main = tmp_path / "helper.py", tmp_path / "main.py"
    helper.write_text(HELPER)
    main.write_text(MAIN)
    workspace = Workspace(str(tmp_path))
    workspace.open(str(main), MAIN)
    snapshot = workspace.snapshot()
    first = check(snapshot.unread(), str(main))
    assert str(helper) not in snapshot.contents_read()
    whole = check(snapshot, str(main))
    assert str(helper) in snapshot.contents_read()
    assert len(first.diagnostics) == 3
    assert first.diagnostics == whole.diagnostics
