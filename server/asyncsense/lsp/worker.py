"""The server's end of the analysis process: starts it, asks it, and replaces it when it fails.

`subprocess.Popen` and two threads rather than asyncio's subprocesses, because the first process is
started before there is a loop (its imports then overlap with the server's), and rather than a
ProcessPoolExecutor, which is broken for ever once its process was killed. One that replaces it is
started in a thread.

One question is under way at a time, the others wait here, most urgent first. A question whose asker
has gone away before its turn is never sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, BinaryIO, Protocol

from asyncsense.lsp.answers import StaleError
from asyncsense.lsp.frames import CANCEL, READY, read_frame, write_frame

log = logging.getLogger(__name__)

DEFAULT_CORE = "asyncsense.lsp.engine_core:load"

_BOOTSTRAP = (
    "import gc, json, sys; gc.disable(); sys.path[:] = json.loads(sys.argv[2]); "
    "from asyncsense.lsp.worker_main import main; main(sys.argv[1])"
)
_MAX_FRUITLESS_STARTS = 3
_PATIENCE = 5.0
"""Seconds before a process that did not come up is tried again because of a key."""
_RECYCLE_AFTER_ANSWERS = 500
_EARLY_ANSWERS = 50
_DOES_NOT_START = "the analysis process does not start; the log says why. It is tried again when something changes"


class Urgency(IntEnum):
    """Which question goes first."""

    ASKED = 0
    """Somebody waits for it."""
    TYPED = 1
    """The document that is being edited."""
    FOLLOWS = 2
    """Other documents, after a change elsewhere. This and what is less urgent is ended for something more
    urgent, and asked again."""
    IDLE = 3
    """What takes longer to find out."""
    SURVEY = 4
    """All files, while there is nothing else to do."""


class WorkerDiedError(Exception):
    """The process ended under a question: it crashed, was killed, or was taken for hung."""


class WorkerBrokenError(WorkerDiedError):
    """The process does not even come up, again and again."""


class AnalysisFailedError(Exception):
    """The worker raised something nobody foresaw; the message is its traceback."""


Command = tuple[str, tuple[object, ...]]
"""Name of a method of Analysis, and its arguments."""


class Feed(Protocol):
    """Knows what the process has to be told before it is asked."""

    def restarted(self) -> None:
        """A new process has been told nothing yet."""

    def news(self) -> Iterable[Command]:
        """What is to be told since the last time."""


@dataclass(order=True)
class _Question:
    urgency: Urgency
    number: int
    command: Command = field(compare=False)
    answer: asyncio.Future[Any] = field(compare=False)


@dataclass(frozen=True)
class Limits:
    """When a process is replaced: seconds for an answer, megabytes of memory."""

    answer: float = 60.0
    first_answer: float = 180.0
    """The process has to come up before it, and to find the files of a project."""
    cancelled: float = 10.0
    """For the end of what nobody waits for any more."""
    memory: int = 512
    """Less is no reason to replace a process."""
    growth: float = 2.0
    """As many times of what it used when it had read everything is one."""


class Worker:
    """Answers questions with the methods of Analysis, in a process of its own."""

    def __init__(self, core: str = DEFAULT_CORE, limits: Limits | None = None) -> None:
        self.feed: Feed | None = None
        self.on_trouble: Callable[[str], None] = log.warning
        self.starts = 0
        self.memory = 0
        """Megabytes that the process used when it answered last."""
        self._early_memory = 0
        self._core = core
        self._limits = limits or Limits()
        self._process: _Process | None = None
        self._starting: asyncio.Task[None] | None = None
        self._questions: list[_Question] = []
        self._numbers = itertools.count(1)
        self._current: _Question | None = None
        self._is_postponed = False
        """The present question is to be asked again if it is ended."""
        self._timer: asyncio.TimerHandle | None = None
        self._is_up = False
        self._answered = 0
        self._fruitless_starts = 0
        self._failed_at = 0.0
        self._closed = False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the first process, before there is an event loop."""
        self._take(_Process(self._core))

    def tell(self, name: str, *arguments: object) -> None:
        """Say something to the process that there is, which one that replaces it need not hear."""
        if self._process:
            self._process.send((None, name, arguments))

    async def ask(self, name: str, *arguments: object, urgency: Urgency = Urgency.ASKED) -> Any:
        """The answer of a method of Analysis.

        Raises what the method raises of StaleError and RefusedError, AnalysisFailedError for
        anything else it raises, and WorkerDiedError.
        """
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        question = _Question(urgency, next(self._numbers), (name, arguments), answer)
        heapq.heappush(self._questions, question)
        if self._current and Urgency.FOLLOWS <= self._current.urgency > urgency:
            self._end(self._current)
            self._is_postponed = True
        self._send_next()
        try:
            return await answer
        finally:
            if answer.cancelled():
                self._cancel(question)

    def restart(self) -> None:
        """Replace the process; what is under way fails with WorkerDiedError, the rest waits."""
        self._fruitless_starts = 0
        if self._process:
            self._process.kill()

    def retry(self, *, at_once: bool) -> None:
        """Something has changed: a process that does not come up is given another try, after a key not
        too soon."""
        waits = self._fruitless_starts >= _MAX_FRUITLESS_STARTS
        if waits and (at_once or time.monotonic() - self._failed_at > _PATIENCE):
            self._fruitless_starts = _MAX_FRUITLESS_STARTS - 1

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        if self._timer:
            self._timer.cancel()
        if self._process:
            self._process.kill()

    def _cancel(self, question: _Question) -> None:
        """Have a question ended that nobody waits for; it is soon answered, in whatever way."""
        if question is self._current:
            self._end(question)

    def _end(self, question: _Question) -> None:
        if self._process:
            self._process.send((question.number, CANCEL, ()))
            self._start_timer(self._process, self._limits.cancelled)

    def _start_timer(self, process: _Process, seconds: float) -> None:
        if self._timer:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, self._give_up, process)

    def _send_next(self) -> None:
        while self._current is None and self._questions:
            if self._questions[0].answer.done():
                heapq.heappop(self._questions)
            elif error := self._obstacle():
                self._fail(error)
            elif self._process is None:
                self._start_another()
                break
            else:
                self._send(heapq.heappop(self._questions), self._process)

    def _send(self, question: _Question, process: _Process) -> None:
        if not process.attached:
            process.attach(asyncio.get_running_loop(), self._received)
            if self.feed:
                self.feed.restarted()
        for command in self.feed.news() if self.feed else ():
            process.send((None, *command))
        process.send((question.number, *question.command))
        self._current, self._is_postponed = question, False
        limits = self._limits
        self._start_timer(process, limits.answer if self._answered else limits.first_answer)

    def _obstacle(self) -> str:
        """Why no process is started; empty where nothing speaks against it."""
        if self._closed:
            return "the server is shutting down"
        return _DOES_NOT_START if self._fruitless_starts >= _MAX_FRUITLESS_STARTS else ""

    def _fail(self, reason: str) -> None:
        """The most urgent question has no answer."""
        question = heapq.heappop(self._questions)
        if not question.answer.done():
            question.answer.set_exception(WorkerBrokenError(reason))

    def _start_another(self) -> None:
        if self._starting is None:
            self._starting = asyncio.get_running_loop().create_task(self._start_beside())

    async def _start_beside(self) -> None:
        """Start a process in a thread: it takes milliseconds, in which the editor would wait."""
        try:
            process = await asyncio.to_thread(_Process, self._core)
        except OSError as error:
            self._starting = None
            while self._questions:
                self._fail(str(error))
            return
        self._starting = None
        if self._closed:
            process.kill()
        else:
            self._take(process)
        self._send_next()

    def _take(self, process: _Process) -> None:
        self._process = process
        log.info("the analysis process is %d", process.pid)
        self.starts += 1
        self._answered = 0
        self._is_up = False

    def _received(self, process: _Process, message: Any) -> None:
        if process is not self._process:
            return
        if message == READY:
            self._fruitless_starts = 0
            self._is_up = True
            return
        question, self._current = self._current, None
        if self._timer:
            self._timer.cancel()
        if message is None:
            self._process = None
            self._ended(process, question)
        else:
            self._answered += 1
            _number, kind, value, self.memory = message
            if self._answered <= _EARLY_ANSWERS:
                self._early_memory = self.memory
            if question and not question.answer.done():
                if kind == "value":
                    question.answer.set_result(value)
                elif self._is_postponed and isinstance(value, StaleError):
                    question.number = next(self._numbers)
                    heapq.heappush(self._questions, question)
                elif kind == "error":
                    question.answer.set_exception(value)
                else:
                    question.answer.set_exception(AnalysisFailedError(value))
            self._recycle_if_large()
        self._send_next()

    def _ended(self, process: _Process, question: _Question | None) -> None:
        if self._closed:
            text = "the server is shutting down"
        else:
            text = f"The analysis process ended (exit status {process.exit_status()})"
            self.on_trouble(text)
            if not self._is_up:
                self._fruitless_starts += 1
                self._failed_at = time.monotonic()
                text = _DOES_NOT_START
        if question and not question.answer.done():
            question.answer.set_exception(WorkerDiedError(text))

    def _give_up(self, process: _Process) -> None:
        self.on_trouble("The analysis takes too long; its process is replaced")
        process.kill()

    def _recycle_if_large(self) -> None:
        """Caches grow; a process that has done its share is replaced while nobody waits."""
        if (
            self._process
            and not self._questions
            and self._answered >= _RECYCLE_AFTER_ANSWERS
            and self.memory > self._limits.memory
            and self.memory > self._limits.growth * self._early_memory
        ):
            log.info("the analysis process uses %d MB and is replaced", self.memory)
            self._process.kill()
            self._process = None
            self._start_another()


