"""Where the expressions of an f-string stand in the text.

Before Python 3.12, `ast` gives positions inside an f-string that have nothing to do with the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from asyncsense.text import Span

_PREFIX = re.compile(r"([A-Za-z]{0,3})(\"\"\"|'''|\"|')")
_BETWEEN_LITERALS = re.compile(r"(?:\s|\\\r?\n|#[^\r\n]*)*")
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(slots=True)
class Field:
    """One replacement field: its expression and the fields in its format specification."""

    expression: Span
    nested: list[Field] = field(default_factory=list)


def fields(text: str, literal: Span) -> list[Field]:
    """The replacement fields of the string literals (adjacent ones count as one) in `literal`."""
    found: list[Field] = []
    place = literal.start
    while place < literal.end:
        match = _PREFIX.match(text, place)
        if match is None:
            break
        prefix, quote = match.group(1).lower(), match.group(2)
        if "f" in prefix:
            scanner = _Scanner(text, literal.end, quote, raw="r" in prefix)
            found += scanner.literal_part(match.end(), in_specification=False)
            place = scanner.place + len(quote)
        else:
            place = _end_of_string(text, match.end(), quote, literal.end)
        place = _skip(text, place)
    return found


class _Scanner:
    def __init__(self, text: str, end: int, quote: str, raw: bool) -> None:
        self.text = text
        self.end = end
        self.quote = quote
        self.raw = raw
        self.place = 0

    def literal_part(self, start: int, in_specification: bool) -> list[Field]:
        """Reads text with fields up to the closing quote, or to the `}` of a specification."""
        text, found = self.text, []
        self.place = start
        while self.place < self.end:
            char = text[self.place]
            if text.startswith(self.quote, self.place):
                break
            if in_specification and char == "}":
                break
            if char == "\\" and not self.raw:
                named = text.startswith("\\N{", self.place)
                self.place = text.find("}", self.place) + 1 if named else self.place + 2
            elif char in "{}" and text.startswith(char * 2, self.place) and not in_specification:
                self.place += 2
            elif char == "{":
                found.append(self._field(self.place + 1))
            else:
                self.place += 1
        return found

    def _field(self, start: int) -> Field:
        end = self._end_of_expression(start)
        found = Field(Span(start, end))
        self.place = end
        while self.place < self.end and self.text[self.place] not in ":}":
            self.place += 1
        if self.text.startswith(":", self.place):
            found.nested = self.literal_part(self.place + 1, in_specification=True)
        self.place += 1
        return found

    def _end_of_expression(self, start: int) -> int:
        text, depth, place = self.text, 0, start
        while place < self.end:
            char = text[place]
            if char in "\"'":
                quote = char * 3 if text.startswith(char * 3, place) else char
                place = _end_of_string(text, place + len(quote), quote, self.end)
                continue
            if depth == 0 and (char in ":}" or (char in "!=" and self._ends_at(place))):
                return place
            if text[place : place + 2] in ("==", "!=", "<=", ">="):
                place += 1
            depth += (char in _OPENING) - (char in _CLOSING)
            place += 1
        return place

    def _ends_at(self, place: int) -> bool:
        """Whether the `!` or `=` at `place` is a conversion or the sign of a self-documenting field."""
        if self.text.startswith(("!=", "=="), place):
            return False
        if self.text[place] == "!":
            return True
        rest = self.text[place + 1 : self.end].lstrip()
        return rest.startswith(("!", ":", "}"))


def _end_of_string(text: str, place: int, quote: str, end: int) -> int:
    while place < end and not text.startswith(quote, place):
        place += 2 if text[place] == "\\" else 1
    return place + len(quote)


def _skip(text: str, place: int) -> int:
    match = _BETWEEN_LITERALS.match(text, place)
    return match.end() if match else place
