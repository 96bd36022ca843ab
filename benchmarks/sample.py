"""Counts the findings on real projects and draws a random sample of them for a person to judge.

    python benchmarks/sample.py --data DIR --python VENV --projects S,M --rule missing-await --size 20

The same seed and findings give the same sample. `--save` keeps the findings in a file; `--load` draws
from such a file without checking anything again.
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
    add_project_arguments,
    check_projects,
    checker,
    chosen,
    context,
    is_test,
    parse,
    parser,
    show,
)


def main() -> int:
    """Prints the counts and the sample; 1 when a project has no findings because it failed."""
    arguments = _arguments()
    projects = chosen(arguments)
    if arguments.load:
        found = json.loads(arguments.load.read_text(encoding="utf-8"))
        found = {project.name: found[project.name] for project in projects if project.name in found}
    else:
        found = check_projects(checker(arguments), arguments.data, projects)
    if arguments.save:
        arguments.save.write_text(json.dumps(found), encoding="utf-8")
    failed = 1 if len(found) < len(projects) else 0
    findings = [one for name in sorted(found) for one in found[name]]
    eligible = [one for one in findings if _wanted(one, arguments)]
    drawn = draw(eligible, arguments.size, arguments.seed)
    corpus = arguments.data / "corpus"
    if arguments.json:
        for one in drawn:
            one["context"] = context(corpus / one["project"], one["path"], one["line"])
        counts = [[*key, count] for key, count in sorted(_counts(findings).items())]
        print(json.dumps({"counts": counts, "eligible": len(eligible), "sample": drawn}, indent=1))
        return failed
    _print_counts(findings)
    print(f"\n{len(drawn)} of {len(eligible)} findings, seed {arguments.seed}")
    for number, one in enumerate(drawn, 1):
        print(f"\n=== {number} " + show(one, corpus / one["project"], arguments.around))
    return failed


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "all")
    arguments.add_argument("--size", type=int, default=20, help="how many to draw (default: 20)")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--around", type=int, default=6, help="lines of context (default: 6)")
    arguments.add_argument("--rule", default="", help="only these rules or families, with commas")
    arguments.add_argument("--severity", choices=LEVELS, default="hint", help="lowest one drawn")
    arguments.add_argument(
        "--code", choices=["all", "source", "tests"], default="all", help="which files to draw from"
    )
    arguments.add_argument("--save", type=Path, metavar="FILE", help="keep all findings")
    arguments.add_argument("--load", type=Path, metavar="FILE", help="draw from kept findings")
    arguments.add_argument("--json", action="store_true")
    return parse(arguments)


def _wanted(finding: Finding, arguments: argparse.Namespace) -> bool:
    rules = arguments.rule.split(",") if arguments.rule else []
    return (
        (not rules or finding["rule"] in rules or finding["family"] in rules)
        and LEVELS.index(finding["severity"]) >= LEVELS.index(arguments.severity)
        and (arguments.code == "all" or is_test(finding["path"]) == (arguments.code == "tests"))
    )


def draw(findings: list[Finding], size: int, seed: int) -> list[Finding]:
    """A sample in the order of a shuffle, so that a larger one begins with a smaller one."""
    ordered = sorted(
        findings,
        key=lambda one: (one["project"], one["path"], one["line"], one["column"], one["rule"]),
    )
    random.Random(seed).shuffle(ordered)
    return ordered[:size]


def _counts(findings: list[Finding]) -> Counter[tuple[str, str]]:
    return Counter((one["rule"], one["severity"]) for one in findings)


def _print_counts(findings: list[Finding]) -> None:
    outside = _counts([one for one in findings if not is_test(one["path"])])
    print(f"{'rule':30s} {'severity':12s} {'all':>7s} {'source':>7s}")
    for (rule, severity), count in sorted(_counts(findings).items()):
        print(f"{rule:30s} {severity:12s} {count:7d} {outside[rule, severity]:7d}")
    print(f"{'total':30s} {'':12s} {len(findings):7d} {outside.total():7d}")


if __name__ == "__main__":
    sys.exit(main())
