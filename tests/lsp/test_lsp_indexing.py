"""Reading a project: it is shown, it gives way, and the next server need not do it again."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import toy_core
from rawclient import MODERN, PATIENCE, REAL_SERVER, TOY_SERVER, RawClient, StartClient

from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.answers import Indexing, Report, StaleError
from asyncsense.lsp.core import Core
from asyncsense.lsp.server import foresee
from asyncsense.lsp.worker import Command, Worker

SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"


class SlowWorkspace(toy_core.Workspace):
    def read_names(self, path: str) -> None:
        time.sleep(0.03)


def load_slow() -> Core:
    return replace(toy_core.load(), workspace=SlowWorkspace)  # type: ignore[arg-type]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for number in range(20):
        (tmp_path / f"{number}.py").write_text("")
    return tmp_path


def test_a_project_is_read_in_steps(project: Path) -> None:
    analysis = Analysis(load_slow())
    path = str(project / "1.py")
    analysis.configure("utf-16", {str(project): {}}, {})
    analysis.open(path, SLEEP, 1)
    answers = []
    while isinstance(answer := analysis.check(path), Indexing):
        answers.append(answer)
    assert len(answer.findings) == 1
    assert [answer.done for answer in answers] == sorted({answer.done for answer in answers})
    assert len(answers) >= 2 and {answer.total for answer in answers} == {20}
    assert isinstance(analysis.check(path), Report)


def test_a_project_is_read_before_there_is_a_question(project: Path) -> None:
    read: list[str] = []

    class Noting(toy_core.Workspace):
        def read_names(self, path: str) -> None:
            read.append(path)

    core = replace(toy_core.load(), workspace=Noting)  # type: ignore[arg-type]
    analysis = Analysis(core, is_awaited=lambda: len(read) == 5)
    analysis.prepare(str(project), {})
    assert len(read) == 5
    analysis.configure("utf-8", {str(project): {}}, {})
    path = str(project / "1.py")
    analysis.open(path, SLEEP, 1)
    analysis.check(path)
    assert sorted(read) == sorted(map(str, project.glob("*.py")))


def test_other_settings_and_new_files_count_after_all(project: Path) -> None:
    analysis = Analysis(toy_core.load())
    analysis.prepare(str(project), {})
    analysis.configure("utf-8", {str(project): {"ignore": "blocking-sleep"}}, {})
    (project / "new.py").write_text(SLEEP)
    assert str(project / "new.py") in analysis.files()
    path = str(project / "1.py")
    analysis.open(path, SLEEP, 1)
    assert analysis.check(path) == Report(1, ())


class Noting(Worker):
    """Notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[object, ...]] = []

    def tell(self, name: str, *arguments: object) -> None:
        self.told.append((name, *arguments))


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"rootUri": "file:///a%20b"}, [("prepare", "/a b", {})]),
        (
            {
                "rootUri": None,
                "workspaceFolders": [{"uri": "file:///a", "name": "a"}],
                "initializationOptions": {"delay": 1, "targetVersion": "3.12"},
            },
            [("prepare", "/a", {"targetVersion": "3.12"})],
        ),
        ({"rootUri": "file:///a", "initializationOptions": {"enable": False}}, []),
        ({"rootUri": "untitled:a"}, []),
        ({"rootUri": None}, []),
        ({"workspaceFolders": [1]}, []),
        ([], []),
        (None, []),
    ],
)
def test_the_first_message_says_what_to_read(params: Any, told: list[tuple[object, ...]]) -> None:
    worker = Noting()
    foresee(worker, json.dumps({"method": "initialize", "params": params}).encode())
    assert worker.told == told


def test_a_first_message_that_is_none_does_no_harm() -> None:
    worker = Noting()
    for message in (b"", b"{", b"[]", b"\xff"):
        foresee(worker, message)
    assert worker.told == []


def test_reading_a_project_is_shown(start: StartClient, project: Path) -> None:
    client = start([*TOY_SERVER, "--core", "test_lsp_indexing:load_slow"])
    shows = {**MODERN, "window": {"workDoneProgress": True}}
    (project / "pyproject.toml").touch()
    client.initialize(shows)
    uri = (project / "1.py").as_uri()
    client.open(uri, SLEEP)
    begin = client.wait_for("$/progress")["value"]
    assert (begin["kind"], begin["title"], begin["cancellable"]) == ("begin", "Indexing", False)
    report = client.wait_for("$/progress")["value"]
    assert report["kind"] == "report" and report["message"].endswith("/20 files")
    client.wait_for("$/progress", lambda params: params["value"]["kind"] == "end")
    client.change(uri, 2, {"text": SLEEP + "# more\n"})
    assert len(client.diagnostics(uri, 2)) == 1


def kept(cache: Path) -> int:
    """How many values there are in the cache."""
    try:
        with sqlite3.connect(cache / "asyncsense" / "cache.sqlite3") as database:
            return int(database.execute("SELECT count(*) FROM kept").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_what_was_read_is_kept(
    start: StartClient, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    (project / "0.py").write_text(SLEEP)
    uri = (project / "0.py").as_uri()
    found = []
    for _ in range(2):
        client: RawClient = start(REAL_SERVER)
        client.initialize(MODERN, rootUri=project.as_uri())
        client.open(uri, SLEEP)
        found.append(client.diagnostics(uri))
        deadline = time.monotonic() + PATIENCE
        while not kept(cache):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert client.shut_down() == 0
    assert found[0] == found[1] and len(found[0]) == 1


def test_a_cache_that_cannot_be_written_does_no_harm(
    start: StartClient, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "taken"))
    client: RawClient = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=project.as_uri())
    uri = (project / "1.py").as_uri()
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1


class Feed:
    """Tells the worker of two texts."""

    def restarted(self) -> None:
        texts = {"/none/a.py": "# toy: last\n", "/none/b.py": SLEEP}
        self.pending: list[Command] = [("open", (path, text, 1)) for path, text in texts.items()]

    def news(self) -> Iterable[Command]:
        pending, self.pending = self.pending, []
        return pending


async def test_a_check_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    worker = Worker("toy_core:load")
    worker.feed = Feed()
    try:
        for _ in range(3):
            lasting = asyncio.create_task(worker.ask("check", "/none/a.py"))
            await asyncio.sleep(0)
            following: Any = asyncio.create_task(worker.ask("check", "/none/b.py"))
            await asyncio.sleep(0)
            lasting.cancel()
            assert len((await following).findings) == 1
        assert worker.starts == 1
    finally:
        worker.close()


def test_typing_ends_the_check_of_the_text_before(client: RawClient, uri: str) -> None:
    client.open(uri, "# toy: last\n")
    client.change(uri, 2, {"text": SLEEP})
    assert len(client.diagnostics(uri, 2)) == 1
    assert client.state()["worker"]["starts"] == 1


def test_an_unwanted_check_is_no_answer() -> None:
    analysis = Analysis(toy_core.load(), is_cancelled=lambda: True)
    analysis.open("/none/a.py", SLEEP, 1)
    with pytest.raises(StaleError):
        analysis.check("/none/a.py")
