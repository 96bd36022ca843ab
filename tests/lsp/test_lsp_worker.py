"""The worker seen from the server: order, failure, replacement."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import pytest

from asyncsense.lsp.answers import StaleError
from asyncsense.lsp.worker import (
    AnalysisFailedError,
    Command,
    Limits,
    Urgency,
    Worker,
    WorkerBrokenError,
    WorkerDiedError,
)

CORE = "toy_core:load"
SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"


class Feed:
    """Tells the worker of some texts, all anew after a restart."""

    def __init__(self, **texts: str) -> None:
        self.texts = {f"/none/{name}.py": text for name, text in texts.items()}
        self.pending: list[Command] = []

    def restarted(self) -> None:
        self.pending = [("configure", ("utf-16", {"/none": {}}, {}))]
        self.pending += [("open", (path, text, 1)) for path, text in self.texts.items()]

    def news(self) -> Iterable[Command]:
        pending, self.pending = self.pending, []
        return pending


@pytest.fixture
async def workers() -> AsyncIterator[Any]:
    made: list[Worker] = []

    def make(limits: Limits | None = None, core: str = CORE, **texts: str) -> Worker:
        made.append(Worker(core, limits))
        made[-1].feed = Feed(**texts)
        return made[-1]

    yield make
    for worker in made:
        worker.close()


async def test_one_process_answers_many_questions(workers: Any) -> None:
    worker = workers(a=SLEEP, b="")
    reports = await asyncio.gather(*(worker.ask("check", f"/none/{name}.py") for name in "abab"))
    assert [len(report.findings) for report in reports] == [1, 0, 1, 0]
    assert worker.starts == 1


async def test_the_urgent_goes_first(workers: Any) -> None:
    worker = workers(a=SLEEP)
    order: list[Urgency] = []

    async def ask(urgency: Urgency) -> None:
        await worker.ask("check", "/none/a.py", urgency=urgency)
        order.append(urgency)

    first = asyncio.create_task(worker.ask("state"))
    await asyncio.sleep(0)  # under way from here on
    later = [Urgency.FOLLOWS, Urgency.TYPED, Urgency.FOLLOWS, Urgency.ASKED]
    await asyncio.gather(first, *(ask(urgency) for urgency in later))
    assert order == sorted(later)


async def test_what_is_less_urgent_gives_way_and_is_asked_again(workers: Any) -> None:
    worker = workers(a="# toy: last\n", b=SLEEP)
    await worker.ask("state")
    order: list[str] = []

    async def ask(name: str, urgency: Urgency) -> None:
        await worker.ask("check", f"/none/{name}.py", urgency=urgency)
        order.append(name)

    follows = asyncio.create_task(ask("a", Urgency.FOLLOWS))
    await asyncio.sleep(0)
    await ask("b", Urgency.TYPED)
    assert order == ["b"]
    follows.cancel()
    assert worker.starts == 1


async def test_what_nobody_waits_for_is_not_asked(workers: Any, tmp_path: Path) -> None:
    proof = tmp_path / "asked"
    worker = workers(a=f"# toy: exit-once {proof}")
    first = asyncio.create_task(worker.ask("state"))
    await asyncio.sleep(0)
    dropped = asyncio.create_task(worker.ask("check", "/none/a.py"))
    await asyncio.sleep(0)
    dropped.cancel()
    await first
    await worker.ask("state")
    assert not proof.exists()


async def test_a_cancelled_question_does_not_disturb_the_next(workers: Any) -> None:
    worker = workers(a=SLEEP)
    for _ in range(20):
        task = asyncio.create_task(worker.ask("check", "/none/a.py"))
        await asyncio.sleep(0)
        task.cancel()
    assert len((await worker.ask("check", "/none/a.py")).findings) == 1
    assert worker.starts == 1


async def test_a_process_that_dies_fails_its_question_and_no_other(workers: Any) -> None:
    worker = workers(a="# toy: exit", b=SLEEP)
    dying = asyncio.create_task(worker.ask("check", "/none/a.py"))
    fine = asyncio.create_task(worker.ask("check", "/none/b.py"))
    with pytest.raises(WorkerDiedError, match="exit status 3"):
        await dying
    assert len((await fine).findings) == 1
    assert worker.starts == 2


async def test_a_process_that_hangs_is_replaced(workers: Any) -> None:
    troubles: list[str] = []
    worker = workers(Limits(answer=0.3), a="# toy: hang", b=SLEEP)
    worker.on_trouble = troubles.append
    await worker.ask("state")
    with pytest.raises(WorkerDiedError):
        await worker.ask("check", "/none/a.py")
    assert len((await worker.ask("check", "/none/b.py")).findings) == 1
    assert "takes too long" in troubles[0]


async def test_a_killed_process_is_replaced(workers: Any) -> None:
    worker = workers(b=SLEEP)
    await worker.ask("state")
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(WorkerDiedError):
        while True:
            await worker.ask("check", "/none/b.py")
    assert len((await worker.ask("check", "/none/b.py")).findings) == 1


async def test_errors_cross_the_pipe(workers: Any) -> None:
    worker = workers(a="# toy: raise")
    with pytest.raises(AnalysisFailedError, match="ValueError: as told"):
        await worker.ask("check", "/none/a.py")
    with pytest.raises(StaleError):
        await worker.ask("fix_all", "/none/a.py", 7, None)
    assert worker.starts == 1


async def test_a_process_that_never_starts_is_given_up(workers: Any) -> None:
    worker = workers(core="no_such_module:load")
    for _ in range(3):
        with pytest.raises(WorkerDiedError):
            await worker.ask("state")
    with pytest.raises(WorkerBrokenError):
        await worker.ask("state")
    assert worker.starts == 3


async def test_a_process_that_does_not_start_is_tried_again_when_something_changes(
    workers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    obstacle = tmp_path / "obstacle"
    obstacle.touch()
    monkeypatch.setenv("TOY_OBSTACLE", str(obstacle))
    worker = workers(a=SLEEP)
    for _ in range(4):
        with pytest.raises(WorkerDiedError, match="does not start"):
            await worker.ask("state")
    worker.retry(at_once=False)  # it has only just failed
    with pytest.raises(WorkerBrokenError):
        await worker.ask("state")
    worker.retry(at_once=True)
    with pytest.raises(WorkerDiedError):
        await worker.ask("state")
    with pytest.raises(WorkerBrokenError):
        await worker.ask("state")
    assert worker.starts == 4
    obstacle.unlink()
    worker.retry(at_once=True)
    assert (await worker.ask("state"))["pid"] == worker.pid


async def test_a_large_process_is_replaced_while_nobody_waits(
    workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncsense.lsp.worker._RECYCLE_AFTER_ANSWERS", 3)
    worker = workers(Limits(memory=1, growth=0), a=SLEEP)
    pids = {(await worker.ask("state"))["pid"] for _ in range(9)}
    assert len(pids) == 3
    assert len((await worker.ask("check", "/none/a.py")).findings) == 1


async def test_a_process_for_a_large_project_is_not_replaced_for_that(
    workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncsense.lsp.worker._RECYCLE_AFTER_ANSWERS", 3)
    worker = workers(Limits(memory=1), a=SLEEP)
    assert len({(await worker.ask("state"))["pid"] for _ in range(9)}) == 1


async def test_after_the_end_there_are_no_answers(workers: Any) -> None:
    worker = workers()
    await worker.ask("state")
    worker.close()
    with pytest.raises(WorkerDiedError):
        await worker.ask("state")
