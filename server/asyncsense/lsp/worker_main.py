"""The analysis process: takes what it is told and answers what it is asked, one at a time."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from asyncsense.deep_stack import in_deep_stack
from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.answers import RefusedError, Report, StaleError
from asyncsense.lsp.core import Core
from asyncsense.lsp.frames import CANCEL, READY, read_frame, write_frame

log = logging.getLogger(__name__)

_MANY_NEW_OBJECTS = 25_000
"""To look at so many takes about 10 ms, in which a key would wait; a check of a large file makes them."""
_TOO_MANY_NEW_OBJECTS = 400_000
"""Since everything was looked at: among what is no longer looked at, there is garbage by now."""
_WORTH_ITS_COST = 4
"""The collector takes at most a quarter of the time: what it leaves for later adds to the memory."""


def main(core_name: str) -> None:
    """Run until the server is gone. `core_name` is `module:function` of a function that gives a Core."""
    commands, answers = _take_pipes()
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger().handlers[0].addFilter(_Once())
    inbox = _Inbox(commands)
    # Commands are read in a thread of their own so that the end of the server ends this process at
    # once, whatever it is busy with.
    threading.Thread(target=inbox.read, daemon=True).start()
    module, _, function = core_name.partition(":")
    load: Any = getattr(importlib.import_module(module), function)
    core = load()
    write_frame(answers, READY)
    in_deep_stack(lambda: _serve(core, inbox, answers))


class _Once(logging.Filter):
    """Says everything once: a rule that fails in a file would fail again with every key."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if message in self._said:
            return False
        self._said.add(message)
        return True


class _Inbox:
    """What is to be done, and what no longer is."""

    def __init__(self, commands: BinaryIO) -> None:
        self._commands = commands
        self._todo: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._present: int | None = None
        self._cancelled: int | None = None
        """Questions come one at a time, so that there is never more than one to be cancelled."""

    def next(self) -> Any:
        """The next command, as soon as there is one."""
        command = self._todo.get()
        self._present = command[0]
        return command

    def has_next(self) -> bool:
        return not self._todo.empty()

    def is_cancelled(self) -> bool:
        """Whether nobody waits for the answer to the present command any more."""
        return self._present is not None and self._present == self._cancelled

    def read(self) -> None:
        """Take in what comes; ends the process when the server is gone."""
        try:
            while True:
                command = read_frame(self._commands)
                if command[1] == CANCEL:
                    self._cancelled = command[0]
                else:
                    self._todo.put(command)
        except (EOFError, OSError):
            os._exit(0)


def _serve(core: Core, inbox: _Inbox, answers: BinaryIO) -> None:
    analysis = Analysis(core, inbox.has_next, inbox.is_cancelled)
    collector = _Collector(analysis.slim_down)
    while True:
        number, name, arguments = inbox.next()
        answer: tuple[object, ...]
        try:
            answer = (number, "value", getattr(analysis, name)(*arguments))
        except (StaleError, RefusedError) as error:
            answer = (number, "error", error)
        except Exception:
            log.exception("%s failed", name)
            answer = (number, "failure", traceback.format_exc(limit=-4))
        if number is not None:
            write_frame(answers, (*answer, _memory()))
        if name == "keep":
            collector.paused()
        else:
            value = answer[2]
            collector.answered(isinstance(value, Report) and not value.is_partial)


class _Collector:
    """Collects garbage between answers, where nobody waits for it, and not too often."""

    def __init__(self, slim_down: Callable[[], bool]) -> None:
        """`slim_down` makes garbage of what can be done without; it tells whether there was any."""
        gc.disable()
        self._slim_down = slim_down
        self._is_settled = False
        self._cost = 0.0
        self._made = 0
        self._since = time.process_time()

    def answered(self, is_whole: bool) -> None:
        """An answer was given; the first whole report has made nearly everything that stays."""
        if is_whole and not self._is_settled:
            self._settle()
        elif gc.get_count()[0] > _MANY_NEW_OBJECTS:
            if time.process_time() - self._since > _WORTH_ITS_COST * self._cost:
                self._collect()

    def paused(self) -> None:
        """Nothing was asked for a moment."""
        if self._slim_down() or self._made + gc.get_count()[0] > _TOO_MANY_NEW_OBJECTS:
            self._settle()

    def _settle(self) -> None:
        """Collect everything, and look no more at what is left."""
        self._is_settled = True
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._made = 0
        self._since = time.process_time()

    def _collect(self) -> None:
        started = time.process_time()
        self._made += gc.get_count()[0]
        if self._slim_down():
            gc.unfreeze()
        gc.collect()
        self._since = time.process_time()
        self._cost = self._since - started


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the server; a stray `print` goes to stderr, a stray `input` reads nothing."""
    commands = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return commands, answers


def _memory() -> int:
    """Megabytes that this process uses; 0 where the platform does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except (OSError, ValueError, AttributeError):
        return 0
