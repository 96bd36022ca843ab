"""What the parsers of the commands share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Never

from asyncsense.cli.console import UsageError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction["Parser"]


class Parser(argparse.ArgumentParser):
    """Wrong use is one line."""

    def error(self, message: str) -> Never:
        raise UsageError(f"{message} (see {self.prog} --help)")


def names(text: str) -> list[str]:
    """Rules and families, separated by commas."""
    return [name for name in map(str.strip, text.split(",")) if name]


def positive(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, got {text!r}")
    return int(text)
