"""The analysis process: takes what it is told and answers what it is asked, one at a time."""

from __future__ import annotations

import importlib
import logging
import os
import queue
import sys
import threading
import traceback
from typing import Any, BinaryIO

from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.answers import RefusedError, StaleError
from asyncsense.lsp.core import Core
from asyncsense.lsp.frames import READY, read_frame, write_frame

log = logging.getLogger(__name__)


def main(core_name: str) -> None:
    """Run until the server is gone. `core_name` is `module:function` of a function that gives a Core."""
    commands, answers = _take_pipes()
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger().handlers[0].addFilter(_Once())
    todo: queue.SimpleQueue[Any] = queue.SimpleQueue()
    # Commands are read in a thread of their own so that the end of the server ends this process at
    # once, whatever it is busy with.
    threading.Thread(target=_read, args=(commands, todo), daemon=True).start()
    module, _, function = core_name.partition(":")
    load: Any = getattr(importlib.import_module(module), function)
    core = load()
    write_frame(answers, READY)
    _serve(core, todo, answers)


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


def _serve(core: Core, todo: queue.SimpleQueue[Any], answers: BinaryIO) -> None:
    analysis = Analysis(core, is_awaited=lambda: not todo.empty())
    while True:
        number, name, arguments = todo.get()
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


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the server; a stray `print` goes to stderr, a stray `input` reads nothing."""
    commands = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return commands, answers


def _read(commands: BinaryIO, todo: queue.SimpleQueue[Any]) -> None:
    try:
        while True:
            todo.put(read_frame(commands))
    except (EOFError, OSError):
        os._exit(0)


def _memory() -> int:
    """Megabytes that this process uses; 0 where the platform does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except (OSError, ValueError, AttributeError):
        return 0
