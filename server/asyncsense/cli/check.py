"""`asyncsense check`: find problems, and fix them."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TextIO

from asyncsense.cli import catalogue, fixing, statistics, watch
from asyncsense.cli.analysis import Analysis, Options, project_root
from asyncsense.cli.arguments import names, positive
from asyncsense.cli.console import Style, UsageError, say, wants_colours
from asyncsense.cli.files import write_for_user
from asyncsense.cli.formats import FOR_PEOPLE, FORMATS, render
from asyncsense.cli.formats.result import Result, Totals, relative_path
from asyncsense.cli.progress import ProgressBar
from asyncsense.cli.summary import summary
from asyncsense.config import SEVERITIES, Settings, SettingsFinder, validate_names
from asyncsense.diagnostics import Diagnostic, FileError, Severity
from asyncsense.project.cache_directory import default_directory
from asyncsense.project.discovery import python_files

if TYPE_CHECKING:
    from asyncsense.cli.arguments import Subparsers

FOUND_NOTHING, FOUND_SOMETHING, NOT_ALL_ANALYSED = 0, 1, 3
STDIN = "-"

_log = logging.getLogger(__name__)


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "check",
        help="find problems",
        description="Find asyncio code that never runs, blocks, or is cancelled unseen.",
        epilog="Exit status: 0 nothing at or above --fail-on; 1 found something; 2 wrong use or bad "
        "settings; 3 nothing found, but a file could not be analysed.",
    )
    parser.set_defaults(run=run)
    parser.add_argument(
        "paths",
        nargs="*",
        default=["."],
        metavar="PATH",
        help="files and directories (default: .); - for stdin",
    )
    parser.add_argument(
        "--python", metavar="PATH", help="interpreter or virtual environment; read, never run"
    )

    group = parser.add_argument_group("rules")
    for option, text in (
        ("--select", "report these rules and families only"),
        ("--ignore", "do not report these rules and families"),
        ("--extend-select", "report these rules and families too"),
    ):
        group.add_argument(option, type=names, action="extend", metavar="NAME,…", help=text)
    group.add_argument(
        "--severity",
        choices=SEVERITIES,
        default="hint",
        metavar="LEVEL",
        help="lowest severity shown, and fixed: %(choices)s",
    )
    group.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        default="warning",
        metavar="LEVEL",
        help="lowest severity that makes exit status 1 (default: %(default)s)",
    )
    group.add_argument("--exit-zero", action="store_true", help="findings do not make status 1")

    group = parser.add_argument_group("fixes")
    group.add_argument("--fix", action="store_true", help="apply safe fixes")
    group.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix: unsafe ones too, of more than hints",
    )
    group.add_argument("--diff", action="store_true", help="show what --fix would change")

    group = parser.add_argument_group("output")
    group.add_argument(
        "--output-format",
        choices=FORMATS,
        default="full",
        metavar="FORMAT",
        help="%(choices)s (default: %(default)s)",
    )
    group.add_argument("--output-file", metavar="PATH", help="write to a file, not to stdout")
    group.add_argument("--statistics", action="store_true", help="counts by rule, and figures")
    group.add_argument("-q", "--quiet", action="store_true", help="nothing but the findings")
    group.add_argument("-v", "--verbose", action="store_true", help="say what is being done")

    group = parser.add_argument_group("files")
    group.add_argument("--exclude", action="append", metavar="PATTERN", help="leave these out")
    group.add_argument(
        "--no-gitignore", action="store_true", help="take what .gitignore files name, too"
    )
    group.add_argument(
        "--stdin-filename", metavar="PATH", help="with -: the file that stdin stands for"
    )
    group.add_argument("--baseline", metavar="FILE", help="report only what is not in this file")
    group.add_argument(
        "--write-baseline", action="store_true", help="write the findings to the baseline"
    )
    group.add_argument("--watch", action="store_true", help="check again when a file changes")

    group = parser.add_argument_group("analysis")
    group.add_argument(
        "--deep", action="store_true", help="ask jedi about what the resolver leaves open (slow)"
    )
    group.add_argument(
        "--jobs", type=positive, metavar="N", help="most processes at work (default: the cores)"
    )
    group.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")
    group.add_argument("--cache-dir", metavar="PATH", help="where the cache is")


def run(args: argparse.Namespace) -> int:
    if args.verbose:
        logging.basicConfig(level=logging.INFO, format="asyncsense: %(message)s")
    else:
        logging.getLogger("asyncsense").setLevel(logging.CRITICAL)
    _refuse_contradictions(args)
    check = Check.of(args)
    if args.watch:
        watch.watch(check)
        return FOUND_NOTHING
    if not args.deep:
        # It will soon be over, and nearly nothing has cycles, other than what jedi makes.
        gc.disable()
    return check.run()


def _refuse_contradictions(args: argparse.Namespace) -> None:
    if STDIN in args.paths and len(args.paths) > 1:
        raise UsageError("- (stdin) cannot be checked together with files")
    if args.stdin_filename and STDIN not in args.paths:
        raise UsageError("--stdin-filename is for use with -")
    if args.write_baseline and not args.baseline:
        raise UsageError("--write-baseline needs --baseline FILE")
    if args.watch and (args.fix or args.diff or STDIN in args.paths or args.write_baseline):
        raise UsageError("--watch only reports: it goes with files, without fixes and baselines")


class Found(NamedTuple):
    """What there is to check."""

    files: list[str]
    settings_files: set[str]
    errors: list[FileError]


class Check(NamedTuple):
    """One call of the command, which may check more than once."""

    args: argparse.Namespace
    paths: list[str]
    overrides: dict[str, object]
    analysis: Analysis
    stdin: str | None = None
    """The text that takes the place of the only path's."""

    @classmethod
    def of(cls, args: argparse.Namespace) -> Check:
        """Makes ready; raises UsageError or SettingsError where the command line is wrong."""
        overrides = _overrides(args)
        validate_names(Settings().merged(overrides), catalogue.known_names)
        reads_stdin = args.paths == [STDIN]
        given = [args.stdin_filename or "stdin.py"] if reads_stdin else args.paths
        paths = [os.path.abspath(path) for path in given]
        if not reads_stdin:
            for name, path in zip(given, paths, strict=True):
                if not os.path.exists(path):
                    raise UsageError(f"no such file or directory: {name}")
        directory = None if args.no_cache else args.cache_dir or default_directory()
        options = Options(
            overrides, directory, deep=args.deep, jobs=args.jobs or os.cpu_count() or 1
        )
        analysis = Analysis(project_root(paths), options)
        stdin = _read_stdin() if reads_stdin else None
        if stdin is not None:
            analysis.open(paths[0], stdin)
        return cls(args, paths, overrides, analysis, stdin)

    @property
    def lowest(self) -> Severity:
        """The lowest severity that is shown, and fixed."""
        return Severity[self.args.severity.upper()]

    def discover(self) -> Found:
        """The files to check, all with settings in order; raises SettingsError."""
        finder = SettingsFinder(self.overrides)
        files, errors = self.paths, []
        if self.stdin is None:
            discovery = python_files(self.paths, finder)
            files, errors = discovery.files, discovery.errors
        settings = {item.source: item for item in map(finder.find, files)}
        for item in settings.values():
            validate_names(item, catalogue.known_names)
        return Found(files, settings.keys() - {""}, errors)

    def run(self) -> int:
        """Checks, shows, fixes; returns the exit status."""
        started = time.perf_counter()
        found = self.discover()
        if not found.files:
            say("no Python files found")
        result = self.analyse(found, started)
        if self.args.write_baseline:
            return self._write_baseline(result)
        if self.args.diff:
            return self._show_diff(found, result)
        if self.args.fix:
            return self._fix(found, result, started)
        self.show(result)
        return self.status(result)

    def analyse(self, found: Found, started: float) -> Result:
        """What is to be reported about the files."""
        _log.info("settings: %s", ", ".join(sorted(found.settings_files)) or "none")
        _log.info("checking %d files", len(found.files))
        diagnostics: list[Diagnostic] = []
        errors, totals = list(found.errors), Totals(files=len(found.files))
        done = 0
        with ProgressBar(shown=not self.args.quiet) as bar:
            for report in self.analysis.reports(found.files, bar.tell):
                done += 1
                bar.tell("Checking", done, len(found.files))
                diagnostics += report.diagnostics
                errors += report.errors
                totals = totals._replace(
                    lines=totals.lines + report.lines,
                    calls=totals.calls + report.calls,
                    calls_resolved=totals.calls_resolved + report.calls_resolved,
                )
        diagnostics = [item for item in diagnostics if item.severity >= self.lowest]
        diagnostics.sort(key=lambda item: (item.path, item.span, item.rule))
        if self.args.baseline and not self.args.write_baseline:
            from asyncsense.cli import baseline

            diagnostics = baseline.new_ones(diagnostics, self.args.baseline)
        return Result(
            diagnostics,
            sorted(errors, key=lambda error: error.path),
            totals._replace(seconds=time.perf_counter() - started),
            self.analysis.document,
            self.analysis.known_edits.edits,
        )

    def show(self, result: Result, remark: str = "", *, to_stderr: bool = False) -> None:
        """Writes the findings; people read `remark` at the end, else a summary."""
        args = self.args
        self.name_errors(result)
        for_people = args.output_format in FOR_PEOPLE
        stream = sys.stderr if to_stderr else sys.stdout
        style = Style(not args.output_file and wants_colours(stream))
        lines: list[str] = []
        if not (args.statistics and for_people):
            lines += render(args.output_format, result, style)
            self.analysis.known_edits.keep()
        if args.statistics:
            table = statistics.lines(result, self.analysis.statistics())
            if for_people:
                lines += table
            else:
                print(*table, sep="\n", file=sys.stderr)
        elif for_people and not args.quiet:
            lines += [remark or summary(result)]
        elif remark and not args.quiet:
            say(remark)
        text = "".join(f"{line}\n" for line in lines)
        self._write(text, stream)

    def name_errors(self, result: Result) -> None:
        """One line on stderr for each file that could not be analysed."""
        for error in result.errors:
            say(f"{result.relative(error.path)}: {error.message}")

    def status(self, result: Result) -> int:
        """Findings come first: a run that has some says so even where it could not see everything."""
        least = Severity[self.args.fail_on.upper()]
        if not self.args.exit_zero and any(item.severity >= least for item in result.reported):
            return FOUND_SOMETHING
        return NOT_ALL_ANALYSED if result.errors else FOUND_NOTHING

    def _write_baseline(self, result: Result) -> int:
        from asyncsense.cli import baseline

        self.name_errors(result)
        baseline.write_baseline(self.args.baseline, result.reported)
        if not self.args.quiet:
            count = len(result.reported)
            say(f"{self.args.baseline}: {count} problem{'s' * (count != 1)} written")
        return NOT_ALL_ANALYSED if result.errors else FOUND_NOTHING

    def _show_diff(self, found: Found, result: Result) -> int:
        self.name_errors(result)
        new = self._fixed(found)
        directory = result.directory
        lines: list[str] = []
        for path in sorted(new):
            shown = relative_path(path, directory)
            lines += fixing.diff(shown, self.analysis.document(path).text, new[path])
        self._write("".join(lines), sys.stdout)
        if not self.args.quiet:
            count = len(new)
            say(f"{count} file{'s' * (count != 1)} would change" if new else "nothing to fix")
        if new and not self.args.exit_zero:
            return FOUND_SOMETHING
        return NOT_ALL_ANALYSED if result.errors else FOUND_NOTHING

    def _fixed(self, found: Found) -> dict[str, str]:
        """The new texts of the files that the fixes of what is shown change."""
        return self.analysis.fixed(found.files, unsafe=self.args.unsafe_fixes, lowest=self.lowest)

    def _fix(self, found: Found, before: Result, started: float) -> int:
        new = self._fixed(found)
        if self.stdin is not None:
            return self._fix_stdin(found, new, started)
        errors = fixing.write(new, self.analysis.document)
        result = before
        if new:
            self.analysis.changed(sorted(new))
            result = self.analyse(found, started)
        result = replace(result, errors=[*result.errors, *errors])
        self.show(result, fixing.remark(before, result))
        return self.status(result)

    def _fix_stdin(self, found: Found, new: dict[str, str], started: float) -> int:
        """The text goes to stdout, fixed if nothing but it has to change; the rest to stderr."""
        (path,) = self.paths
        text = self.stdin or ""
        if new.keys() <= {path}:
            text = new.get(path, text)
        self.analysis.open(path, text)
        result = self.analyse(found, started)
        sys.stdout.write(text)
        self.show(result, to_stderr=True)
        return self.status(result)

    def _write(self, text: str, stream: TextIO) -> None:
        if self.args.output_file:
            write_for_user(self.args.output_file, text)
        else:
            stream.write(text)


def _overrides(args: argparse.Namespace) -> dict[str, object]:
    """What the command line sets, as a settings file would say it."""
    return {
        "python": os.path.abspath(args.python) if args.python else None,
        "select": args.select,
        "ignore": args.ignore,
        "extend-select": args.extend_select,
        "exclude": args.exclude,
        "gitignore": False if args.no_gitignore else None,
    }


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("stdin is not UTF-8") from None
