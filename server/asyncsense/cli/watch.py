"""`check --watch`: check again whenever a file changes."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from asyncsense.cli.console import say
from asyncsense.config import SettingsError

if TYPE_CHECKING:
    from asyncsense.cli.check import Check

_INTERVAL = 0.5
_SHARE = 10
"""The pause is at least so many times as long as the look around took."""

Stamps = dict[str, tuple[int, int]]


def watch(check: Check) -> None:
    """Checks until interrupted."""
    before: Stamps | None = None
    while True:
        started = time.monotonic()
        try:
            now = _stamps(check)
        except SettingsError as error:
            now = {"": (hash(str(error)), 0)}
            if now != before:
                say(str(error))
        else:
            if now != before:
                _check_again(check, before or {}, now)
        before = now
        time.sleep(max(_INTERVAL, _SHARE * (time.monotonic() - started) * (now == before)))


def _check_again(check: Check, before: Stamps, now: Stamps) -> None:
    changed = [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]
    if before:
        check.analysis.changed(sorted(path for path in changed if path))
    if sys.stdout.isatty():
        sys.stdout.write("\x1b[2J\x1b[3J\x1b[H")
    check.run()
    sys.stdout.flush()


def _stamps(check: Check) -> Stamps:
    """Every file to check, and the settings that hold for it, with what tells its versions apart."""
    found = check.discover()
    stamps = {}
    for path in (*found.files, *found.settings_files):
        try:
            status = os.stat(path)
        except OSError:
            continue
        stamps[path] = (status.st_mtime_ns, status.st_size)
    return stamps
