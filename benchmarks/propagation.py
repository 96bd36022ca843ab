"""Makes plain functions of real projects asynchronous, one at a time, and judges what comes of it.

    python benchmarks/propagation.py --data DIR --python VENV --projects S,M --each 20 --seed 7

Few findings ask for it in code that works, so any function will do: it becomes `async def`, and all that call
it follow, as a fix of a finding in it would do. The result must be valid Python, and nothing new may be
reported that never runs, or runs a loop in a loop, in any file that mentions one of the functions. Nothing is
written. Exit status 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fix_judge import REFUSED, RIGHT, WRONG, is_valid
from harness import add_project_arguments, chosen, parse, parser

from asyncsense.checker import check
from asyncsense.cli.worker import in_deep_stack
from asyncsense.diagnostics import Applicability, Fix
from asyncsense.engine import Snapshot, Workspace
from asyncsense.fixer import complete
from asyncsense.fixes.lower import CannotFixError, lower
from asyncsense.fixes.steps import MakeAsync
from asyncsense.text import Edit, Span, apply_edits

RULES = ("missing-await", "await-non-awaitable", "missing-async-for", "missing-async-with",
         "async-callback", "cached-coroutine", "nested-event-loop")  # fmt: skip


def main() -> int:
    """Prints what is wrong as it is found, and a table at the end."""
    arguments = _arguments()
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    seconds: list[float] = []
    for project in chosen(arguments):
        root = arguments.data / "corpus" / project.name
        if not root.is_dir():
            print(f"{project.name}: not fetched", file=sys.stderr)
            continue
        overrides = {"python": arguments.python} if arguments.python else {}
        workspace = Workspace(str(root), overrides)
        source = random.Random(f"{arguments.seed} {project.name}")
        for place, outcome, detail, took in in_deep_stack(
            lambda workspace=workspace, source=source: list(
                _tries(workspace, source, arguments.each)
            )
        ):
            outcomes[outcome] += 1
            seconds.append(took)
            if outcome == REFUSED:
                reasons[re.sub(r"`[^`]*`|\S+:\d+", "…", detail)] += 1
            if outcome == WRONG or arguments.verbose:
                print(f"{outcome} {took * 1000:.0f} ms {place}: {detail}", flush=True)
    print(", ".join(f"{outcome}: {count}" for outcome, count in sorted(outcomes.items())))
    seconds.sort()
    if seconds:
        print(f"planning: median {seconds[len(seconds) // 2] * 1000:.0f} ms, ", end="")
        print(f"9 of 10 below {seconds[len(seconds) * 9 // 10] * 1000:.0f} ms")
    for reason, count in reasons.most_common(40):
        print(f"  {count:5d} {reason}")
    return 1 if outcomes[WRONG] else 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S")
    arguments.add_argument("--each", type=int, default=20, help="functions of a project")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--verbose", action="store_true", help="also what is right or refused")
    return parse(arguments)


def _tries(
    workspace: Workspace, source: random.Random, each: int
) -> Iterator[tuple[str, str, str, float]]:
    """(place, outcome, detail, seconds of planning) for some functions."""
    snapshot = workspace.snapshot()
    functions = list(_functions(snapshot))
    for path, span, name in source.sample(functions, min(each, len(functions))):
        line = snapshot.document(path).position(span.start).line
        place = f"{path}:{line} {name}"
        fix = Fix(f"Make `{name}` async", Applicability.UNSAFE, (MakeAsync(path, span),))
        start = time.perf_counter()
        fix = complete(snapshot, fix)
        took = time.perf_counter() - start
        try:
            edits = lower(fix, snapshot.document)
        except CannotFixError as error:
            yield place, REFUSED, str(error), took
            continue
        problems = list(_problems(snapshot, edits))
        yield place, WRONG if problems else RIGHT, "; ".join([fix.title, *problems]), took


def _functions(snapshot: Snapshot) -> Iterator[tuple[str, Span, str]]:
    """The plain functions that something in the project seems to call."""
    called = snapshot.project.names("called")
    for path in snapshot.files():
        module = snapshot.project.program.module_at(path)
        for function in module.summary.functions() if module is not None else ():
            if function.kind == "function" and not function.is_async and function.name in called:
                if not function.name.startswith("__") and not function.is_generator:
                    start = module.offset(function.piece, function.end) - 1
                    yield path, Span(start, start), function.name


def _problems(snapshot: Snapshot, edits: dict[str, list[Edit]]) -> Iterator[str]:
    workspace = snapshot.fork()
    names = set()
    for path, rows in edits.items():
        old = snapshot.document(path).text
        new = apply_edits(old, rows)
        names.update(re.findall(r"\basync def (\w+)", new))
        names.difference_update(re.findall(r"\basync def (\w+)", old))
        if is_valid(old) and not is_valid(new):
            yield f"{path} is no valid Python any more"
        workspace.change(path, new)
    concerned = [
        path
        for path in snapshot.files()
        if path in edits or any(name in snapshot.document(path).text for name in names)
    ]
    before, after = _found(snapshot, concerned), _found(workspace.snapshot(), concerned)
    for row, count in after.items():
        if count > before[row]:
            yield f"new: {row}"


def _found(snapshot: Snapshot, paths: list[str]) -> Counter[str]:
    """What is reported, by what it says: lines move."""
    return Counter(
        f"{Path(path).name}: {one.rule}: {one.message}"
        for path in paths
        for one in check(snapshot, path).diagnostics
        if one.rule in RULES
    )


if __name__ == "__main__":
    sys.exit(main())
