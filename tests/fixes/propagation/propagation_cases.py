"""Reads the files in `cases/`: what a fix that reaches other functions makes of a project.

    ### name
    === app.py
    …                               the project's files; settings and the like among them
    --->
    Make `f` async … (2 calls in 1 file)
    === app.py
    …                               the files that it changes

The first fix with a plan among those of the project's diagnostics is meant. Where it is refused,
`cannot: reason` stands in place of all that follows the arrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rules.harness import Texts

CASES = Path(__file__).parent / "cases"
CANNOT = "cannot: "


@dataclass(frozen=True)
class SpreadCase:
    """One project, the fix by its title (or why there is none), and the files that change."""

    name: str
    texts: Texts
    outcome: str
    changed: Texts

    @property
    def is_refused(self) -> bool:
        return self.outcome.startswith(CANNOT)


def load_cases() -> Iterator[SpreadCase]:
    for path in sorted(CASES.glob("*.txt")):
        for part in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, body = part.partition("\n")
            before, arrow, after = body.partition("--->\n")
            assert arrow, f"{path.name}: {name}: no result"
            outcome, _, files = after.partition("\n")
            yield SpreadCase(f"{path.stem}: {name}", _texts(before), outcome, _texts(files))


def _texts(part: str) -> Texts:
    found: Texts = {}
    for file in re.split(r"^=== ", part, flags=re.MULTILINE)[1:]:
        name, _, text = file.partition("\n")
        found[name] = f"{text.rstrip()}\n"
    return found
