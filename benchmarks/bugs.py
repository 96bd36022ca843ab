"""Measures how many known bugs of released code are found, and whether their fixes stay silent.

    python benchmarks/bugs.py --data DIR --cases cases.jsonl --python VENV

A case is found when a diagnostic of its category (or of one in `also`) meets its lines in the release
that has the bug. The same diagnostic at the corresponding lines of the release without it is a
false alarm.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from cases import Case, Release, import_root, read_cases
from harness import Checker, Finding, RunError, checker, parse, parser

NEVER_RUNS = ("missing-await", "missing-async-with", "missing-async-for", "async-callback")
# `blocking-*` stands for every rule of that name.
RULES = {
    "missing-await": NEVER_RUNS,
    "async-with": NEVER_RUNS,
    "async-for": NEVER_RUNS,
    "blocking": ("blocking-*", "nested-event-loop", "busy-loop", "lock-across-await"),
    "blocking-transitive": ("blocking-*", "nested-event-loop"),
    "dangling-task": ("dangling-task",),
    "gather": ("gather-ignored-exceptions", "gather-partial-failure"),
    "thread-loop": ("cross-thread-loop", "nested-event-loop"),
    "cancelled": ("swallowed-cancellation",),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one case."""

    case: Case
    found: str
    """The diagnostic that found it; empty if none did."""
    false_alarm: str
    """The one that stayed after the fix; empty if none did."""
    failure: str
    """Why it could not be judged; empty if it was."""


def main() -> int:
    """Prints what was found; 1 when a release could not be checked."""
    arguments = _arguments()
    cases = read_cases(arguments.cases, arguments.ids)
    cases = [case for case in cases if case.buggy.directory(arguments.data).exists()]
    if not cases:
        sys.exit("no case has its release in --data: run fetch.py bugs first")
    unknown = {name for case in cases for name in (case.category, *case.also)} - set(RULES)
    if unknown:
        sys.exit(f"no rules for the categories {', '.join(sorted(unknown))}: see RULES")
    judge = Judge(checker(arguments), arguments.data, cases, arguments.whole)
    outcomes = []
    for case in cases:
        outcomes.append(judge.outcome(case, with_fixed=not arguments.no_fixed))
        print(_line(outcomes[-1]), file=sys.stderr, flush=True)
    if arguments.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], indent=1))
    else:
        _print(outcomes)
    return 1 if any(outcome.failure for outcome in outcomes) else 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    arguments.add_argument("--cases", type=Path, required=True, help="cases.jsonl")
    arguments.add_argument("--ids", help="only these cases, with commas")
    arguments.add_argument(
        "--whole", action="store_true", help="check whole releases, not only the cases' files"
    )
    arguments.add_argument("--no-fixed", action="store_true", help="skip the fixed releases")
    arguments.add_argument("--json", action="store_true")
    return parse(arguments)


class Judge:
    """Checks each release once and looks its cases up in the answer."""

    def __init__(self, using: Checker, data: Path, cases: list[Case], whole: bool) -> None:
        self.using = using
        self.data = data
        self.whole = whole
        self._files: dict[tuple[Release, Path], set[str]] = defaultdict(set)
        self._findings: dict[tuple[Release, Path], list[Finding] | RunError] = {}
        for case in cases:
            for release, path in _places(case):
                root, file = self._locate(release, path)
                self._files[release, root].add(file)

    def outcome(self, case: Case, *, with_fixed: bool) -> Outcome:
        """Whether the bug is found, and whether the fix is taken for one."""
        try:
            hits = self._hits(case, case.buggy, case.path, range(case.line, case.end_line + 1))
            still = []
            if with_fixed and case.fixed and hits:
                after = corresponding_lines(
                    self._text(case.buggy, case.path),
                    self._text(case.fixed, case.fixed_path),
                    range(case.line, case.end_line + 1),
                )
                still = [
                    hit
                    for hit in self._hits(case, case.fixed, case.fixed_path, after)
                    if any(_same(hit, before) for before in hits)
                ]
        except RunError as error:
            return Outcome(case, "", "", str(error))
        return Outcome(case, _describe(hits), _describe(still), "")

    def _hits(self, case: Case, release: Release, path: str, lines: range) -> list[Finding]:
        fits = fitting((case.category, *case.also))
        root, file = self._locate(release, path)
        return [
            finding
            for finding in self._check(release, root)
            if lines  # none: the code is gone
            and finding["path"] == file
            and fits(finding["rule"])
            and finding["line"] < lines.stop
            and finding["end_line"] >= lines.start
        ]

    def _check(self, release: Release, root: Path) -> list[Finding]:
        key = release, root
        if key not in self._findings:
            paths = ["."] if self.whole else sorted(self._files[key])
            try:
                self._findings[key] = self.using.check(root, paths).findings
            except RunError as error:
                self._findings[key] = error
        answer = self._findings[key]
        if isinstance(answer, RunError):
            raise answer
        return answer

    def _locate(self, release: Release, path: str) -> tuple[Path, str]:
        directory = release.directory(self.data)
        root = import_root(directory, path)
        return root, (directory / path).relative_to(root).as_posix()

    def _text(self, release: Release, path: str) -> list[str]:
        file = release.directory(self.data) / path
        if not file.exists():
            return []
        return file.read_text(encoding="utf-8", errors="replace").splitlines()


