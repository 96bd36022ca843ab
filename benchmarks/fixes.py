"""Applies the fixes that are offered for a project's findings, one by one, and judges the results.

    python benchmarks/fixes.py --data DIR --python VENV --projects S,M --each 3 --seed 7

Of every kind of fix (a title of a rule, names left out) `--each` are tried in each project (0: all), each
also with line ends of Windows, with tabs, behind non-ASCII text, with comments on its lines and in a notebook:
the result must be valid Python, its diagnostic gone, no other come, no comment lost. Fix-all must come to
rest. Nothing is written. Exit status 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from fix_judge import (
    COMMENT,
    DISABLED,
    REFUSED,
    RIGHT,
    VARIANTS,
    WRONG,
    Verdict,
    problems_of_fix_all,
    variant,
    verdict,
)
from harness import add_project_arguments, chosen, parse, parser

from asyncsense.checker import check
from asyncsense.deep_stack import in_deep_stack
from asyncsense.diagnostics import Applicability, Diagnostic, Fix
from asyncsense.engine import Snapshot, Workspace
from asyncsense.text import Document

Kind = tuple[str, str]


def main() -> int:
    """Prints what is wrong as it is found, and a table at the end."""
    arguments = _arguments()
    table: dict[Kind, Counter[str]] = defaultdict(Counter)
    reasons: Counter[str] = Counter()
    fix_alls: Counter[str] = Counter()
    for project in chosen(arguments):
        root = arguments.data / "corpus" / project.name
        if not root.is_dir():
            print(f"{project.name}: not fetched", file=sys.stderr)
            continue
        source = random.Random(f"{arguments.seed} {project.name}")
        overrides = {"python": arguments.python} if arguments.python else {}
        sweep = Sweep(root, overrides, arguments, source)
        for dress, found in in_deep_stack(lambda sweep=sweep: list(sweep.verdicts())):
            table[found.rule, _kind(found.title)][found.outcome] += 1
            if found.outcome in (DISABLED, REFUSED):
                reasons[f"{found.rule}: {_kind(found.title)}: {_kind(found.detail)}"] += 1
            if found.outcome == WRONG:
                place = f"{Path(found.path).relative_to(root.parent)}:{found.line}"
                print(f"WRONG {place} [{dress}] {found.rule}: {found.title}: {found.detail}")
                sys.stdout.flush()
        fix_alls += in_deep_stack(sweep.fix_all_results)
    return _print(table, reasons, fix_alls)


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S")
    arguments.add_argument(
        "--each", type=int, default=3, help="fixes of a kind in a project; 0: all"
    )
    arguments.add_argument("--rules", help="only these rules, with commas")
    arguments.add_argument("--plain", action="store_true", help="without the other dresses")
    arguments.add_argument("--fix-all", type=int, default=3, help="files to fix as a whole")
    arguments.add_argument("--seed", type=int, default=1)
    return parse(arguments)


class Sweep:
    """The fixes of one project."""

    def __init__(
        self,
        root: Path,
        overrides: dict[str, object],
        arguments: argparse.Namespace,
        source: random.Random,
    ) -> None:
        self.root = root
        self.each: int = arguments.each
        self.dresses = VARIANTS[:1] if arguments.plain else VARIANTS
        self.rules = set(arguments.rules.split(",")) if arguments.rules else None
        self.files: int = arguments.fix_all
        self.source = source
        self.workspace = Workspace(str(root), overrides)
        self._with_fixes: list[str] = []

    def verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """(dress, what became of a fix) for the chosen fixes of the project."""
        snapshot = self.workspace.snapshot()
        by_kind: dict[Kind, list[tuple[Diagnostic, Fix]]] = defaultdict(list)
        for path in snapshot.files():
            for one in check(snapshot, path).diagnostics:
                if not one.suppressed and (self.rules is None or one.rule in self.rules):
                    for fix in one.fixes:
                        by_kind[one.rule, _kind(fix.title)].append((one, fix))
        applicable = {
            one.path
            for rows in by_kind.values()
            for one, fix in rows
            if fix.applicability is not Applicability.DISABLED
        }
        self._with_fixes = sorted(applicable)
        for kind in sorted(by_kind):
            rows = by_kind[kind]
            if 0 < self.each < len(rows):
                rows = self.source.sample(rows, self.each)
            for one, fix in rows:
                yield "plain", verdict(snapshot, one, fix)
                if fix.applicability is not Applicability.DISABLED:
                    for dress in self.dresses[1:]:
                        yield from self._in_dress(snapshot, one, fix, dress)

    def _in_dress(
        self, snapshot: Snapshot, diagnostic: Diagnostic, fix: Fix, dress: str
    ) -> Iterator[tuple[str, Verdict]]:
        """The same fix where the file looks different."""
        document = snapshot.document(diagnostic.path)
        line = document.position(diagnostic.span.start).line
        dressed_up = variant(diagnostic.path, document.text, dress, {line})
        if dressed_up is None:
            return
        path, text = dressed_up
        workspace = snapshot.fork()
        workspace.change(path, text)
        dressed = workspace.snapshot()
        code = _code(document, diagnostic)
        for other in check(dressed, path).diagnostics:
            there = dressed.document(path)
            if (
                other.rule == diagnostic.rule
                and there.position(other.span.start).line == line
                and _code(there, other) == code
            ):
                for again in other.fixes:
                    if _kind(again.title) == _kind(fix.title):
                        yield dress, verdict(dressed, other, again)
                        return
        yield (
            dress,
            Verdict(
                diagnostic.path, line, diagnostic.rule, fix.title, WRONG, "is offered no longer"
            ),
        )

    def fix_all_results(self) -> Counter[str]:
        """What became of fix-all in some files."""
        results: Counter[str] = Counter()
        paths = self._with_fixes
        for path in self.source.sample(paths, min(self.files, len(paths))):
            for unsafe in (False, True):
                problems = list(problems_of_fix_all(self.workspace.snapshot(), path, unsafe=unsafe))
                results[WRONG if problems else RIGHT] += 1
                for problem in problems:
                    print(f"WRONG {path}: fix-all{' with unsafe ones' * unsafe}: {problem}")
        return results


def _kind(title: str) -> str:
    """A title or reason without the names in it."""
    return re.sub(r"`[^`]*`", "`…`", title)


def _code(document: Document, diagnostic: Diagnostic) -> str:
    return "".join(document.text[slice(*diagnostic.span)].replace(COMMENT, "").split())


def _print(table: dict[Kind, Counter[str]], reasons: Counter[str], fix_alls: Counter[str]) -> int:
    outcomes = (RIGHT, REFUSED, DISABLED, WRONG)
    print(f"\n{'fix':78s}" + "".join(f"{outcome:>10s}" for outcome in outcomes))
    total: Counter[str] = Counter()
    for (rule, kind), counts in sorted(table.items()):
        row = "".join(f"{counts[outcome]:10d}" for outcome in outcomes)
        print(f"{f'{rule}: {kind}':78s}{row}")
        total += counts
    print(f"{'all':78s}" + "".join(f"{total[outcome]:10d}" for outcome in outcomes))
    print(f"fix-all: {fix_alls[RIGHT]} right, {fix_alls[WRONG]} wrong")
    print("why not:")
    for reason, count in reasons.most_common(40):
        print(f"  {count:5d} {reason}")
    return 1 if total[WRONG] or fix_alls[WRONG] else 0


if __name__ == "__main__":
    sys.exit(main())
