"""Measures the cost of asyncsense side by side with hydroid, in one run and interleaved.

    python benchmarks/speed.py --data DIR --python VENV --hydroid PATH --projects S,M,L --rounds 3

Each project is copied first. For each tool: `cold` (no cache), `warm` (a cache, nothing changed)
and `changed` (the same cache, a function appended to one file). Figures are medians of the rounds; a
tier's are sums over its projects, and the largest one for memory. CPU is user and system time of
all processes; quote it and the ratios, since wall time depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from harness import (
    Checker,
    Project,
    Run,
    add_project_arguments,
    checker,
    chosen,
    command,
    is_test,
    last_line,
    measure,
    parse,
    parser,
)

WAYS = ("cold", "warm", "changed")
APPENDED = "\n\nasync def appended_by_benchmark(delay: float) -> float:\n    return delay\n"

Measurements = dict[tuple[str, str, str], list[Run]]
"""By project, tool and way."""


def main() -> int:
    """Prints a table for each tier; 1 when a run failed."""
    arguments = _arguments()
    projects = chosen(arguments)
    results: Measurements = defaultdict(list)
    failed = False
    for project in projects:
        root = arguments.data / "speed" / project.name
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(arguments.data / "corpus" / project.name, root, symlinks=True)
        tools = _tools(arguments, root)
        for number in range(arguments.rounds):
            # Each tool goes first in turn: the first one finds colder file caches.
            names = list(tools)[number % len(tools) :] + list(tools)[: number % len(tools)]
            for name in names:
                for way, run in _runs(tools[name], root, arguments.timeout):
                    failed |= _record(results, project, name, way, run)
    if arguments.json:
        rows = [
            {"project": project, "tool": tool, "way": way, **_figures(runs)}
            for (project, tool, way), runs in results.items()
        ]
        print(json.dumps(rows, indent=1))
    else:
        for tier in dict.fromkeys(project.tier for project in projects):
            _print(tier, [project for project in projects if project.tier == tier], results)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S")
    arguments.add_argument("--hydroid", help="the hydroid command; left out: asyncsense alone")
    arguments.add_argument("--rounds", type=int, default=1)
    arguments.add_argument("--timeout", type=float, default=1800)
    arguments.add_argument("--json", action="store_true")
    return parse(arguments)


class Tool:
    """A command line with and without its cache."""

    def __init__(self, cold: list[str], cached: list[str], cache: Path) -> None:
        self.cold = cold
        self.cached = cached
        self.cache = cache


def _tools(arguments: argparse.Namespace, root: Path) -> dict[str, Tool]:
    using: Checker = checker(arguments)
    cache = arguments.data / "speed" / f"{root.name}.cache"
    cached = replace(using, cache=("--cache-dir", str(cache)))
    tools = {"asyncsense": Tool(using.argv(["."]), cached.argv(["."]), cache)}
    if arguments.hydroid:
        python = ["--python", arguments.python] if arguments.python else []
        argv = [*command(arguments.hydroid), ".", *python, "--format", "json"]
        tools["hydroid"] = Tool([*argv, "--no-cache"], argv, root / ".hydroid_cache")
    return tools


def _runs(tool: Tool, root: Path, timeout: float) -> Iterator[tuple[str, Run]]:
    yield "cold", measure(tool.cold, root, timeout)
    shutil.rmtree(tool.cache, ignore_errors=True)
    measure(tool.cached, root, timeout)
    yield "warm", measure(tool.cached, root, timeout)
    with _one_file_changed(root):
        yield "changed", measure(tool.cached, root, timeout)


@contextmanager
def _one_file_changed(root: Path) -> Iterator[None]:
    files = sorted(path for path in root.rglob("*.py") if not is_test(str(path.relative_to(root))))
    file = files[len(files) // 2]
    content = file.read_bytes()
    file.write_bytes(content + APPENDED.encode())
    try:
        yield
    finally:
        file.write_bytes(content)


def _record(results: Measurements, project: Project, tool: str, way: str, run: Run) -> bool:
    results[project.name, tool, way].append(run)
    failed = run.timed_out or run.code not in (0, 1, 3)
    if failed:
        why = "stopped" if run.timed_out else f"exit status {run.code}: {last_line(run.stderr)}"
        print(f"FAILED {tool} {way} on {project.name}: {why}", file=sys.stderr)
    else:
        print(f"{project.name} {tool} {way}: {_figures([run])}", file=sys.stderr, flush=True)
    return failed


def _figures(runs: list[Run]) -> dict[str, float]:
    def median(of: Callable[[Run], float]) -> float:
        return round(statistics.median(map(of, runs)), 2)

    return {
        "cpu": median(lambda run: run.cpu),
        "wall": median(lambda run: run.wall),
        "rss_mb": median(lambda run: run.rss_mb),
        "pss_mb": median(lambda run: run.pss_mb),
    }


def _print(tier: str, projects: list[Project], results: Measurements) -> None:
    print(f"\n{tier or 'projects'}: {', '.join(project.name for project in projects)}")
    print(
        f"{'tool':12s} {'way':8s} {'CPU s':>8s} {'wall s':>8s} {'RSS MB':>8s} {'PSS MB':>8s}"
        f" {'CPU':>7s} {'wall':>7s} {'RSS':>7s}   (ratios to hydroid, same way)"
    )
    tools = list(dict.fromkeys(tool for _, tool, _ in results))
    for way in WAYS:
        totals = {tool: _total(tool, way, projects, results) for tool in tools}
        for tool, total in totals.items():
            cells = " ".join(f"{total[name]:8.2f}" for name in ("cpu", "wall", "rss_mb", "pss_mb"))
            ratios = ""
            if tool != "hydroid" and "hydroid" in totals:
                peer = totals["hydroid"]
                names = ("cpu", "wall", "rss_mb")
                ratios = " ".join(f"{total[name] / (peer[name] or 1):7.2f}" for name in names)
            print(f"{tool:12s} {way:8s} {cells} {ratios}")


def _total(tool: str, way: str, projects: list[Project], results: Measurements) -> dict[str, float]:
    each = [_figures(results[project.name, tool, way]) for project in projects]
    return {
        name: sum(one[name] for one in each)
        if name in ("cpu", "wall")
        else max(one[name] for one in each)
        for name in ("cpu", "wall", "rss_mb", "pss_mb")
    }


if __name__ == "__main__":
    sys.exit(main())
