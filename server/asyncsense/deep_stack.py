"""Room for analysis to go deep: code may be nested deeper than a usual stack allows."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

_RECURSION_LIMIT = 20_000
_STACK_SIZE = (128 if sys.platform == "win32" else 512) * 1024 * 1024
"""Bytes of address space; only what is used takes memory. Windows sets all of it aside, and Python takes
no more than 256 MB there."""

Answer = TypeVar("Answer")


def in_deep_stack(action: Callable[[], Answer]) -> Answer:
    """What `action` returns or raises; deeply nested code does not end it."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.extend((True, action()))
        except BaseException as error:
            outcome.extend((False, error))

    before = threading.stack_size(_STACK_SIZE), sys.getrecursionlimit()
    sys.setrecursionlimit(_RECURSION_LIMIT)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before[0])
        sys.setrecursionlimit(before[1])
    succeeded, value = outcome
    if not succeeded:
        raise value
    answer: Answer = value
    return answer
