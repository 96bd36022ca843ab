"""A progress bar on stderr for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

PATIENCE = 1.0
"""Seconds without a bar."""


def with_progress(items: Iterable[Item], total: int, *, shown: bool) -> Iterator[Item]:
    """The items, with a bar that counts them if it is wanted, stderr is a terminal, and it takes time."""
    if not shown or not sys.stderr.isatty():
        yield from items
        return
    started = time.monotonic()
    done = 0
    iterator = iter(items)
    for item in iterator:
        yield item
        done += 1
        if time.monotonic() - started > PATIENCE:
            break
    else:
        return

    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Checking", total=total, completed=done)
        for item in iterator:
            yield item
            progress.advance(task)
