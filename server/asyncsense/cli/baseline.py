"""Baselines: what was there before is not reported, whatever line it stands on by now."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence

from asyncsense.cli.console import UsageError
from asyncsense.cli.files import write_for_user
from asyncsense.cli.formats.result import identity
from asyncsense.diagnostics import Diagnostic

VERSION = 1
_KEYS = ("rule", "path", "function", "message")

Baseline = Counter[tuple[str, ...]]


def read_baseline(file: str) -> Baseline:
    """What is known before, and how often each; raises UsageError."""
    try:
        with open(file, encoding="utf-8") as stream:
            content = json.load(stream)
        if content["version"] != VERSION:
            raise UsageError(f"{file}: a baseline of another version ({content['version']})")
        baseline: Baseline = Counter()
        for entry in content["diagnostics"]:
            baseline[tuple(entry[key] for key in _KEYS)] += entry["count"]
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{file}: not a baseline of asyncsense") from None
    return baseline


def write_baseline(file: str, diagnostics: Iterable[Diagnostic]) -> None:
    """Writes a baseline of `diagnostics`; raises UsageError."""
    known = Counter(identity(item, _directory(file)) for item in diagnostics)
    entries = [{**dict(zip(_KEYS, key, strict=True)), "count": known[key]} for key in sorted(known)]
    text = json.dumps({"version": VERSION, "diagnostics": entries}, indent=1) + "\n"
    write_for_user(file, text)


def new_ones(diagnostics: Sequence[Diagnostic], file: str) -> list[Diagnostic]:
    """The diagnostics that the baseline in `file` does not know."""
    left = read_baseline(file)
    directory = _directory(file)
    found = []
    for diagnostic in diagnostics:
        key = identity(diagnostic, directory)
        if left[key] and not diagnostic.suppressed:
            left[key] -= 1
        else:
            found.append(diagnostic)
    return found


def _directory(file: str) -> str:
    """What paths in a baseline are relative to."""
    return os.path.dirname(os.path.abspath(file))
