"""Ends a piece of work in the middle when its time is up, or when nobody wants it any more."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeVar

_INTERVAL = 0.02
_AGAIN = 0.25
"""Seconds until an interruption that had no effect is repeated: it came where exceptions are ignored,
as in a destructor."""

Result = TypeVar("Result")


class InterruptedWorkError(BaseException):
    """Raised inside of work that is to end; no `except Exception` on the way stops it."""


class _Work(NamedTuple):
    thread: int
    deadline: float
    is_unwanted: Callable[[], bool]


class Watchdog:
    """Watches one piece of work at a time, in whatever thread that runs.

    A signal would only reach the main thread, and work runs elsewhere, too, for the sake of its stack.
    """

    def __init__(self) -> None:
        # A lock whose methods are no Python code: an interruption cannot leave it locked.
        self._lock = threading.Lock()
        self._work: _Work | None = None
        self._has_work = threading.Event()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def run(
        self, work: Callable[[], Result], seconds: float, is_unwanted: Callable[[], bool]
    ) -> Result:
        """What `work` returns or raises; InterruptedWorkError when it was ended in the middle."""
        try:
            self._begin(seconds, is_unwanted)
            try:
                return work()
            finally:
                self._end()
        except InterruptedWorkError:
            # Perhaps it came before `_end` was through.
            self._end()
            raise

    def _begin(self, seconds: float, is_unwanted: Callable[[], bool]) -> None:
        with self._lock:
            deadline = time.monotonic() + seconds
            self._work = _Work(threading.get_ident(), deadline, is_unwanted)
        self._has_work.set()

    def _end(self) -> None:
        with self._lock:
            self._work = None
            # One that has been sent and has not arrived yet must not arrive later.
            _raise_in(threading.get_ident(), None)

    def _watch(self) -> None:
        while True:
            self._has_work.wait()
            self._has_work.clear()
            while self._is_busy():
                time.sleep(_INTERVAL)

    def _is_busy(self) -> bool:
        with self._lock:
            work = self._work
            if work is None:
                return False
            now = time.monotonic()
            if now > work.deadline or work.is_unwanted():
                _raise_in(work.thread, InterruptedWorkError)
                self._work = _Work(work.thread, now + _AGAIN, lambda: False)
            return True


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    what = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)


@cache
def watchdog() -> Watchdog:
    """The watchdog of this process."""
    return Watchdog()
