"""What the benchmarks share: the list of projects, one run of a tool, and what it cost."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

Finding = dict[str, Any]
"""One diagnostic of `asyncsense check --output-format json`, with `project` added."""

LEVELS = ("hint", "information", "warning", "error")


class RunError(Exception):
    """A tool died, was stopped, or answered with something that cannot be read."""


@dataclass(frozen=True)
class Project:
    """One line of a list: `name==version [tier]`."""

    name: str
    version: str
    tier: str


@dataclass(frozen=True)
class Run:
    """One finished process and what it and its children cost."""

    code: int
    stdout: str
    stderr: str
    cpu: float
    wall: float
    rss_mb: float
    """Largest sum of the resident sizes of its processes; pages they share count for each."""
    pss_mb: float
    """The same, with a shared page counted once."""
    timed_out: bool


@dataclass(frozen=True)
class Check:
    """What one `asyncsense check` said."""

    findings: list[Finding]
    errors: list[dict[str, str]]
    summary: dict[str, float]
    run: Run


@dataclass(frozen=True)
class Checker:
    """How to call asyncsense."""

    command: tuple[str, ...]
    python: str | None = None
    extra: tuple[str, ...] = ()
    timeout: float = 1800
    cache: tuple[str, ...] = ("--no-cache",)

    def argv(self, paths: Iterable[str]) -> list[str]:
        """The command line for `paths`."""
        python = ("--python", self.python) if self.python else ()
        options = (*python, *self.cache, "--output-format", "json", *self.extra)
        return [*self.command, "check", *options, *paths]

    def check(self, root: Path, paths: Iterable[str] = (".",)) -> Check:
        """Checks `paths` with `root` as the working directory."""
        run = measure(self.argv(paths), root, self.timeout)
        return read_check(run, root)


def read_check(run: Run, root: Path) -> Check:
    """The findings in the output of a run in `root`, or RunError."""
    if run.timed_out:
        raise RunError(f"{root}: stopped after {run.wall:.0f} s")
    if run.code not in (0, 1, 3):
        raise RunError(f"{root}: exit status {run.code}: {last_line(run.stderr)}")
    try:
        answer = json.loads(run.stdout)
        findings = [one for one in answer["diagnostics"] if not one["suppressed"]]
        return Check(findings, answer["errors"], answer["summary"], run)
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{root}: unreadable output: {error!r}: {last_line(run.stderr)}") from error


def last_line(text: str) -> str:
    """The last line that is not empty, shortened."""
    lines = text.strip().splitlines()
    return lines[-1][:200] if lines else "(nothing on stderr)"


def measure(argv: Sequence[str], cwd: Path, timeout: float, stdin: str | None = None) -> Run:
    """Runs a command to its end and measures it together with all its children.

    Raises RunError when it cannot be started.
    """
    with (
        tempfile.TemporaryFile() as stdout,
        tempfile.TemporaryFile() as stderr,
        tempfile.TemporaryFile() as source,
    ):
        source.write((stdin or "").encode())
        source.seek(0)
        started = time.perf_counter()
        try:
            process = subprocess.Popen(
                argv, cwd=cwd, stdin=source, stdout=stdout, stderr=stderr, start_new_session=True
            )
        except OSError as error:
            raise RunError(f"cannot run {argv[0]} in {cwd}: {error.strerror}") from error
        memory = _MemorySampler(process.pid)
        killed = threading.Event()
        timer = threading.Timer(timeout, _kill, (process.pid, killed))
        memory.start()
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        memory.finish()
        # Popen must not wait for a process that wait4 has already reaped.
        process.returncode = os.waitstatus_to_exitcode(status)
        stdout.seek(0)
        stderr.seek(0)
        return Run(
            code=process.returncode,
            stdout=stdout.read().decode("utf-8", "replace"),
            stderr=stderr.read().decode("utf-8", "replace"),
            cpu=usage.ru_utime + usage.ru_stime,
            wall=wall,
            rss_mb=max(memory.rss_kb, usage.ru_maxrss) / 1024,
            # A process too short to be sampled has nobody to share with.
            pss_mb=(memory.pss_kb or usage.ru_maxrss) / 1024,
            timed_out=killed.is_set(),
        )


def _kill(session: int, killed: threading.Event) -> None:
    killed.set()
    os.killpg(session, signal.SIGKILL)


class _MemorySampler(threading.Thread):
    """Watches the memory of every process of a session through /proc."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.rss_kb = 0
        self.pss_kb = 0
        self._finished = threading.Event()

    def run(self) -> None:
        while not self._finished.wait(0.05):
            rss = pss = 0
            for process in self._processes():
                sizes = _rollup(process)
                rss += sizes.get("Rss:", 0)
                pss += sizes.get("Pss:", 0)
            self.rss_kb = max(self.rss_kb, rss)
            self.pss_kb = max(self.pss_kb, pss)

    def finish(self) -> None:
        self._finished.set()
        self.join()

    def _processes(self) -> Iterable[Path]:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                # The command name stands in parentheses and may itself hold spaces.
                fields = (process / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.session:
                yield process


def _rollup(process: Path) -> dict[str, int]:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {name: int(size) for name, size, *_ in map(str.split, lines)}


def parser(description: str) -> argparse.ArgumentParser:
    """A parser with the arguments that every benchmark takes."""
    result = argparse.ArgumentParser(
        description=description, epilog="Arguments after -- go to `asyncsense check`."
    )
    result.add_argument("--data", type=Path, required=True, help="where fetch.py put the projects")
    result.add_argument("--python", help="environment that the projects' imports are found in")
    result.add_argument(
        "--asyncsense",
        default=f"{shlex.quote(sys.executable)} -m asyncsense",
        metavar="COMMAND",
        help="command to call (default: this interpreter's)",
    )
    return result


def add_project_arguments(to: argparse.ArgumentParser, default: str) -> None:
    """Adds the choice of projects."""
    to.add_argument("--list", type=Path, default=HERE / "corpus.txt", help="list of projects")
    to.add_argument(
        "--projects", default=default, help=f"names or tiers, with commas (default: {default})"
    )


def parse(parsed_by: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments; those after `--` as `extra`."""
    argv = sys.argv[1:]
    own, extra = (
        (argv[: argv.index("--")], argv[argv.index("--") + 1 :]) if "--" in argv else (argv, [])
    )
    arguments = parsed_by.parse_args(own)
    arguments.extra = tuple(extra)
    arguments.data = arguments.data.resolve()
    if arguments.python:
        # Not resolved: a virtual environment's python is a link out of it.
        arguments.python = os.path.abspath(arguments.python)
    return arguments


def command(words: str) -> list[str]:
    """A command line as words; a relative path to its program is made absolute."""
    program, *options = shlex.split(words)
    return [os.path.abspath(program) if os.sep in program else program, *options]


def checker(arguments: argparse.Namespace) -> Checker:
    """The asyncsense that the arguments ask for."""
    return Checker(tuple(command(arguments.asyncsense)), arguments.python, arguments.extra)


def read_list(path: Path) -> list[Project]:
    """The projects of a list."""
    projects = []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if words:
            name, _, version = words[0].partition("==")
            projects.append(Project(name, version, words[1] if len(words) > 1 else ""))
    return projects


def chosen(arguments: argparse.Namespace) -> list[Project]:
    """The projects of the list that were asked for, by name, tier or `all`."""
    wanted = set(arguments.projects.split(","))
    projects = [
        project
        for project in read_list(arguments.list)
        if wanted & {project.name, project.tier, "all"}
    ]
    if not projects:
        sys.exit(f"{arguments.list} has no project of {arguments.projects}")
    return projects


def check_projects(
    using: Checker, data: Path, projects: Iterable[Project]
) -> dict[str, list[Finding]]:
    """The findings of each project; one that fails is named on stderr and left out."""
    found: dict[str, list[Finding]] = {}
    for project in projects:
        root = data / "corpus" / project.name
        try:
            result = using.check(root)
        except RunError as error:
            print(f"FAILED {error}", file=sys.stderr)
            continue
        found[project.name] = [{**one, "project": project.name} for one in result.findings]
        print(
            f"{project.name}: {len(result.findings)} findings, {len(result.errors)} errors,"
            f" {result.run.cpu:.1f} CPU s, {result.run.rss_mb:.0f} MB",
            file=sys.stderr,
        )
    return found


_NO_SOURCE = re.compile(
    r"(?:^|[/_.-])(?:conftest|tests?|testing|examples?|docs|samples?)(?=[/_.-]|$)"
)


def is_test(path: str) -> bool:
    """Whether a path looks like a test, an example or documentation."""
    return _NO_SOURCE.search(path.lower()) is not None


def context(root: Path, path: str, line: int, around: int = 6, mark_to: int | None = None) -> str:
    """The source lines around `line`; those from `line` to `mark_to` are marked."""
    try:
        lines = (root / path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        return f"    ({error})"
    last = mark_to or line
    first_shown, end_shown = max(1, line - around), min(len(lines), last + around)
    return "\n".join(
        f"{'>' if line <= number <= last else ' '} {number:5d} {lines[number - 1]}"
        for number in range(first_shown, end_shown + 1)
    )


def show(finding: Finding, root: Path, around: int = 6) -> str:
    """One finding for a person to judge: message, chain and code."""
    head = (
        f"{finding['project']}/{finding['path']}:{finding['line']}:{finding['column']}"
        f" {finding['severity']}[{finding['rule']}] {finding['message']}"
    )
    chain = [
        f"    {hop['path']}:{hop['line']}: {hop['message']}" for hop in finding.get("related", ())
    ]
    # A long `with` or call is marked in its first lines only.
    mark_to = min(finding["end_line"], finding["line"] + 3)
    return "\n".join(
        [head, *chain, context(root, finding["path"], finding["line"], around, mark_to)]
    )
