"""Reads the files in `cases/`: what a fix makes of a text.

    steps: AddAwait(place)          the steps of the cases that follow; `place` and `inner` are spans

    ### title
    x = «f()».y                     the text; `place` stands between « and », `inner` between ‹ and ›
    --->
    x = (await f()).y               the result, or `cannot: reason`

A title that ends in `(in a coroutine)` saves the `async def` around both texts.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from asyncsense.diagnostics import Applicability, Fix, Step
from asyncsense.fixes import steps
from asyncsense.text import Span

CASES = Path(__file__).parent / "cases"
PATH = "/project/example.py"
CANNOT = "cannot: "
IN_COROUTINE = "(in a coroutine)"

_MARKS = "«»‹›"
_KINDS = {name: kind for name, kind in vars(steps).items() if isinstance(kind, type)}


@dataclass(frozen=True)
class FixCase:
    """One text with its marks, the steps, and the result (or why there is none)."""

    name: str
    steps: str
    marked: str
    result: str

    @property
    def before(self) -> str:
        return re.sub(f"[{_MARKS}]", "", self.marked)

    @property
    def is_refused(self) -> bool:
        return self.result.startswith(CANNOT)

    def span(self, opening: str, closing: str) -> Span | None:
        """The text between two marks, in the text without marks."""
        if opening not in self.marked:
            return None
        ends = (self.marked.index(opening), self.marked.index(closing))
        return Span(*(len(re.sub(f"[{_MARKS}]", "", self.marked[:end])) for end in ends))

    def fix(self) -> Fix:
        spans = {"place": self.span("«", "»"), "inner": self.span("‹", "›")}
        made: list[Step] = []
        for text in self.steps.split(" + "):
            name, arguments = text.rstrip(")").split("(", 1)
            values = [
                spans[word] if word in spans else _literal(word) for word in _words(arguments)
            ]
            made.append(_KINDS[name](PATH, *values))
        return Fix("Fix it", Applicability.SAFE, tuple(made))

    def with_crlf(self) -> FixCase:
        result = self.result if self.is_refused else self.result.replace("\n", "\r\n")
        return replace(self, marked=self.marked.replace("\n", "\r\n"), result=result)


def load_cases() -> Iterator[FixCase]:
    for path in sorted(CASES.glob("*.txt")):
        yield from _read(path)


def _read(path: Path) -> Iterator[FixCase]:
    current = ""
    for part in re.split(
        r"^(?=### |steps: )", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        if part.startswith("steps: "):
            current = part.removeprefix("steps: ").strip()
        elif part.startswith("### "):
            title, _, body = part.removeprefix("### ").partition("\n")
            marked, arrow, result = body.rstrip("\n").partition("--->\n")
            assert arrow, f"{path.name}: {title}: no result"
            refused = result.startswith(CANNOT)
            result = result if refused else f"{result}\n"
            if title.endswith(IN_COROUTINE):
                marked = _in_coroutine(marked)
                result = result if refused else _in_coroutine(result)
            yield FixCase(f"{path.stem}: {title}", current, marked, result)


def _in_coroutine(text: str) -> str:
    return "async def main():\n" + textwrap.indent(text, "    ")


def _words(arguments: str) -> list[str]:
    return [word.strip() for word in arguments.split(",") if word.strip()]


def _literal(word: str) -> object:
    if word.isdigit():
        return int(word)
    if word.startswith("*"):
        return tuple(word.split("&"))
    return {"True": True, "None": None}.get(word, word.strip("'"))
