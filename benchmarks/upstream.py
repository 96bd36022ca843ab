"""Compares fixes with those that the projects made of the same bugs.

    python benchmarks/upstream.py --data DIR --cases cases.jsonl --python VENV

Looks at the bugs that were fixed by an `await`, an `async` or an awaitable twin, and that are found. A fix is
the same if it gives the same function as the release without the bug has, up to formatting; or, where that
release changed more of the function, the same statement.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bugs import fitting
from cases import Case, Release, import_root, read_cases
from harness import parse, parser

from asyncsense.checker import check
from asyncsense.cli.worker import in_deep_stack
from asyncsense.diagnostics import Diagnostic
from asyncsense.engine import Snapshot, Workspace
from asyncsense.fixer import complete
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.lower import lower
from asyncsense.text import apply_edits

KINDS = ("add-await", "parenthesize-await", "distribute-await", "add-call+await", "make-async",
         "replace-by", "async-with", "async-for")  # fmt: skip
SAME = ("same function", "same statement")


@dataclass(frozen=True)
class Result:
    """What the best fix of a case came to."""

    case: Case
    outcome: str
    detail: str = ""


def main() -> int:
    """Prints a line for each case, and how many were fixed in the same way."""
    arguments = _arguments()
    overrides = {"python": arguments.python} if arguments.python else {}
    outcomes: Counter[str] = Counter()
    for case in read_cases(arguments.cases, arguments.ids):
        if not case.fixed or not case.fix_kind.startswith(KINDS):
            continue
        if case.buggy.directory(arguments.data).exists():
            result = in_deep_stack(lambda case=case: judge(case, arguments.data, overrides))
            outcomes[result.outcome] += 1
            print(f"{case.id:15s} {result.outcome:15s} {result.detail}", flush=True)
    found = sum(outcomes.values()) - outcomes["not found"]
    print(f"the same: {sum(outcomes[one] for one in SAME)} of {found} that are found")
    return 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    arguments.add_argument("--cases", type=Path, required=True, help="cases.jsonl")
    arguments.add_argument("--ids", help="only these cases, with commas")
    return parse(arguments)


def judge(case: Case, data: Path, overrides: dict[str, object]) -> Result:
    """Tries the fixes of what is found at the place of the bug, the best first."""
    assert case.fixed is not None
    release = case.buggy.directory(data)
    path = str(release / case.path)
    snapshot = Workspace(str(import_root(release, case.path)), overrides).snapshot()
    upstream = _text(case.fixed, case.fixed_path, data)
    best = Result(case, "not found")
    for diagnostic in _hits(case, snapshot, path):
        for title, text, line in _results(diagnostic, snapshot, path):
            outcome = compare(case.function, text, upstream, line)
            if outcome in SAME:
                return Result(case, outcome, title)
            best = Result(case, "differs", title)
        if best.outcome == "not found":
            best = Result(case, "no fix", _why_not(diagnostic, snapshot))
    return best


def _hits(case: Case, snapshot: Snapshot, path: str) -> Iterator[Diagnostic]:
    fits = fitting((case.category, *case.also))
    document = snapshot.document(path)
    for one in check(snapshot, path).diagnostics:
        first, last = (document.position(offset).line for offset in one.span)
        if fits(one.rule) and first <= case.end_line and last >= case.line:
            yield one


def _results(
    diagnostic: Diagnostic, snapshot: Snapshot, path: str
) -> Iterator[tuple[str, str, int]]:
    """(title, new text of the file, line of the finding in it) for the fixes that can be made."""
    document = snapshot.document(path)
    start = diagnostic.span.start
    for fix in diagnostic.fixes:
        try:
            edits = lower(complete(snapshot, fix), snapshot.document)
        except CannotFixError:
            continue
        rows = edits.get(path, [])
        added = sum(
            row.text.count("\n") - document.text[slice(*row.span)].count("\n")
            for row in rows
            if row.span.end < start
        )
        yield (
            fix.title,
            apply_edits(document.text, rows),
            document.position(start).line + added,
        )


def _why_not(diagnostic: Diagnostic, snapshot: Snapshot) -> str:
    fixes = [complete(snapshot, fix) for fix in diagnostic.fixes]
    reasons = [f"{fix.title}: {fix.reason or 'refused'}" for fix in fixes]
    return "; ".join(reasons) or "none offered"


def _text(release: Release, path: str, data: Path) -> str:
    return (release.directory(data) / path).read_text(encoding="utf-8", errors="replace")


def compare(function: str, ours: str, theirs: str, line: int) -> str:
    """How a text and another one agree on a function, of which `line` in the first was fixed."""
    one, other = _function(ours, function), _function(theirs, function)
    if one is None or other is None:
        return "no function"
    if ast.dump(one) == ast.dump(other):
        return "same function"
    statements = {_shown(node) for node in ast.walk(other) if isinstance(node, ast.stmt)}
    around = [
        node
        for node in ast.walk(one)
        if isinstance(node, ast.stmt) and node is not one
        if node.lineno <= line <= (node.end_lineno or 0)
    ]
    innermost = max(around, key=lambda node: node.lineno, default=None)
    same = innermost is not None and _shown(innermost) in statements
    return "same statement" if same else "differs"


def _shown(node: ast.stmt) -> str:
    """A statement without the statements in it."""
    fields = {
        name: value
        for name, value in ast.iter_fields(node)
        if name not in ("body", "orelse", "finalbody", "handlers")
    }
    return ast.dump(type(node)(**fields, **({"body": []} if hasattr(node, "body") else {})))


def _function(text: str, name: str) -> ast.AST | None:
    """The function of that qualified name."""
    found: ast.AST | None = ast.parse(text)
    for part in name.split("."):
        named = (
            node
            for node in (ast.walk(found) if found is not None else ())
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        )
        found = next((node for node in named if node.name == part), None)
    return found


if __name__ == "__main__":
    sys.exit(main())