class _Process:
    """The child and its two pipes; neither reading nor writing ever blocks the event loop."""

    def __init__(self, core: str) -> None:
        # -I keeps the working directory and the environment's PYTHON* out of the child: the
        # project that is analysed must not replace modules of its analyser.
        arguments = [sys.executable, "-I", "-c", _BOOTSTRAP, core, json.dumps(_import_path())]
        self._popen = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.pid = self._popen.pid
        self.attached = False
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        assert self._popen.stdin and self._popen.stdout
        self._reads: Any = self._popen.stdout
        threading.Thread(target=self._write, args=(self._popen.stdin,), daemon=True).start()

    def attach(
        self,
        loop: asyncio.AbstractEventLoop,
        received: Callable[[_Process, Any], None],
    ) -> None:
        """From now on `received` gets every answer in the loop, and None when the process ends."""
        self.attached = True

        def read() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                try:
                    while True:
                        loop.call_soon_threadsafe(received, self, read_frame(self._reads))
                except (EOFError, OSError):
                    self._popen.wait()
                    self._outbox.put(None)
                    loop.call_soon_threadsafe(received, self, None)

        threading.Thread(target=read, daemon=True).start()

    def send(self, message: object) -> None:
        self._outbox.put(message)

    def kill(self) -> None:
        if self._popen.poll() is None:
            self._popen.kill()

    def exit_status(self) -> int | None:
        return self._popen.poll()

    def _write(self, stream: BinaryIO) -> None:
        with contextlib.suppress(OSError, ValueError):
            while (message := self._outbox.get()) is not None:
                write_frame(stream, message)


def _import_path() -> list[str]:
    """Where the child finds its modules: as here, but never in the working directory."""
    here = os.path.abspath(__file__)
    package_root = os.path.dirname(os.path.dirname(os.path.dirname(here)))
    others = [path for path in sys.path if path not in ("", ".", os.getcwd(), package_root)]
    return [package_root, *others]
