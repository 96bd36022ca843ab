"""Comments that silence diagnostics.

`# asyncsense: ignore` silences every diagnostic that starts on a line of the statement (strictly: of
the logical line) that the comment stands in or behind, `# asyncsense: ignore[rule, other-rule]` those
of the rules named. On a line of its own the comment speaks for the next logical line, so that a long
line needs no longer one. `# asyncsense: ignore-file`, with or without rules, anywhere in a file speaks
for all of it. A bare `# noqa` means `# asyncsense: ignore`; with codes behind it, it is meant for other
tools. Each may follow other words in the comment: `# why  # asyncsense: ignore[rule]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from asyncsense.syntax.lines import Line, comments, scan
from asyncsense.syntax.parse import ParsedModule
from asyncsense.text import Document, Span


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment that silences diagnostics, or tries to.

    `rules` is None where it is meant for all of them. `lines` covers whole physical lines; a
    diagnostic is silenced if it starts there, or anywhere if `whole_file`. A comment with a
    `problem` silences nothing.
    """

    comment: Span
    rules: tuple[str, ...] | None
    lines: Span
    whole_file: bool
    kind: Literal["asyncsense", "noqa"]
    problem: str | None = None

    def covers(self, rule: str, offset: int) -> bool:
        """Whether it silences a diagnostic of `rule` that starts at `offset`."""
        return (
            self.problem is None
            and (self.rules is None or rule in self.rules)
            and (self.whole_file or self.lines.start <= offset < max(self.lines.end, 1))
        )
