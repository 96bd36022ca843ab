"""Output formats, one module each; a module is imported when its format is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")
FOR_PEOPLE = ("full", "concise")
"""The formats that end with a summary; the others are read by programs."""


def render(name: str, result: Result, style: Style) -> Iterator[str]:
    """The lines of `result` in the format `name`."""
    module = import_module(f"asyncsense.cli.formats.{name}")
    lines: Iterator[str] = module.lines(result, style)
    return lines
