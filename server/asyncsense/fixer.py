"""Fix-all: lower the fixes, apply them, check again, until nothing changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from asyncsense.checker import check
from asyncsense.diagnostics import Applicability, Diagnostic, Fix, Severity
from asyncsense.engine import Snapshot
from asyncsense.fixes import propagation
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.lower import lower
from asyncsense.text import Edit, apply_edits

MAX_ROUNDS = 10

_log = logging.getLogger(__name__)


def fix_all(
    snapshot: Snapshot,
    paths: Sequence[str],
    *,
    unsafe: bool = False,
    rules: Collection[str] | None = None,
    lowest: Severity = Severity.HINT,
) -> dict[str, str]:
    """The new texts of the files that fixes change, by path.

    Of each diagnostic in `paths` that is at least `lowest` (of the given `rules`, or of all) the first of
    its `fixes_for_all` that can be made is applied; fixes that touch the same text wait for the next round.
    """

    def is_concerned(diagnostic: Diagnostic) -> bool:
        is_chosen = rules is None or diagnostic.rule in rules
        return is_chosen and diagnostic.severity >= lowest and not diagnostic.suppressed

    workspace = snapshot.fork()
    texts: dict[str, str] = {}
    for _ in range(MAX_ROUNDS):
        current = workspace.snapshot()
        changed = dict(_one_round(current, paths, unsafe, is_concerned))
        if not changed:
            break
        texts |= changed
        for path, text in changed.items():
            workspace.change(path, text, current.document(path).version)
    return {path: text for path, text in texts.items() if text != snapshot.document(path).text}


def complete(snapshot: Snapshot, fix: Fix) -> Fix:
    """The fix with all that it reaches: what `lower` wants to see, and its title with its size.

    It is disabled where it turns out that it cannot be made. A fix that fails does so alone.
    """
    try:
        return propagation.complete(fix, snapshot.project, snapshot.document)
    except Exception:
        _log.exception("fix %r failed", fix.title)
        reason = "it could not be worked out what it reaches"
        return replace(fix, applicability=Applicability.DISABLED, steps=(), reason=reason)


def _one_round(
    snapshot: Snapshot,
    paths: Sequence[str],
    unsafe: bool,
    is_concerned: Callable[[Diagnostic], bool],
) -> Iterator[tuple[str, str]]:
    chosen: dict[str, list[Edit]] = {}
    for path in paths:
        for diagnostic in check(snapshot, path).diagnostics:
            fixes = diagnostic.fixes_for_all(unsafe=unsafe) if is_concerned(diagnostic) else []
            edits = _first_edits(snapshot, fixes)
            if edits and not _touches(edits, chosen):
                for target, rows in edits.items():
                    chosen.setdefault(target, []).extend(rows)
    for path, edits_of_path in chosen.items():
        yield path, apply_edits(snapshot.document(path).text, edits_of_path)


def _first_edits(snapshot: Snapshot, fixes: Sequence[Fix]) -> dict[str, list[Edit]] | None:
    for fix in fixes:
        try:
            return lower(complete(snapshot, fix), snapshot.document)
        except CannotFixError:
            continue
    return None


def _touches(edits: dict[str, list[Edit]], chosen: dict[str, list[Edit]]) -> bool:
    """Whether any edit meets one that is already chosen, unless they are the same."""
    return any(
        edit.span.touches(other.span)
        for path, rows in edits.items()
        for edit in rows
        for other in chosen.get(path, ())
        if edit != other
    )
