"""The last line of a check."""

from __future__ import annotations

from collections import Counter

from asyncsense.cli.formats.result import Result
from asyncsense.diagnostics import Applicability, Severity


def summary(result: Result) -> str:
    """How much was found, in how many files, and how much of it can be fixed."""
    return f"{found(result)} in {plural(result.totals.files, 'file')}.{fixable(result)}"


def found(result: Result) -> str:
    """`Found 2 errors, 1 hint`."""
    counts = Counter(diagnostic.severity for diagnostic in result.reported)
    if not counts:
        return "Found no problems"
    return "Found " + ", ".join(_count(level, counts[level]) for level in sorted(counts)[::-1])


def fixable(result: Result) -> str:
    """` 2 fixable with --fix.`, or nothing."""
    best = Counter(
        Applicability.SAFE if Applicability.SAFE in offered else Applicability.UNSAFE
        for offered in (
            {fix.applicability for fix in diagnostic.fixes_for_all(unsafe=True)}
            for diagnostic in result.reported
        )
        if offered
    )
    safe, unsafe = best[Applicability.SAFE], best[Applicability.UNSAFE]
    if safe and unsafe:
        return f" {safe} fixable with --fix ({unsafe} more with --fix --unsafe-fixes)."
    if unsafe:
        return f" {unsafe} fixable with --fix --unsafe-fixes."
    return f" {safe} fixable with --fix." if safe else ""


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _count(level: Severity, count: int) -> str:
    # "information" has no plural.
    return f"{count} information" if level is Severity.INFORMATION else plural(count, level.label)
