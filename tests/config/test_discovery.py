"""Which files are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asyncsense.config import SettingsFinder
from asyncsense.project.discovery import python_files


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def found(root: Path, *paths: str, **overrides: object) -> list[str]:
    finder = SettingsFinder(overrides, str(root))
    start = [str(root / path) for path in paths or ("",)]
    discovery = python_files([path.rstrip("/") for path in start], finder)
    return [os.path.relpath(path, root).replace(os.sep, "/") for path in discovery.files]


def test_python_files_sorted(tmp_path: Path) -> None:
    make(tmp_path, "b.py", "a/z.py", "a/y.txt", "a/x.pyi", "c.PY", "_.py")
    assert found(tmp_path) == ["_.py", "a/z.py", "b.py"]


def test_what_is_not_ours_is_left_out(tmp_path: Path) -> None:
    make(
        tmp_path,
        "app.py",
        "build.py",
        "build/lib/app.py",
        ".venv/lib/a.py",
        "node_modules/x/a.py",
        "pkg/__pycache__/a.py",
        "my-python/pyvenv.cfg",
        "my-python/lib/a.py",
    )
    assert found(tmp_path) == ["app.py", "build.py"]


def test_what_is_named_is_taken(tmp_path: Path) -> None:
    make(tmp_path, ".git/x", "build/app.py", "script", "ignored.py", "out/made/app.py")
    (tmp_path / ".gitignore").write_text("ignored.py\nout/\n")
    assert found(tmp_path) == []
    assert found(tmp_path, "build") == ["build/app.py"]
    assert found(tmp_path, "script", "ignored.py") == ["ignored.py", "script"]
    assert found(tmp_path, "out/made") == ["out/made/app.py"]
    assert found(tmp_path, "build", "build/app.py") == ["build/app.py"]


def test_gitignore(tmp_path: Path) -> None:
    make(
        tmp_path,
        ".git/x",
        "app.py",
        "gen/a.py",
        "pkg/gen/a.py",
        "pkg/old_a.py",
        "pkg/old_keep.py",
        "pkg/local.py",
        "top.py",
        "pkg/top.py",
    )
    (tmp_path / ".gitignore").write_text("# made\ngen/\nold_*\n!old_keep.py\n/top.py\n")
    (tmp_path / "pkg" / ".gitignore").write_text("local.py\n")
    expected = ["app.py", "pkg/old_keep.py", "pkg/top.py"]
    assert found(tmp_path) == expected
    assert found(tmp_path, "pkg") == expected[1:]
    assert len(found(tmp_path, gitignore=False)) == 8


def test_an_inner_gitignore_has_the_last_word(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.py", "b.py")
    (tmp_path / ".gitignore").write_text("*.py\n")
    (tmp_path / "sub" / ".gitignore").write_text("!a.py\n")
    assert found(tmp_path) == ["sub/a.py"]


def test_a_gitignore_beyond_the_repository_does_not_count(tmp_path: Path) -> None:
    make(tmp_path, "repo/.git/x", "repo/a.py")
    (tmp_path / ".gitignore").write_text("*.py\n")
    assert found(tmp_path / "repo") == ["a.py"]


def test_a_wrong_pattern_spoils_nothing(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "b.py")
    (tmp_path / ".gitignore").write_bytes(b"!\n[\n\xff\nb.py\n")
    assert found(tmp_path) == ["a.py"]


def test_exclude_is_relative_to_its_settings_file(tmp_path: Path) -> None:
    make(tmp_path, "sub/migrations/a.py", "sub/app.py", "migrations/b.py", "sub/x/skip/c.py")
    (tmp_path / "sub" / "asyncsense.toml").write_text("exclude = ['/migrations/**', 'skip']\n")
    assert found(tmp_path) == ["migrations/b.py", "sub/app.py"]
    assert found(tmp_path, exclude=["migrations/"]) == ["sub/app.py"]


def test_links(tmp_path: Path) -> None:
    make(tmp_path, "project/pkg/a.py", "shared/b.py")
    project = tmp_path / "project"
    (project / "pkg" / "loop").symlink_to(project)
    (project / "shared").symlink_to(tmp_path / "shared")
    (project / "again").symlink_to(tmp_path / "shared")
    (tmp_path / "shared" / "self").symlink_to(tmp_path / "shared")
    (project / "up").symlink_to(tmp_path)
    (project / "gone.py").symlink_to("nowhere")
    (project / "c.py").symlink_to(tmp_path / "shared" / "b.py")
    linked = [path for path in found(project) if path.endswith("/b.py")]
    assert len(linked) == 1
    assert set(found(project)) - set(linked) == {"pkg/a.py", "c.py"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    assert found(tmp_path) == []


def test_an_unreadable_directory_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "closed/a.py", "b.py")
    scandir = os.scandir

    def closed(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    discovery = python_files([str(tmp_path)])
    assert discovery.files == [str(tmp_path / "b.py")]
    (error,) = discovery.errors
    assert (error.path, error.message) == (
        str(tmp_path / "closed"),
        "cannot be listed: Permission denied",
    )
