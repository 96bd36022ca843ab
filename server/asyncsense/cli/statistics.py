"""`check --statistics`: counts by rule, and figures of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from asyncsense.cli.formats.result import Result


def lines(result: Result, more: Mapping[str, str]) -> list[str]:
    """The counts, the most frequent rule first, and the figures; `more` are the engine's."""
    counts = Counter(diagnostic.rule for diagnostic in result.reported)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    totals = result.totals
    share = totals.calls_resolved / totals.calls if totals.calls else 1.0
    figures = {
        "files": str(totals.files),
        "lines": str(totals.lines),
        "calls": f"{totals.calls} ({share:.1%} resolved)",
        "seconds": f"{totals.seconds:.2f}",
        "suppressed": str(len(result.diagnostics) - len(result.reported)),
        **more,
    }
    width = max((len(str(count)) for count in counts.values()), default=1)
    table = [f"{count:>{width}}  {rule}" for rule, count in rows]
    return [*table, *[""] * bool(table), *(f"{name}: {value}" for name, value in figures.items())]
