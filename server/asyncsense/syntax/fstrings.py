"""Where the expressions of an f-string stand in its source text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LITERAL = re.compile(r"([A-Za-z]{0,2})('''|\"\"\"|'|\")")


def replacement_fields(text: str) -> Iterator[int]:
    """Offsets in `text` (one or more adjacent string literals) at which the replacement fields'
    expressions start, in the order of the source; a nested field follows the one around it."""
    position = 0
    while (opening := _LITERAL.search(text, position)) is not None:
        prefix, quote = opening.group(1).lower(), opening.group(2)
        position = opening.end()
        is_format, is_raw = "f" in prefix, "r" in prefix
        while position < len(text) and not text.startswith(quote, position):
            char = text[position]
            if (char == "\\" and not is_raw) or (
                is_format and text.startswith(("{{", "}}"), position)
            ):
                position += 2
            elif is_format and char == "{":
                found, position = _field(text, position + 1)
                yield from found
            else:
                position += 1
        position += len(quote)


def _field(text: str, position: int) -> tuple[list[int], int]:
    """The starts of the expression at `position` and of those in its format; where it ends."""
    while position < len(text) and text[position].isspace():
        position += 1
    starts, depth, in_format = [position], 0, False
    while position < len(text):
        char = text[position]
        if char in "'\"" and not in_format:
            quote = char * 3 if text.startswith(char * 3, position) else char
            closing = text.find(quote, position + len(quote))
            position = closing + len(quote) if closing >= 0 else len(text)
            continue
        if in_format and char == "{":
            inner, position = _field(text, position + 1)
            starts += inner
            continue
        if char == "}" and depth == 0:
            return starts, position + 1
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == ":" and depth == 0:
            in_format = True
        elif char == "!" and depth == 0 and text[position + 1 : position + 2] != "=":
            in_format = text[position + 2 : position + 3] == ":"
            position += 2 if not in_format else 3
            continue
        position += 1
    return starts, position
