"""Looks for crashes, hangs and greed: each project, and random files of it on their own.

    python benchmarks/sweep.py --data DIR --projects S,M --files 30 --broken

With --broken each of those files is also checked cut off at a random line, as an editor would see it.
Prints the offenders only; exit status 1 when there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from harness import (
    Checker,
    Run,
    RunError,
    add_project_arguments,
    checker,
    chosen,
    measure,
    parse,
    parser,
    read_check,
)


def main() -> int:
    """Prints every offender; 1 if there is one."""
    arguments = _arguments()
    sweep = Sweep(checker(arguments), arguments)
    for project in chosen(arguments):
        root = arguments.data / "corpus" / project.name
        if not root.is_dir():
            print(f"{project.name}: not fetched", file=sys.stderr)
            continue
        sweep.project(root)
        source = random.Random(f"{arguments.seed} {project.name}")
        for file in _files(root, arguments.files, source):
            sweep.file(root, file)
            if arguments.broken:
                sweep.broken(root, file, source)
    print(
        f"{sweep.runs} runs, {sweep.offenders} offenders;"
        f" slowest file {sweep.slowest:.1f} s, largest {sweep.largest:.0f} MB"
    )
    return 1 if sweep.offenders else 0


def _arguments() -> argparse.Namespace:
    arguments = parser(__doc__.partition("\n")[0])
    add_project_arguments(arguments, "S,M,X")
    arguments.add_argument(
        "--files", type=int, default=20, help="files of a project to check alone; 0: all"
    )
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--broken", action="store_true", help="also cut files off")
    arguments.add_argument("--seconds", type=float, default=10, help="limit for one file")
    arguments.add_argument("--project-seconds", type=float, default=600, help="for a project")
    arguments.add_argument("--megabytes", type=float, default=1000, help="limit for one file")
    arguments.add_argument("--project-megabytes", type=float, default=4000, help="for a project")
    return parse(arguments)


def _files(root: Path, count: int, source: random.Random) -> list[Path]:
    files = sorted(root.rglob("*.py"))
    return files if count == 0 or count >= len(files) else sorted(source.sample(files, count))


class Sweep:
    """Runs checks and complains about those that go wrong."""

    def __init__(self, using: Checker, limits: argparse.Namespace) -> None:
        self.using = using
        self.limits = limits
        self.runs = 0
        self.offenders = 0
        self.slowest = 0.0
        self.largest = 0.0

    def project(self, root: Path) -> None:
        """Checks a whole project."""
        limits = self.limits
        using = replace(self.using, timeout=limits.project_seconds)
        run = measure(using.argv(["."]), root, using.timeout)
        print(f"{root.name}: {run.wall:.1f} s, {run.cpu:.1f} CPU s, {run.rss_mb:.0f} MB")
        self._judge(root.name, run, root, limits.project_seconds, limits.project_megabytes)

    def file(self, root: Path, file: Path) -> None:
        """Checks one file."""
        path = file.relative_to(root).as_posix()
        run = self._run(root, [path])
        self._judge(f"{root.name}/{path}", run, root, self.limits.seconds, self.limits.megabytes)

    def broken(self, root: Path, file: Path, source: random.Random) -> None:
        """Checks one file that ends at a random place."""
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8", errors="replace")
        length = source.randrange(len(text) + 1)
        run = self._run(root, ["--stdin-filename", path, "-"], text[:length])
        title = f"{root.name}/{path} cut off after {length} characters"
        self._judge(title, run, root, self.limits.seconds, self.limits.megabytes)

    def _run(self, root: Path, paths: Iterable[str], stdin: str | None = None) -> Run:
        run = measure(self.using.argv(paths), root, 3 * self.limits.seconds, stdin)
        self.slowest = max(self.slowest, run.wall)
        self.largest = max(self.largest, run.rss_mb)
        return run

    def _judge(self, title: str, run: Run, root: Path, seconds: float, megabytes: float) -> None:
        self.runs += 1
        complaints = []
        try:
            read_check(run, root)
        except RunError as error:
            complaints.append(str(error))
        if "Traceback (most recent call last)" in run.stderr:
            complaints.append("a traceback on stderr")
        if run.wall > seconds:
            complaints.append(f"{run.wall:.1f} s")
        if run.rss_mb > megabytes:
            complaints.append(f"{run.rss_mb:.0f} MB")
        if complaints:
            self.offenders += 1
            print(f"OFFENDER {title}: {'; '.join(complaints)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
