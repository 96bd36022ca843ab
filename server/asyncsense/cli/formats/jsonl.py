"""One diagnostic a line, each in the form that `json` gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from asyncsense.cli.console import Style
from asyncsense.cli.formats.json import as_object
from asyncsense.cli.formats.result import Result


def lines(result: Result, _style: Style) -> Iterator[str]:
    for diagnostic in result.diagnostics:
        yield json.dumps(as_object(diagnostic, result))