def _places(case: Case) -> Iterable[tuple[Release, str]]:
    yield case.buggy, case.path
    if case.fixed:
        yield case.fixed, case.fixed_path


def fitting(categories: Iterable[str]) -> Callable[[str], bool]:
    """Whether a rule says what one of the categories is about."""
    patterns = [pattern for category in categories for pattern in RULES[category]]
    exact = {pattern for pattern in patterns if not pattern.endswith("*")}
    prefixes = tuple(pattern[:-1] for pattern in patterns if pattern.endswith("*"))
    return lambda rule: rule in exact or rule.startswith(prefixes)


def corresponding_lines(before: list[str], after: list[str], lines: range) -> range:
    """Where 1-based `lines` of one version are in the other; empty if they are gone."""
    start = stop = None
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        low, high = max(first, lines.start - 1), min(last, lines.stop - 1)
        if low >= high:
            continue
        if kind == "equal":
            new_first, new_last = new_first + low - first, new_first + high - first
        start = new_first if start is None else start
        stop = new_last
    return range((start or 0) + 1, (stop or 0) + 1)


def _same(one: Finding, other: Finding) -> bool:
    return (one["rule"], one.get("target")) == (other["rule"], other.get("target"))


def _describe(findings: list[Finding]) -> str:
    if not findings:
        return ""
    first = findings[0]
    return f"{first['line']}:{first['column']} {first['rule']}: {first['message']}"


def _line(outcome: Outcome) -> str:
    word = "FAILED" if outcome.failure else "found" if outcome.found else "missed"
    alarm = f"  FALSE ALARM {outcome.false_alarm}" if outcome.false_alarm else ""
    return f"{word:6s} {outcome.case.id}  {outcome.found or outcome.failure}{alarm}"


def _print(outcomes: list[Outcome]) -> None:
    judged = [outcome for outcome in outcomes if not outcome.failure]
    print(f"found {_share(judged)}")
    projects = _grouped(judged, lambda outcome: outcome.case.project)
    if projects:
        shares = [_found(group) / len(group) for group in projects.values()]
        print(f"mean of {len(shares)} projects {100 * sum(shares) / len(shares):.0f} %")
    for title, key in (
        ("inferable", lambda outcome: outcome.case.inferable),
        ("category", lambda outcome: outcome.case.category),
    ):
        print(f"by {title}:")
        for name, group in sorted(_grouped(judged, key).items()):
            print(f"  {name:20s} {_share(group)}")
    fixed = [outcome for outcome in judged if outcome.case.fixed and outcome.found]
    alarms = [outcome for outcome in fixed if outcome.false_alarm]
    print(f"false alarms on the fixed code: {len(alarms)} of {len(fixed)}")
    for outcome in alarms:
        print(f"  {outcome.case.id} {outcome.case.fixed_path}:{outcome.false_alarm}")
    print("missed:")
    for outcome in judged:
        if not outcome.found:
            case = outcome.case
            print(f"  {case.id} [{case.category}, {case.inferable}, {case.shape}]")
            print(f"    {case.buggy.directory(Path()).name}/{case.path}:{case.line}: {case.quote}")
    for outcome in outcomes:
        if outcome.failure:
            print(f"FAILED {outcome.case.id}: {outcome.failure}")


def _grouped(outcomes: list[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    groups = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    return groups


def _found(outcomes: list[Outcome]) -> int:
    return sum(bool(outcome.found) for outcome in outcomes)


def _share(outcomes: list[Outcome]) -> str:
    return f"{_found(outcomes)}/{len(outcomes)} ({100 * _found(outcomes) / max(1, len(outcomes)):.0f} %)"


if __name__ == "__main__":
    sys.exit(main())
