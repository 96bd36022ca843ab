"""Which project a file belongs to, and what is read of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rawclient import MODERN, REAL_SERVER, RawClient, StartClient

from asyncsense.lsp.roots import Root, Roots

HELPERS = "import time\ndef load():\n    time.sleep(1)\n"
APP = "from helpers import load\nasync def f():\n    load()\n"


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def root_of(path: Path, *folders: Path) -> Root:
    return Roots(map(str, folders)).of(str(path))


def test_the_editors_folder_is_the_project(tmp_path: Path) -> None:
    make(tmp_path, "pyproject.toml", "a/pyproject.toml", "a/b/x.py")
    folder = str(tmp_path)
    assert root_of(tmp_path / "a/b/x.py", tmp_path) == Root(folder, folder)
    inner = str(tmp_path / "a")
    assert root_of(tmp_path / "a/b/x.py", tmp_path, tmp_path / "a") == Root(inner, inner)


def test_a_directory_with_an_environment_of_its_own_is_a_project(tmp_path: Path) -> None:
    make(tmp_path, "one/.venv/pyvenv.cfg", "one/src/x.py", "two/y.py")
    assert root_of(tmp_path / "one/src/x.py", tmp_path).path == str(tmp_path / "one")
    assert root_of(tmp_path / "one/src/x.py", tmp_path).folder == str(tmp_path)
    assert root_of(tmp_path / "two/y.py", tmp_path).path == str(tmp_path)


def test_outside_of_folders_marks_tell(tmp_path: Path) -> None:
    make(tmp_path, "project/setup.py", "project/package/x.py")
    other = tmp_path / "other"
    project = str(tmp_path / "project")
    assert root_of(tmp_path / "project/package/x.py", other) == Root(project, None)


def test_a_loose_file_does_not_take_everything_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    make(tmp_path, ".git/config", "x.py", "y.py", "notes.txt", "deep/down/z.py")
    for folders in ((), (tmp_path,)):
        root = root_of(tmp_path / "x.py", *folders)
        assert (root.path, root.is_loose) == (str(tmp_path), True)
        assert root.files() == [str(tmp_path / "x.py"), str(tmp_path / "y.py")]
    make(tmp_path, "pyproject.toml")
    assert root_of(tmp_path / "x.py", tmp_path) == Root(str(tmp_path), str(tmp_path))


def test_a_folder_of_very_many_loose_files_is_not_read(tmp_path: Path) -> None:
    for number in range(101):
        make(tmp_path, f"script_{number}.py")
    assert root_of(tmp_path / "script_1.py").files() == []


@pytest.fixture
def real(start: StartClient) -> RawClient:
    client = start(REAL_SERVER)
    client.initialize(MODERN)
    return client


def codes(found: Any) -> list[str]:
    return [one["code"] for one in found]


def test_a_loose_file_knows_what_stands_beside_it(real: RawClient, tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text(HELPERS)
    uri = (tmp_path / "app.py").as_uri()
    real.open(uri, APP)
    assert codes(real.diagnostics(uri)) == ["blocking-sleep"]
    (tmp_path / "helpers.py").write_text("def load(): pass\n")
    change = {"uri": (tmp_path / "helpers.py").as_uri(), "type": 2}
    real.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert real.diagnostics(uri) == []


def test_a_loose_file_becomes_part_of_a_project(real: RawClient, tmp_path: Path) -> None:
    make(tmp_path, "package/__init__.py")
    (tmp_path / "helpers.py").write_text(HELPERS)
    uri = (tmp_path / "package/app.py").as_uri()
    real.open(uri, APP)
    assert real.diagnostics(uri) == []
    assert real.state()["analysis"]["workspaces"] == [str(tmp_path / "package")]
    make(tmp_path, "pyproject.toml")
    change = {"uri": (tmp_path / "pyproject.toml").as_uri(), "type": 1}
    real.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert codes(real.diagnostics(uri)) == ["blocking-sleep"]


def test_an_unsaved_document_without_a_folder_stands_alone(real: RawClient) -> None:
    uri = "untitled:Untitled-1"
    real.open(uri, "import time\nasync def f():\n    time.sleep(1)\n")
    assert codes(real.diagnostics(uri)) == ["blocking-sleep"]
    [workspace] = real.state()["analysis"]["workspaces"]
    assert not Path(workspace).exists()
