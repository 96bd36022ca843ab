"""The engine as the command line uses it: the only door between the two."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from asyncsense.cli.console import UsageError
from asyncsense.cli.known_edits import KnownEdits
from asyncsense.cli.state import State
from asyncsense.codec import freeze, thaw_report
from asyncsense.config import SettingsFinder
from asyncsense.diagnostics import Diagnostic, FileError, Report, Severity
from asyncsense.inference.environment import MissingEnvironmentError, site_packages
from asyncsense.project.cache_directory import mark
from asyncsense.project.discovery import above_packages, python_files
from asyncsense.project.sources import decode, read_bytes
from asyncsense.project.store import Store
from asyncsense.text import Document, Span

if TYPE_CHECKING:
    from asyncsense.engine import Snapshot, Workspace
    from asyncsense.project.name_index import Names


class Explanation(Protocol):
    """A place and what follows from it: one node of the tree that `explain` shows."""

    @property
    def text(self) -> str: ...
    @property
    def path(self) -> str:
        """Absolute; empty where there is no place to show."""
        ...

    @property
    def line(self) -> int: ...
    @property
    def children(self) -> Sequence[Explanation]: ...


_ROOT_MARKS = ("pyproject.toml", "asyncsense.toml", "setup.py", "setup.cfg", ".git")
_FILES_PER_PROCESS = 600
"""Each process reads the libraries for itself, and finds out anew what others know of the project: a second
one costs a quarter more CPU time, and fewer files are done in a few seconds without."""
_FILES_PER_DEEP_PROCESS = 10


Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""


def _silent(what: str, done: int, total: int) -> None:
    pass


class Options(NamedTuple):
    """How to analyse, besides the settings."""

    overrides: Mapping[str, object]
    """Settings of the command line."""
    cache_directory: str | None = None
    """Where results are kept from run to run; None: nowhere."""
    deep: bool = False
    jobs: int = 1


class Analysis:
    """A project under analysis. Nothing is read before it is asked for."""

    def __init__(self, root: str, options: Options) -> None:
        self._root = root
        self._options = options
        directory = options.cache_directory
        usable = directory is not None and mark(directory)
        self._store = Store(directory) if directory is not None and usable else None
        self._store_directory = directory if usable else None
        self._buffers: dict[str, str] = {}
        self._forget()

    def _forget(self) -> None:
        self._settings = SettingsFinder(self._options.overrides, self._root)
        self._files: tuple[str, ...] | None = None
        self._workspace: Workspace | None = None
        self._reused = 0
        self._checked = 0
        self.document: Callable[[str], Document] = lru_cache(maxsize=64)(self._document)
        self.known_edits = KnownEdits(self._store, self.document)

    def open(self, path: str, text: str) -> None:
        """`text` takes the place of what the disk holds for `path`."""
        self._buffers[path] = text
        self._forget()

    def changed(self, paths: Iterable[str]) -> None:
        """The files have other contents on the disk now."""
        self._forget()

    # ------------------------------------------------------------------ reports

    def reports(self, paths: Sequence[str], progress: Progress = _silent) -> Iterator[Report]:
        """What there is to say about each file, in any order.

        `progress` is told how many files of how many were read, before the first of them is checked.
        """
        surroundings = self._surroundings()
        files = self._project_files(paths)
        if self._buffers:
            yield from self._checked_here(paths)
            return
        key = self._key()
        state = State.load(self._store, key, surroundings) if self._store is not None else None
        todo = list(paths)
        if state is not None:
            left = self._left_to_check(state, files)
            reused = (
                {} if left is None else {p: r for p, r in state.reports.items() if p not in left}
            )
            state.reports = reused
            for path in paths:
                report = thaw_report(reused.get(path))
                if report is not None:
                    self._reused += 1
                    yield report
                else:
                    reused.pop(path, None)
            todo = [path for path in paths if path not in reused]
            if not todo:
                if left:
                    state.save(self._store, key)  # type: ignore[arg-type]
                return
        fresh = state or State(surroundings)
        yield from self._check(files, todo, fresh, progress)
        if self._store is not None:
            if state is None:
                fresh.note_files(files)
            fresh.save(self._store, key)

    def _left_to_check(self, state: State, files: Sequence[str]) -> set[str] | None:
        """The files whose reports no longer hold; None if that is all of them.

        Notes in `state` what the files are now, and where the places in them went.
        """
        changed = state.changed(files)
        if changed is None:
            state.files.clear()
            state.trails.clear()
            state.note_files(files)
            return None
        if not changed:
            return set()
        assert self._store is not None
        # Nobody can tell what jedi looked at.
        if self._options.deep or not state.load_trails(self._store, self._key()):
            affected = None
        else:
            affected = self._affected(state, changed)
        state.files.update(changed)
        return affected

    def _affected(self, state: State, changed: Mapping[str, Any]) -> set[str] | None:
        from asyncsense.cli.impact import Impact
        from asyncsense.project.cache import SummaryCache
        from asyncsense.project.files import FileReader

        assert self._store is not None
        summaries = SummaryCache(self._store)
        reader = FileReader(summaries)

        def summary_of(path: str, digest: bytes) -> Any:
            known = summaries.load(digest)
            if known is None and path in changed and digest == changed[path][1]:
                known = reader.file(path)
            return known.summary if known is not None else None

        impact = Impact(state, {path: row[1] for path, row in changed.items()}, summary_of)
        affected = impact.files()
        summaries.flush()
        if affected is not None:
            for path in changed:
                self._relocate(state, path, affected, impact)
        return affected

    def _relocate(self, state: State, path: str, affected: set[str], impact: Any) -> None:
        """Reports of other files point into a changed one: at the same statements as before."""
        shifted = impact.shift_of(path)
        for other, frozen in state.reports.items():
            if other in affected or path not in _paths_in(frozen):
                continue
            report = thaw_report(frozen)
            moved = _moved(report, path, shifted) if report is not None else None
            if moved is None:
                affected.add(other)
            else:
                state.reports[other] = freeze(moved)

    def _check(
        self,
        files: tuple[str, ...],
        paths: Sequence[str],
        state: State,
        progress: Progress,
    ) -> Iterator[Report]:
        from asyncsense.cli.pool import Failure, Pool
        from asyncsense.cli.worker import Environment, Job

        deep = self._options.deep
        enough = _FILES_PER_DEEP_PROCESS if deep else _FILES_PER_PROCESS
        size = max(1, min(self._options.jobs, -(-len(paths) // enough)))
        with TemporaryDirectory(prefix="asyncsense-") as temporary:
            shared = self._store_directory or (temporary if size > 1 else None)
            kept = self._store is not None
            job = Job(self._root, dict(self._options.overrides), files, shared, deep, kept)
            pool = Pool(job, size)
            try:
                if size > 1 or len(paths) < len(files):
                    names = self._known_names(state, files)
                    unread = [path for path in files if path not in names]
                    for path, found in pool.read(unread) if unread else ():
                        names[path] = found
                        progress("Reading", len(names), len(files))
                    pool.know_names(names)
                for path, answer in pool.check(paths):
                    if isinstance(answer, Failure):
                        yield Report(path, (), (FileError(path, str(answer)),))
                        continue
                    frozen, trail = answer
                    state.reports[path] = frozen
                    state.trails[path] = trail
                    report = thaw_report(frozen)
                    if report is not None:
                        self._checked += 1
                        yield report
                for row in pool.finish():
                    environment = Environment(*row)
                    state.note_environment(environment.folders, environment.libraries)
                    state.note_asked(environment.asked)
            finally:
                pool.close()

    def _known_names(self, state: State, files: Sequence[str]) -> dict[str, Names]:
        """The names in those files of which an earlier run has kept them."""
        from asyncsense.project.cache import SummaryCache

        if self._store is None:
            return {}
        summaries = SummaryCache(self._store)
        rows = ((path, state.files[path][1]) for path in files if path in state.files)
        found = ((path, summaries.load_names(digest)) for path, digest in rows)
        return {path: names for path, names in found if names is not None}

    def _checked_here(self, paths: Sequence[str]) -> Iterator[Report]:
        from asyncsense.checker import check
        from asyncsense.deep_stack import in_deep_stack

        snapshot = self._snapshot()
        for path in paths:
            yield in_deep_stack(lambda path=path: check(snapshot, path))  # type: ignore[misc]

    # ------------------------------------------------------------------ what it is about

    def _surroundings(self) -> bytes:
        """A digest of what holds for all files. Raises UsageError for an environment that is not there."""
        settings = self._settings.in_directory(self._root)
        try:
            packages = site_packages(settings.python, self._root)
        except MissingEnvironmentError as error:
            raise UsageError(str(error)) from None
        digest = hashlib.blake2b(digest_size=16)
        digest.update(repr((packages, sys.version_info[:2], settings)).encode(errors="replace"))
        return digest.digest()

    def _key(self) -> bytes:
        """What tells this project and these options from any other."""
        what = repr((self._root, sorted(self._options.overrides.items()), self._options.deep))
        return hashlib.blake2b(what.encode(errors="replace"), digest_size=16).digest()

    def _project_files(self, paths: Sequence[str]) -> tuple[str, ...]:
        if self._files is None:
            found = python_files([self._root], self._settings).files
            self._files = tuple(sorted({*found, *paths}))
        return self._files

    def _snapshot(self) -> Snapshot:
        if self._workspace is None:
            from asyncsense.engine import Workspace
            from asyncsense.project.cache import SummaryCache

            summaries = SummaryCache(self._store) if self._store is not None else None
            files = self._project_files(sorted(self._buffers))
            options = self._options
            self._workspace = Workspace(
                self._root, options.overrides, summaries, files=files, deep=options.deep
            )
            for path, text in self._buffers.items():
                self._workspace.open(path, text, 0)
        return self._workspace.snapshot()

    # ------------------------------------------------------------------ answers

    def _document(self, path: str) -> Document:
        if path in self._buffers:
            return Document(path, self._buffers[path])
        return Document(path, decode(read_bytes(path)))

    def fixed(self, paths: Sequence[str], *, unsafe: bool, lowest: Severity) -> dict[str, str]:
        """The new texts of the files that fixes of findings change that are at least `lowest`."""
        from asyncsense.deep_stack import in_deep_stack
        from asyncsense.fixer import fix_all

        return in_deep_stack(lambda: fix_all(self._snapshot(), paths, unsafe=unsafe, lowest=lowest))

    def explain(self, place: str) -> Explanation:
        """Why what stands at `place` blocks, or what it returns; raises UsageError."""
        from asyncsense.deep_stack import in_deep_stack
        from asyncsense.explain import explain_place

        self._surroundings()
        try:
            return in_deep_stack(lambda: explain_place(self._snapshot(), place))
        except LookupError as error:
            raise UsageError(str(error.args[0] if error.args else error)) from None

    def statistics(self) -> dict[str, str]:
        """More figures for `--statistics`, by what they are of."""
        return {"cache hits": f"{self._reused} of {self._reused + self._checked} files"}


def _paths_in(frozen: Any) -> set[str]:
    """The files that a frozen report points into."""
    found: set[str] = set()
    todo = [frozen]
    while todo:
        one = todo.pop()
        if isinstance(one, tuple):
            todo.extend(one)
        elif isinstance(one, str) and os.path.isabs(one):
            found.add(one)
    return found


def _moved(report: Report, path: str, shifted: Callable[[int], int | None]) -> Report | None:
    """The report with its places in `path` where they are now; None where one is gone."""
    diagnostics = [_with_places(one, path, shifted) for one in report.diagnostics]
    kept = tuple(one for one in diagnostics if one is not None)
    return replace(report, diagnostics=kept) if len(kept) == len(diagnostics) else None


def _with_places(
    diagnostic: Diagnostic, path: str, shifted: Callable[[int], int | None]
) -> Diagnostic | None:
    if any(step.path == path for fix in diagnostic.fixes for step in fix.steps):  # type: ignore[attr-defined]
        return None
    related = []
    for one in diagnostic.related:
        if one.path == path:
            start = shifted(one.span.start)
            if start is None:
                return None
            one = replace(one, span=Span(start, start + one.span.end - one.span.start))
        related.append(one)
    return replace(diagnostic, related=tuple(related))


def project_root(paths: Sequence[str]) -> str:
    """The root of the project that `paths` (absolute) are in: the nearest directory that is marked as
    one at or above what they share, else the one above the packages that they are in."""
    directories = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    try:
        shared = os.path.commonpath(directories)
    except ValueError:
        raise UsageError("the paths are on several drives; check them one by one") from None
    directory = shared
    while not _is_root(directory):
        parent = os.path.dirname(directory)
        if parent == directory:
            return above_packages(shared)
        directory = parent
    return directory


def _is_root(directory: str) -> bool:
    """Whether the directory is marked as a project's; inside a package such a name is a module."""
    if os.path.exists(os.path.join(directory, "__init__.py")):
        return False
    return any(os.path.exists(os.path.join(directory, mark)) for mark in _ROOT_MARKS)
