"""A project to run the command line in, and a small engine behind it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from asyncsense.__main__ import main
from asyncsense.cli import catalogue, check, explain

from .fakes import RULES, FakeAnalysis


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that is the working directory."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line on the small engine."""
    monkeypatch.setattr(check, "Analysis", FakeAnalysis)
    monkeypatch.setattr(explain, "Analysis", FakeAnalysis)
    monkeypatch.setattr(catalogue, "all_rules", lambda: RULES)

    def call(*arguments: str, stdin: str | bytes = "") -> Outcome:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        status = main([str(argument) for argument in arguments])
        return Outcome(status, *capsys.readouterr())

    return call
