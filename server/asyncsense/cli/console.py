"""Talking to the person at the terminal: one-line messages, colours, and whether to use them."""

from __future__ import annotations

import os
import sys
from typing import TextIO


class UsageError(Exception):
    """Wrong use, in one line; ends the program with status 2."""


def say(message: str) -> None:
    """One line on stderr."""
    print(f"asyncsense: {message}", file=sys.stderr)


def wants_colours(stream: TextIO) -> bool:
    """Whether colours are for `stream`: on a terminal, unless the environment says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Style:
    """Marks text with colours, or leaves it alone."""

    def __init__(self, colours: bool = False) -> None:
        self.colours = colours

    def _marked(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colours and text else text

    def bold(self, text: str) -> str:
        return self._marked(text, "1")

    def dim(self, text: str) -> str:
        return self._marked(text, "2")

    def frame(self, text: str) -> str:
        """Line numbers, arrows and rulers."""
        return self._marked(text, "1;34")

    def help(self, text: str) -> str:
        return self._marked(text, "1;36")

    def level(self, text: str, level: str) -> str:
        """Text in the colour of a severity."""
        codes = {"error": "1;31", "warning": "1;33", "information": "1;34", "hint": "1;36"}
        return self._marked(text, codes[level])
