"""A GitLab code quality report."""

from __future__ import annotations

import json
from collections.abc import Iterator

from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result

_SEVERITIES = {"error": "critical", "warning": "major", "information": "minor", "hint": "info"}


def lines(result: Result, _style: Style) -> Iterator[str]:
    issues = []
    for diagnostic, fingerprint in result.fingerprints():
        if diagnostic.suppressed:
            continue
        place = result.range(diagnostic.path, diagnostic.span)
        issues.append(
            {
                "description": f"[{diagnostic.rule}] {diagnostic.message}",
                "check_name": diagnostic.rule,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[diagnostic.severity.label],
                "location": {
                    "path": place.path,
                    "lines": {"begin": place.line, "end": place.end_line},
                },
            }
        )
    yield json.dumps(issues, indent=2)
