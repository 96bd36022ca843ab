"""One JSON object; its form is a contract with the tools that read it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from asyncsense import __version__
from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result
from asyncsense.diagnostics import Diagnostic
from asyncsense.text import Span

VERSION = 1


def lines(result: Result, _style: Style) -> Iterator[str]:
    totals = result.totals
    yield json.dumps(
        {
            "version": VERSION,
            "tool": {"name": "asyncsense", "version": __version__},
            "diagnostics": [as_object(item, result) for item in result.diagnostics],
            "errors": [
                {"path": result.relative(error.path), "message": error.message}
                for error in result.errors
            ],
            "summary": {
                "files": totals.files,
                "lines": totals.lines,
                "calls": totals.calls,
                "calls_resolved": totals.calls_resolved,
                "seconds": round(totals.seconds, 3),
            },
        },
        indent=2,
    )


def as_object(diagnostic: Diagnostic, result: Result) -> dict[str, object]:
    """A diagnostic in the form of the contract."""
    return {
        "rule": diagnostic.rule,
        "family": diagnostic.family,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        **_place(diagnostic.path, diagnostic.span, result),
        "related": [
            {**_place(related.path, related.span, result), "message": related.message}
            for related in diagnostic.related
        ],
        "function": diagnostic.function,
        "target": diagnostic.target,
        "fixes": [
            {
                "title": fix.title,
                "applicability": fix.applicability.value,
                "edits": [
                    {**_place(edit.path, edit.span, result), "text": edit.text} for edit in edits
                ],
            }
            for fix, edits in result.fixes(diagnostic)
        ],
        "suppressed": diagnostic.suppressed,
    }


def _place(path: str, span: Span, result: Result) -> dict[str, object]:
    return result.range(path, span)._asdict()
