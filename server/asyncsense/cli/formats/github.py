"""Annotations of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result

_COMMANDS = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}


def lines(result: Result, _style: Style) -> Iterator[str]:
    for diagnostic in result.reported:
        place = result.range(diagnostic.path, diagnostic.span)
        where = {"file": place.path, "line": place.line, "endLine": place.end_line}
        # GitHub refuses columns of a range over several lines; its last column belongs to the range.
        if place.line == place.end_line:
            where["col"] = place.column
            where["endColumn"] = max(place.end_column - 1, place.column)
        properties = {"title": f"asyncsense ({diagnostic.rule})", **where}
        listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        text = f"{place.path}:{place.line}:{place.column}: [{diagnostic.rule}] {diagnostic.message}"
        yield f"::{_COMMANDS[diagnostic.severity.label]} {listed}::{_data(text)}"
    for error in result.errors:
        path = result.relative(error.path)
        yield f"::error title=asyncsense,file={_property(path)}::{_data(error.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
