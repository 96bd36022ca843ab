"""What the worker answers with: plain values, with positions in the editor's units.

The worker has every text of its snapshot, so it converts offsets to lines and characters; the
server only turns these values into protocol types.
"""

from __future__ import annotations

from typing import NamedTuple

from asyncsense.diagnostics import Applicability, Severity


class Range(NamedTuple):
    """A range in the editor's units, all 0-based."""

    start_line: int
    start_character: int
    end_line: int
    end_character: int

    def touches(self, other: Range) -> bool:
        """Whether the two share a place or meet at one."""
        return self[:2] <= other[2:] and other[:2] <= self[2:]


class RelatedPlace(NamedTuple):
    """One entry of a diagnostic's chain."""

    path: str
    range: Range
    message: str
    function: str = ""
    target: str = ""


class Finding(NamedTuple):
    """A diagnostic as the editor shall see it."""

    rule: str
    family: str
    severity: Severity
    message: str
    range: Range
    related: tuple[RelatedPlace, ...]
    function: str
    target: str
    has_safe_fix: bool
    function_range: Range | None = None
    """The name of the function that it is in; None outside of functions."""


class Report(NamedTuple):
    """The answer to a check: `findings` of the text of `version`."""

    version: int | None
    findings: tuple[Finding, ...]
    problems: tuple[str, ...] = ()
    """What kept the file from being analysed, or a part of it, one line each."""
    settings_error: str = ""
    is_partial: bool = False
    """Whether what has not changed was not looked at again: the whole may differ."""
    facts: int = 0
    """Moves when something changed that other files' diagnostics rest on (see Analysis.facts)."""


class Indexing(NamedTuple):
    """The answer to a check that has to wait: so many of so many files of the project are read."""

    done: int
    total: int


class FixRef(NamedTuple):
    """Names one way out of one finding, or without a rule one refactoring where its range starts; it
    stays valid as long as the text is the same."""

    rule: str
    range: Range
    message: str
    fix: str
    """Title of the fix."""


class Choice(NamedTuple):
    """A fix that the editor may offer; `reason` says why it cannot be done."""

    ref: FixRef
    title: str
    """As people see it: with how much it changes, where that is known."""
    applicability: Applicability
    reason: str = ""


class FileEdits(NamedTuple):
    """Edits of one file; their ranges refer to the text of `version` (None: the file on disk)."""

    path: str
    version: int | None
    edits: tuple[tuple[Range, str], ...]


class StaleError(Exception):
    """The question was about a text or a diagnostic that is no longer there."""


class RefusedError(Exception):
    """The fix cannot be made; the message says why."""
