"""Compares what asyncsense and hydroid say about blocking calls, line by line.

    python benchmarks/peers.py --data DIR --python VENV --hydroid PATH --projects chainlit

Lists what hydroid reports at `critical` and asyncsense does not report at all, and what asyncsense
reports at `--severity` or worse and hydroid does not, each with its code.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

from harness import (
    LEVELS,
    Finding,
    RunError,
    add_project_arguments,
    check_projects,
    checker,
    chosen,
    command,
    is_test,
    last_line,
    measure,
    parse,
    parser,
    show,
)

# Which of our rules says what a category of hydroid says.
RULES = {
    "sleep": "blocking-sleep",
    "http": "blocking-http",
    "network": "blocking-network",
    "database": "blocking-database",
    "subprocess": "blocking-subprocess",
    "file": "blocking-file",
    "synchronization": "blocking-wait",
    "event-loop": "nested-event-loop",
    "retry": "blocking-sleep",
    "cpu": "blocking-cpu",
}
COMPARED = {*RULES.values(), "blocking-input"}


def main() -> int:
    """Prints both differences; 1 when a tool failed."""
    arguments = _arguments()
    projects = chosen(arguments)
    ours = check_projects(checker(arguments), arguments.data, projects)
    failed = len(ours) < len(projects)
    both = 0
    differing: Counter[str] = Counter()
    only_hydroid: list[Finding] = []
    only_ours: list[Finding] = []
    for name, findings in ours.items():
        blocking = [one for one in findings if one["rule"] in COMPARED]
        try:
            theirs = _hydroid(arguments, arguments.data / "corpus" / name)
        except RunError as error:
            print(f"FAILED {error}", file=sys.stderr)
            failed = True
            continue
        for one in theirs:
            if one["severity"] == "error":
                matches = [other for other in blocking if _meet(one, other)]
                both += bool(matches)
                if not matches:
                    only_hydroid.append(one)
                elif all(other["rule"] != one["rule"] for other in matches):
                    differing[f"{one['rule']} / {matches[0]['rule']}"] += 1
        only_ours += [
            one
            for one in blocking
            if LEVELS.index(one["severity"]) >= LEVELS.index(arguments.severity)
            and not any(_meet(other, one) for other in theirs)
        ]
    if arguments.code != "all":
        only_hydroid, only_ours = (
            [one for one in some if is_test(one["path"]) == (arguments.code == "tests")]
            for some in (only_hydroid, only_ours)
        )
    if arguments.json:
        print(json.dumps({"only_hydroid": only_hydroid, "only_asyncsense": only_ours}, indent=1))
    else:
        print(f"critical findings of hydroid that asyncsense has too: {both}")
        print(f"of them in another category (hydroid / asyncsense): {dict(differing)}")
        _print("only hydroid", only_hydroid, arguments)
        _print("only asyncsense", only_ours, arguments)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S")
    arguments.add_argument("--hydroid", required=True, help="the hydroid command")
    arguments.add_argument("--severity", choices=LEVELS, default="warning", help="our lowest one")
    arguments.add_argument(
        "--code", choices=["all", "source", "tests"], default="source", help="which files to list"
    )
    arguments.add_argument("--size", type=int, default=30, help="how many of each; 0: all")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--json", action="store_true")
    return parse(arguments)


def _hydroid(arguments: argparse.Namespace, root: Path) -> list[Finding]:
    python = ["--python", arguments.python] if arguments.python else []
    argv = [*command(arguments.hydroid), ".", *python, "--no-cache", "--format", "json"]
    run = measure(argv, root, timeout=1800)
    if run.timed_out or run.code not in (0, 1):
        raise RunError(f"hydroid on {root}: exit status {run.code}: {last_line(run.stderr)}")
    return [
        {
            "project": root.name,
            "path": one["location"]["path"],
            "line": one["location"]["line"],
            "end_line": one["location"]["line"],
            "column": one["location"]["column"],
            "rule": RULES[one["sink"]["category"]],
            "severity": "error" if one["severity"] == "critical" else "warning",
            "message": f"`{one['sink']['qualname']}` blocks in {one['function']}",
            "target": one["sink"]["qualname"],
            "related": [{**hop["location"], "message": hop["callee"]} for hop in one["chain"]],
        }
        for one in json.loads(run.stdout)["diagnostics"]
    ]


def _meet(theirs: Finding, ours: Finding) -> bool:
    """Whether both stand on one line; theirs is a place, ours a call that may have many lines."""
    lines = range(ours["line"], ours["end_line"] + 1)
    return bool(theirs["path"] == ours["path"]) and theirs["line"] in lines


def _print(title: str, findings: list[Finding], arguments: argparse.Namespace) -> None:
    print(f"\n##### {title}: {len(findings)} ({arguments.code})")
    for (rule, target), count in Counter(
        (one["rule"], one.get("target", "")) for one in findings
    ).most_common(25):
        print(f"  {count:4d} {rule:20s} {target}")
    size = arguments.size or len(findings)
    drawn = random.Random(arguments.seed).sample(findings, min(size, len(findings)))
    for one in sorted(drawn, key=lambda one: (one["project"], one["path"], one["line"])):
        print("\n" + show(one, arguments.data / "corpus" / one["project"]))


if __name__ == "__main__":
    sys.exit(main())
