"""Fixtures of tests, as buffers change."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncsense.checker import check
from asyncsense.engine import Workspace
from asyncsense.project.fixtures import is_test_file

FIXTURE = """import pytest
from clients import Client, Plain


@pytest.fixture
def client():
    return {}()
"""


def test_tests_follow_the_fixtures_of_other_buffers(tmp_path: Path) -> None:
    (tmp_path / "clients.py").write_text(
        "class Client:\n    async def get(self): ...\n\n\nclass Plain:\n    def get(self): ...\n"
    )
    shared, test = str(tmp_path / "conftest.py"), str(tmp_path / "tests" / "test_a.py")
    (tmp_path / "tests").mkdir()
    Path(shared).write_text(FIXTURE.format("Plain"))
    Path(test).write_text("async def test_a(client):\n    client.get()\n")
    workspace = Workspace(str(tmp_path))

    def findings() -> int:
        return len(check(workspace.snapshot(), test).diagnostics)

    assert findings() == 0
    workspace.open(shared, FIXTURE.format("Client"))
    assert findings() == 1
    workspace.change(shared, FIXTURE.format("unknown"))
    assert findings() == 0
    workspace.change(shared, FIXTURE.format("Client"))
    assert findings() == 1
    workspace.open(str(tmp_path / "tests" / "conftest.py"), FIXTURE.format("Plain"))
    assert findings() == 0
    workspace.close(str(tmp_path / "tests" / "conftest.py"))
    assert findings() == 1
    workspace.close(shared)
    assert findings() == 0


@pytest.mark.parametrize(
    ("name", "is_test"),
    [
        ("test_a.py", True),
        ("a_test.py", True),
        ("app/tests.py", True),
        ("testing.py", False),
        ("tests/helper.py", False),
        ("contest.py", False),
    ],
)
def test_which_files_hold_tests(name: str, is_test: bool) -> None:
    assert is_test_file(str(Path(name))) is is_test
