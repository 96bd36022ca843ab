"""What every format is given: diagnostics, and what is needed to show them."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from asyncsense.diagnostics import Applicability, Diagnostic, FileError, Fix
from asyncsense.text import Document, Edit, Span


class Range(NamedTuple):
    """A range for people and programs: path as shown, 1-based lines and columns in code points."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Totals(NamedTuple):
    """What was looked at."""

    files: int = 0
    lines: int = 0
    calls: int = 0
    calls_resolved: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a check. `diagnostics` includes the suppressed ones."""

    diagnostics: Sequence[Diagnostic]
    errors: Sequence[FileError]
    totals: Totals
    document: Callable[[str], Document]
    edits: Callable[[Fix], Mapping[str, Sequence[Edit]] | None]
    """The edits of a fix; None where it cannot be made."""
    directory: str = field(default_factory=os.getcwd)
    """The working directory, which shown paths are relative to."""

    @property
    def reported(self) -> list[Diagnostic]:
        """The diagnostics that are not suppressed by a comment."""
        return [diagnostic for diagnostic in self.diagnostics if not diagnostic.suppressed]

    def relative(self, path: str) -> str:
        """`path` as shown: relative to the working directory, with `/`."""
        return relative_path(path, self.directory)

    def range(self, path: str, span: Span) -> Range:
        """Where `span` is in the file at `path`."""
        document = self.document(path)
        return Range(
            self.relative(path), *document.position(span.start), *document.position(span.end)
        )

    def fixes(self, diagnostic: Diagnostic) -> Iterator[tuple[Fix, list[Edit]]]:
        """The fixes of a diagnostic that can be made, and their edits."""
        for fix in diagnostic.fixes:
            if fix.applicability is Applicability.DISABLED:
                continue
            edits = self.edits(fix)
            if edits:
                yield fix, [edit for path in sorted(edits) for edit in edits[path]]

    def fingerprints(self) -> Iterator[tuple[Diagnostic, str]]:
        """The diagnostics, each with a digest that stays the same when lines are added above."""
        seen: Counter[tuple[str, ...]] = Counter()
        for diagnostic in self.diagnostics:
            key = identity(diagnostic, self.directory)
            text = "\0".join((*key, str(seen[key])))
            seen[key] += 1
            yield diagnostic, hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


@lru_cache(maxsize=4096)
def relative_path(path: str, directory: str) -> str:
    """`path` relative to `directory`, with `/`; absolute where there is no way between them."""
    try:
        return os.path.relpath(path, directory).replace(os.sep, "/")
    except ValueError:
        return path.replace(os.sep, "/")


def identity(diagnostic: Diagnostic, directory: str) -> tuple[str, str, str, str]:
    """What a diagnostic is known by from one run to the next: all but its place in the file."""
    path = relative_path(diagnostic.path, directory)
    return diagnostic.rule, path, diagnostic.function, diagnostic.message
