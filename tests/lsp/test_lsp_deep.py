"""The second look at open files: it comes after the first one, and gives way to everything else."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import toy_core
from pygls.workspace import TextDocument
from rawclient import MODERN, PULLING, REAL_SERVER, RawClient, StartClient, range_

from asyncsense.diagnostics import Severity
from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.answers import Finding, Range, Report, StaleError
from asyncsense.lsp.buffers import TextBuffer
from asyncsense.lsp.core import Core
from asyncsense.lsp.session import Session
from asyncsense.lsp.worker import Command, Urgency, Worker

# Only jedi sees what is in the list; the other `save` keeps the name from saying anything.
APP = """\
class Repository:
    async def save(self, item): ...

def save(path): ...

REPOSITORIES = []

def begin():
    REPOSITORIES.extend([Repository()])

async def main():
    for repository in REPOSITORIES:
        repository.save(1)
"""
FIRST_LINE = range_((0, 0), (0, 0))


@pytest.fixture
def app(tmp_path: Path) -> str:
    (tmp_path / "pyproject.toml").write_text("")
    return (tmp_path / "app.py").as_uri()


def begin(start: StartClient, tmp_path: Path, capabilities: Any, deep: bool = True) -> RawClient:
    client = start(REAL_SERVER)
    client.settings = {"deep": deep}
    client.initialize(capabilities, rootUri=tmp_path.as_uri())
    return client


def test_the_second_look_follows_the_first(start: StartClient, tmp_path: Path, app: str) -> None:
    client = begin(start, tmp_path, MODERN)
    client.open(app, APP)
    assert client.diagnostics(app) == []
    (found,) = client.diagnostics(app)
    assert found["code"] == "missing-await"
    (action, *_) = client.actions(app, found["range"], [found])
    assert action["title"] == "Add `await`"


def test_an_editor_that_pulls_is_asked_to_pull_again(
    start: StartClient, tmp_path: Path, app: str
) -> None:
    refreshed = threading.Event()
    client = begin(start, tmp_path, PULLING)
    client.handlers["workspace/diagnostic/refresh"] = lambda _: refreshed.set()
    client.open(app, APP)
    first = client.pull(app)
    assert first["items"] == []
    assert refreshed.wait(30)
    (found,) = client.pull(app, first["resultId"])["items"]
    assert found["code"] == "missing-await"


def test_a_setting_switches_it_on(start: StartClient, tmp_path: Path, app: str) -> None:
    client = begin(start, tmp_path, MODERN, deep=False)
    client.open(app, APP)
    assert client.diagnostics(app) == []
    # Once another file's diagnostics are there, nothing is left to do.
    other = (tmp_path / "other.py").as_uri()
    client.open(other, "async def f(): ...\n\nf()\n")
    assert client.diagnostics(other)
    client.change(app, 2, {"range": FIRST_LINE, "text": "\n"})
    assert client.diagnostics(app, 2) == []
    client.settings = {"deep": True}
    client.notify("workspace/didChangeConfiguration", {"settings": {}})
    (found,) = client.diagnostics(app)
    assert found["code"] == "missing-await"


def test_what_the_second_look_found_stays_while_somebody_types(
    start: StartClient, tmp_path: Path, app: str
) -> None:
    client = begin(start, tmp_path, MODERN)
    client.open(app, APP)
    assert client.diagnostics(app) == []
    (found,) = client.diagnostics(app)
    client.change(app, 2, {"range": FIRST_LINE, "text": "\n"})
    (moved,) = client.diagnostics(app, 2)
    assert moved["range"]["start"]["line"] == found["range"]["start"]["line"] + 1
    client.change(app, 3, {"text": "\n" + APP.replace(".save(1)", ".save")})
    assert client.diagnostics(app, 3) == []


# ---------------------------------------------------------------------- who goes first


class StubWorker(Worker):
    """Answers at once, or when it is told to; notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, Urgency]] = []
        self.answers: list[Any] = []

    async def ask(self, name: str, *arguments: object, urgency: Urgency = Urgency.ASKED) -> Any:
        self.asked.append((name, urgency))
        if name == "deepen":
            answer = self.answers.pop(0)
            return await answer if isinstance(answer, asyncio.Future) else answer
        return Report(1, ())


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr("asyncsense.lsp.session._DEEPENING_SECONDS", 0)
    made = Session(StubWorker())
    made.configure({}, {}, deep=True)
    return made


def open_in(session: Session) -> None:
    session.open(TextBuffer("/none/app.py", TextDocument("file:///none/app.py", "", 1)))


FOUND = Report(
    1,
    (Finding("r", "f", Severity.ERROR, "m", Range(0, 0, 0, 0), (), "", "", False),),
)


async def test_what_it_finds_is_told(session: Session) -> None:
    told: asyncio.Queue[list[str]] = asyncio.Queue()
    session.on_stale = told.put_nowait
    session.worker.answers = [FOUND]  # type: ignore[attr-defined]
    open_in(session)
    await session.report("/none/app.py")
    assert await told.get() == ["/none/app.py"]
    assert await session.report("/none/app.py") is FOUND


async def test_an_answer_about_an_older_text_is_dropped(session: Session) -> None:
    late = asyncio.get_running_loop().create_future()
    session.worker.answers = [late, Report(1, ())]  # type: ignore[attr-defined]
    open_in(session)
    await session.report("/none/app.py")
    session.change("/none/app.py")
    late.set_result(FOUND)
    assert (await session.report("/none/app.py")).findings == ()


def test_a_second_look_ends_when_nobody_waits_for_it() -> None:
    unwanted = False

    def deepen(snapshot: Any, is_unwanted: Callable[[], bool]) -> Any:
        nonlocal unwanted
        assert not is_unwanted()
        unwanted = True
        assert is_unwanted()
        return snapshot

    analysis = Analysis(replace(toy_core.load(), deepen=deepen), is_cancelled=lambda: unwanted)
    analysis.open("/none/a.py", "import time\nasync def f():\n    time.sleep(1)\n", 1)
    with pytest.raises(StaleError):
        analysis.deepen("/none/a.py")
    unwanted = False
    assert len(analysis.check("/none/a.py").findings) == 1


class Feed:
    """Tells the worker of one text."""

    def restarted(self) -> None:
        self.pending: list[Command] = [("open", ("/none/a.py", "", 1))]

    def news(self) -> Iterable[Command]:
        pending, self.pending = self.pending, []
        return pending


def load_patient() -> Core:
    """A core whose second look lasts until somebody wants something else."""

    def deepen(snapshot: Any, is_unwanted: Callable[[], bool]) -> Any:
        while not is_unwanted():
            time.sleep(0.01)
        return snapshot

    return replace(toy_core.load(), deepen=deepen)


async def test_it_gives_way_and_begins_again() -> None:
    worker = Worker("test_lsp_deep:load_patient")
    worker.feed = Feed()
    try:
        idle = asyncio.create_task(worker.ask("deepen", "/none/a.py", urgency=Urgency.IDLE))
        for _ in range(3):
            await asyncio.sleep(0.05)
            await worker.ask("state", urgency=Urgency.FOLLOWS)
        assert not idle.done() and worker.starts == 1
    finally:
        worker.close()
