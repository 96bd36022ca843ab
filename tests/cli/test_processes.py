"""The processes of a check: what they cannot do is named, and the rest goes on."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from asyncsense.cli import analysis, pool, worker
from asyncsense.diagnostics import Report

from .conftest import Run

SLEEP = "import time\n\n\nasync def main():\n    time.sleep(1)\n"
forks = pytest.mark.skipif(sys.platform != "linux", reason="what is patched must reach the process")


@pytest.fixture
def several(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that is large enough for several processes."""
    monkeypatch.setattr(analysis, "_FILES_PER_PROCESS", 3)
    for number in range(9):
        (project / f"f{number}.py").write_text(SLEEP)
    (project / "lib.py").write_text("import f0\n\nasync def run():\n    await f0.main()\n")
    return project


def found(text: str) -> list[tuple[str, str]]:
    return [(item["path"], item["rule"]) for item in json.loads(text)["diagnostics"]]


def test_several_processes_find_what_one_does(run: Run, several: Path) -> None:
    options = ["check", "--output-format", "json", "--no-cache"]
    one = run(*options, "--jobs", "1").out
    two = run(*options, "--jobs", "3").out
    assert found(two) == found(one) == [(f"f{n}.py", "blocking-sleep") for n in range(9)]
    assert json.loads(two)["summary"]["calls"] == json.loads(one)["summary"]["calls"]


def test_processes_that_grow_are_replaced(
    run: Run, several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "MEMORY_LIMIT", 1)
    monkeypatch.setattr(pool, "LEAST_MEMORY", 1)
    monkeypatch.setattr(pool, "_CHUNK", 2)
    out = run("check", "--output-format", "json", "--jobs", "2").out
    assert len(found(out)) == 9
    again = run("check", "--statistics", "-q", "--output-format", "json", "--jobs", "2")
    assert "cache hits: 10 of 10 files" in again.err


def crash(path: str) -> None:
    os._exit(3)


def hang(path: str) -> None:
    time.sleep(1000)


def fail(path: str) -> None:
    raise ValueError("broken")


@forks
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        (crash, "the analysis of it crashed"),
        (hang, "the analysis of it took longer than 1 seconds"),
        (fail, "internal error: ValueError: broken"),
    ],
)
def test_a_file_that_brings_its_process_down(
    run: Run,
    several: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[str], None],
    message: str,
    jobs: str,
) -> None:
    check = worker.check

    def checked(snapshot: object, path: str) -> Report:
        if path.endswith("f4.py"):
            trouble(path)
        return check(snapshot, path)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "check", checked)
    monkeypatch.setattr(pool, "PATIENCE", 1.0)
    status, out, err = run("check", "--output-format", "json", "--jobs", jobs)
    assert (status, err) == (1, f"asyncsense: f4.py: {message}\n")
    assert found(out) == [(f"f{n}.py", "blocking-sleep") for n in range(9) if n != 4]
    # It is tried again the next time.
    monkeypatch.setattr(worker, "check", check)
    assert len(found(run("check", "--output-format", "json").out)) == 9


NESTED = {
    "plus.py": "x = " + "+".join(["a"] * 20_000),
    "minus.py": "x = " + "-" * 5_000 + "1",
    "calls.py": "x = a" + ".b()" * 8_000,
    "lists.py": "x = " + "[" * 90 + "]" * 90,
    "blocks.py": "".join(f"{'    ' * n}if x:\n" for n in range(99)) + "    " * 99 + "pass\n",
    "itself.py": "import itself\nfrom itself import *\nclass A(B): pass\nclass B(A): pass\n"
    "def f(x=f()): return f(f(x))\nasync def g(): f(); A().x()\n",
}


# Which of the two ends first, the parser or what reads its tree, hangs on the version of Python.
TOO_DEEP = (
    "nested too deeply to be analysed"
    if sys.version_info < (3, 12)
    else "too deeply nested to be parsed"
)


@pytest.mark.parametrize("name", NESTED)
def test_what_nests_deeply_ends_nothing(run: Run, project: Path, name: str) -> None:
    (project / name).write_text(NESTED[name])
    (project / "zz.py").write_text(SLEEP)
    status, out, err = run("check", "--output-format", "json")
    assert status == 1
    assert found(out) == [("zz.py", "blocking-sleep")]
    assert err in ("", f"asyncsense: {name}: line 1: {TOO_DEEP}\n")


UNREADABLE = {
    "binary.py": (b"\0\1\2", "binary (it holds null bytes)"),
    "bytes.py": (b'x = "\xff"\n', "not UTF-8"),
    "coding.py": (
        b"# coding: nonsense\n",
        "not text in its encoding: unknown encoding: nonsense",
    ),
    "huge.py": (b"x = 1\n" * 1_000_000, "too large to analyse (6,000,000 bytes)"),
    "syntax.py": (b"def f(:\n    pass\n", "line 1: invalid syntax"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_named(run: Run, project: Path, name: str) -> None:
    content, message = UNREADABLE[name]
    (project / name).write_bytes(content)
    (project / "good.py").write_text("x = 1\n")
    assert run("check", "-q") == (3, "", f"asyncsense: {name}: {message}\n")


def test_files_that_are_none(run: Run, project: Path) -> None:
    (project / "dangling.py").symlink_to("nowhere.py")
    (project / "circle.py").symlink_to("circle.py")
    (project / "folder.py").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(project / "pipe.py")
    (project / "good.py").write_text("x = 1\n")
    assert run("check") == (0, "Found no problems in 1 file.\n", "")


def test_an_environment_that_is_not_there(run: Run, project: Path) -> None:
    (project / "app.py").write_text(SLEEP)
    python = project / "none" / "bin" / "python"
    message = f"asyncsense: no Python environment at {python}\n"
    assert run("check", "--python", str(python)) == (2, "", message)
