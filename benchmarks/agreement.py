"""Asks the resolver and jedi the same questions and counts how often they agree.

    python benchmarks/agreement.py --data DIR --python VENV --projects chainlit,kopf --calls 400 --seed 7

For a random sample of the calls of each project: what does each of the two say that the call gives, a
coroutine or another awaitable, or neither? Where both answer and differ, one of them is wrong: the calls
are listed. Operands of `await` in working code show which share of awaitables each one recognises, and
how many it takes for something else. Needs the package, which it calls directly.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness import add_project_arguments, chosen, parse, parser

from asyncsense.deep_stack import in_deep_stack
from asyncsense.engine import Snapshot, Workspace
from asyncsense.inference.values import without_none
from asyncsense.rules.context import Context
from asyncsense.syntax.sites import CallSite

ANSWERS = ("awaitable", "plain", "unknown")


@dataclass(frozen=True)
class Question:
    """One call, and what the two say of it."""

    place: str
    source: str
    awaited: bool
    resolver: str
    jedi: str


@dataclass(frozen=True)
class Cost:
    """CPU seconds; those of the resolver with all that it reads for the first time."""

    resolver: float
    jedi: float


def main() -> int:
    """Prints a table for each project."""
    arguments = _arguments()
    for project in chosen(arguments):
        root = arguments.data / "corpus" / project.name
        if not root.is_dir():
            print(f"{project.name}: not fetched", file=sys.stderr)
            continue
        source = random.Random(f"{arguments.seed} {project.name}")
        overrides = {"python": arguments.python} if arguments.python else {}
        questions, cost, outcomes = in_deep_stack(
            lambda root=root, source=source, overrides=overrides: ask(
                Workspace(str(root), overrides, deep=True).snapshot(),
                arguments.calls,
                arguments.open_only,
                source,
            )
        )
        show(project.name, questions, cost, outcomes, arguments.show)
    return 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S")
    arguments.add_argument("--calls", type=int, default=400, help="calls of a project")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--show", type=int, default=10, help="how many differences to list")
    arguments.add_argument(
        "--open-only", action="store_true", help="only calls that the resolver leaves open"
    )
    return parse(arguments)


def ask(
    snapshot: Snapshot, count: int, open_only: bool, source: random.Random
) -> tuple[list[Question], Cost, Counter[str]]:
    """The answers of both on `count` calls of a project, what they cost, and how jedi fared."""
    started = time.process_time()
    calls = [
        (call, context, resolved)
        for call, context in _calls(snapshot)
        for resolved in [_resolved(call, context)]
        if resolved == "unknown" or not open_only
    ]
    middle = time.process_time()
    chosen_calls = sorted(source.sample(range(len(calls)), min(count, len(calls))))
    second = snapshot.second_opinion
    assert second is not None
    questions = []
    for call, context, resolved in (calls[index] for index in chosen_calls):
        span = context.call_span(call)
        opinion = second.ask(context.document, span)
        kind = opinion.kind if opinion is not None else None
        position = context.document.position(span.start)
        questions.append(
            Question(
                f"{Path(context.path).relative_to(snapshot.root)}:{position.line}",
                " ".join(context.source(span).split())[:70],
                call.use[0] == "await",
                resolved,
                {None: "unknown", "plain": "plain"}.get(kind, "awaitable"),
            )
        )
    cost = Cost(middle - started, time.process_time() - middle)
    return questions, cost, getattr(second, "outcomes", Counter())


def _calls(snapshot: Snapshot) -> Iterator[tuple[CallSite, Context]]:
    project = snapshot.project
    for path in snapshot.files():
        module = project.program.module_at(path)
        if module is None or snapshot.issues(path):
            continue
        for function in module.summary.functions():
            context = Context(project, module, snapshot.document(path), function)
            for call in context.body.calls:
                if call.start < call.end:
                    yield call, context


def _resolved(call: CallSite, context: Context) -> str:
    kinds = context.kinds(without_none(context.types(call.expression)))
    if not kinds:
        return "plain"
    if kinds <= {"coroutine", "awaitable", "task"}:
        return "awaitable"
    return "plain" if kinds == {"plain"} else "unknown"


def show(
    name: str, questions: list[Question], cost: Cost, outcomes: Counter[str], count: int
) -> None:
    """Prints what came out for one project."""
    print(f"\n{name}: {len(questions)} calls; rows: the resolver says, columns: jedi says")
    table = Counter((one.resolver, one.jedi) for one in questions)
    print(f"  {'':10s}" + "".join(f"{column:>11s}" for column in ANSWERS))
    for row in ANSWERS:
        print(f"  {row:10s}" + "".join(f"{table[row, column]:11d}" for column in ANSWERS))
    both = [one for one in questions if "unknown" not in (one.resolver, one.jedi)]
    same = sum(one.resolver == one.jedi for one in both)
    print(f"  both answer {len(both)}, and agree on {_share(same, len(both))}")
    awaited = [one for one in questions if one.awaited]
    for who in ("resolver", "jedi"):
        said = Counter(getattr(one, who) for one in awaited)
        print(
            f"  of {len(awaited)} awaited calls {who} recognises"
            f" {_share(said['awaitable'], len(awaited))}, {said['plain']} wrong"
        )
    print(f"  CPU seconds: resolver, all calls {cost.resolver:.1f}; jedi, these {cost.jedi:.1f}")
    print(f"  jedi: {dict(outcomes.most_common())}")
    for one in _first(count, (one for one in both if one.resolver != one.jedi)):
        print(f"  resolver {one.resolver}, jedi {one.jedi}: {one.place}: {one.source}")


def _share(part: int, of: int) -> str:
    return f"{part} ({100 * part / max(1, of):.1f} %)"


def _first(count: int, questions: Iterable[Question]) -> list[Question]:
    return list(questions)[:count]


if __name__ == "__main__":
    sys.exit(main())
