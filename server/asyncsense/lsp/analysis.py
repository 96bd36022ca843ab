"""What the worker can be told and asked, over the workspaces of all folders.

The methods of `Analysis` are the vocabulary between server and worker: `configure`, `open`, `change`,
`close` and `invalidate` tell, the others ask. A question names the version of the text it is about;
where that is no longer the text, the answer is a StaleError.
"""

from __future__ import annotations

import inspect
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from asyncsense.config import SettingsError
from asyncsense.diagnostics import Applicability, Diagnostic, Fix
from asyncsense.fixes.silencing import silencing_fixes
from asyncsense.lsp.answers import (
    Choice,
    FileEdits,
    Finding,
    FixRef,
    Indexing,
    Range,
    RefusedError,
    RelatedPlace,
    Report,
    StaleError,
)
from asyncsense.lsp.core import CheckReport, Core, Explanation, FileCheck, Snapshot
from asyncsense.lsp.diff import edits_between
from asyncsense.lsp.workspaces import Workspaces
from asyncsense.project.sources import UnreadableFileError
from asyncsense.text import Document, Edit, PositionEncoding, Span

_MAX_FINDINGS = 1000
_INDEXING_SECONDS = 0.1
"""Somebody wants to see how it goes on, and another question may be more urgent."""

_Key = tuple[str, Range, str]
"""Names a finding in a text: rule, range and message."""


class _Look(NamedTuple):
    """What was seen in a file."""

    report: CheckReport
    is_whole: bool = True


class Analysis:
    """The workspaces of all folders, and what the editor wants to know of them."""

    def __init__(
        self,
        core: Core,
        is_awaited: Callable[[], bool] = lambda: False,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_awaited` tells whether something else is to be done, `is_cancelled` whether nobody waits
        for the present answer any more."""
        self._core = core
        self._is_awaited = is_awaited
        self._is_cancelled = is_cancelled
        self._encoding: PositionEncoding = "utf-16"
        self._workspaces = Workspaces(core)
        self._summaries: dict[str, object] = {}
        self._touched: set[str] = set()
        self._facts = 0
        self._has_surveyed = False
        """Whether files that are not open were checked of late."""
        self._checked: dict[str, tuple[str, int, list[Diagnostic]]] = {}
        self._checks: dict[str, FileCheck] = {}
        """Of open files in the present snapshots."""
        self._found: dict[str, Any] = {}
        """What the last checks of open files have found."""
        self._sound: dict[str, int] = {}
        """The open files whose last check was a whole one, and the facts that it rested on."""
        self._lowered: dict[tuple[FixRef, str, int], tuple[Fix, Mapping[str, Sequence[Edit]]]] = {}

    # What it is told.

    def configure(
        self,
        encoding: PositionEncoding,
        overrides: Mapping[str, Mapping[str, object]],
        default_overrides: Mapping[str, object],
    ) -> None:
        """The editor's folders with its settings for each, and those for files in none of them."""
        self._encoding = encoding
        self._checked.clear()
        self._checks.clear()
        self._found.clear()
        self._sound.clear()
        self._workspaces.configure(overrides, default_overrides)

    def prepare(self, folder: str, overrides: Mapping[str, object]) -> None:
        """Read what files in a folder say until something else is to be done: perhaps it will be the
        editor's, with these settings."""
        self.configure(self._encoding, {folder: overrides}, overrides)
        self._workspaces.read(os.path.join(folder, ""), self._is_awaited)

    def open(self, path: str, text: str, version: int | None) -> None:
        self._summaries[path] = self._summary(path)
        self._touched.add(path)
        self._checks.clear()
        self._workspaces.open(path, text, version)

    def change(self, path: str, text: str, version: int | None) -> None:
        self._touched.add(path)
        self._checks.clear()
        self._sound.pop(path, None)
        self._workspaces.change(path, text, version)

    def close(self, path: str) -> None:
        self._checked.pop(path, None)
        self._found.pop(path, None)
        self._sound.pop(path, None)
        self._checks.clear()
        self._summaries.pop(path, None)
        self._touched.discard(path)
        self._workspaces.close(path)

    def invalidate(self, paths: Sequence[str]) -> None:
        """Files changed on disk, settings files among them."""
        self._checks.clear()
        self._sound.clear()
        self._workspaces.invalidate(paths)

    # What it is asked.

    def check(self, path: str) -> Report | Indexing:
        """The findings of the file as it is now; it is to be asked again where its project has yet to be
        read. StaleError where nobody waits for it any more."""
        return self._index_for_a_moment(path) or self._check(path)

    def glance(self, path: str) -> Report | None:
        """The findings of the file as far as they can be told at once: where its text has changed, and
        elsewhere what was found before, by this process or by the one before it; or what the file and
        those that it imports say while the project has yet to be read. None where `check` is to be asked.
        Raises StaleError, too."""
        unread = self._core.unread
        earlier = self._found.get(path) or self._recalled(path)
        if earlier is None and (unread is None or self._is_soon_read(path)):
            return None
        is_read = unread is None or self._workspaces.is_read(path)

        def look(snapshot: Snapshot) -> _Look:
            if is_read:
                check = self._check_of(path, snapshot)
            else:
                check = self._core.check(self._at_once(path, snapshot), path)
            if earlier is None:
                report = check.whole(self._is_cancelled)
            else:
                report = check.quick(earlier, self._is_cancelled)
            self._found[path] = check.found
            return _Look(report, is_read and check.is_whole)

        return self._report(path, look)

    def deepen(self, path: str) -> Report:
        """As `check`, with what takes longer to find out."""

        def look(snapshot: Snapshot) -> _Look:
            deep = self._core.deepen(snapshot, self._is_cancelled)
            return _Look(self._core.check(deep, path).whole(self._is_cancelled))

        return self._report(path, look)

    def keep(self) -> None:
        """Write to the disk what was read, for the next process."""
        facts = self.facts()
        sound = [path for path, known in self._sound.items() if known == facts]
        for workspace in self._workspaces:
            mine = [path for path in sound if self._workspaces.of(path) is workspace]
            self._core.keep(workspace, {path: self._found[path] for path in mine})

    def slim_down(self) -> bool:
        """Forget what was found out about files that are not open; whether there was any."""
        has_surveyed, self._has_surveyed = self._has_surveyed, False
        if has_surveyed:
            self._checks.clear()
            for workspace in self._workspaces:
                workspace.slim_down()
        return has_surveyed

    def _recalled(self, path: str) -> Any:
        """What a process before has found in a file; None where it is not known to hold."""
        try:
            return self._core.recall(self._workspaces.of(path).snapshot(), path)
        except SettingsError:
            return None

    def _at_once(self, path: str, snapshot: Snapshot) -> Snapshot:
        """The snapshot for an answer that is not to wait until the file's project is read."""
        unread = self._core.unread
        return snapshot if unread is None or self._workspaces.is_read(path) else unread(snapshot)

    def _is_soon_read(self, path: str) -> bool:
        """Read the file's project, unless it is soon seen that this takes longer than a moment."""
        first = self._workspaces.read(path, lambda: True)
        second = self._index_for_a_moment(path, _INDEXING_SECONDS / 4)
        if first is None or second is None:
            return True
        if second.total - second.done > 3 * (second.done - first.done):
            return False
        return self._index_for_a_moment(path, _INDEXING_SECONDS * 3 / 4) is None

    def _index_for_a_moment(self, path: str, seconds: float = _INDEXING_SECONDS) -> Indexing | None:
        end = time.monotonic() + seconds
        return self._workspaces.read(path, lambda: time.monotonic() >= end)

    def _check(self, path: str) -> Report:
        def look(snapshot: Snapshot) -> _Look:
            if path not in self._workspaces.buffers:
                self._has_surveyed = True
                return _Look(self._core.check(snapshot, path).whole(self._is_cancelled))
            check = self._check_of(path, snapshot)
            report = check.whole(self._is_cancelled)
            self._found[path] = check.found
            return _Look(report)

        return self._report(path, look)

    def _check_of(self, path: str, snapshot: Snapshot) -> FileCheck:
        """The check of an open file in the present snapshot."""
        if path not in self._checks:
            self._checks[path] = self._core.check(snapshot, path)
        return self._checks[path]

    def _report(self, path: str, look: Callable[[Snapshot], _Look]) -> Report:
        """What comes of a look at the present state of a file."""
        root = self._workspaces.root(path)
        try:
            snapshot = self._workspaces.of(path).snapshot()
            report, is_whole = look(snapshot)
        except SettingsError as error:
            wrong = self._workspaces.as_written(error, root)
            return Report(
                self._workspaces.version(path), (), settings_error=wrong, facts=self.facts()
            )
        except self._core.unwanted:
            raise StaleError("nobody waits for it any more") from None
        if self._is_cancelled():
            raise StaleError("nobody waits for it any more")
        shown = [diagnostic for diagnostic in report.diagnostics if not diagnostic.suppressed]
        problems = [error.message for error in report.errors]
        if len(shown) > _MAX_FINDINGS:
            problems.append(f"{len(shown)} problems; only the first {_MAX_FINDINGS} are shown")
            shown = shown[:_MAX_FINDINGS]
        findings = tuple(self._findings(path, shown, snapshot))
        version = self._workspaces.version(path)
        if not is_whole:
            return Report(version, findings, tuple(problems), is_partial=True)
        facts = self.facts()
        if path in self._workspaces.buffers:
            self._checked[path] = (root, snapshot.revision, shown)
            if self._found.get(path) is not None:
                self._sound[path] = facts
        return Report(version, findings, tuple(problems), facts=facts)

    def facts(self) -> int:
        """Moves when a buffer has come to mean something else to other files."""
        while self._touched:
            path = self._touched.pop()
            summary = self._summary(path)
            if self._summaries.get(path) != summary:
                self._summaries[path] = summary
                self._facts += 1
        return self._facts

    def files(self) -> list[str]:
        """The Python files of all folders and of the projects that have an open file."""
        return self._workspaces.files()

    def choices(
        self, path: str, version: int | None, wanted: Sequence[Finding], probe: bool
    ) -> list[Choice]:
        """The ways out of the findings; with `probe`, those that cannot be done say why."""
        snapshot = self._present(path, version)
        keys = {(finding.rule, finding.range, finding.message) for finding in wanted}
        return [
            self._choice(
                FixRef(*self._key(diagnostic, snapshot), fix.title), fix, path, snapshot, probe
            )
            for diagnostic in self._diagnostics(path, snapshot, keys)
            for fix in self._ways_out(diagnostic, snapshot)
        ]

    def refactorings(
        self, path: str, version: int | None, place: Range, probe: bool
    ) -> list[Choice]:
        """What can be done at a place where nothing is wrong, as `choices`."""
        snapshot = self._present(path, version)
        return [
            self._choice(FixRef("", place, "", fix.title), fix, path, snapshot, probe)
            for fix in self._refactorings(path, place, snapshot)
        ]

    def edits(self, path: str, version: int | None, ref: FixRef) -> list[FileEdits]:
        """What the fix changes."""
        snapshot = self._present(path, version)
        for fix in self._fixes_of(ref, path, snapshot):
            if fix.title == ref.fix:
                _, edits = self._lower(ref, fix, path, snapshot)
                self._refuse_stale(edits, snapshot)
                return [self._file_edits(p, e, snapshot) for p, e in edits.items()]
        raise StaleError("the problem is no longer there")

    def fix_all(
        self, path: str, version: int | None, rules: Sequence[str] | None
    ) -> list[FileEdits]:
        """What it takes to fix everything in the file that is safe to fix (of `rules` only)."""
        return list(self._fixed(self._present(path, version), [path], rules))

    def fix_files(self, paths: Sequence[str], rules: Sequence[str] | None) -> list[FileEdits]:
        """As `fix_all`, for files that need not be open."""
        by_root: dict[str, list[str]] = {}
        for path in paths:
            by_root.setdefault(self._workspaces.root(path), []).append(path)
        return [
            file_edits
            for inside in by_root.values()
            for file_edits in self._fixed(self._workspaces.of(inside[0]).snapshot(), inside, rules)
        ]

    def functions(self, path: str, version: int | None) -> dict[str, Range]:
        """Where the names of the functions of an open file stand, by qualified name."""
        if self._workspaces.version(path) != version:
            raise StaleError("the document changed")
        snapshot = self._workspaces.of(path).snapshot()
        document = snapshot.document(path)
        return {
            name: self._range(document, span)
            for name, span in self._core.function_places(snapshot, path).items()
        }

    def explain_call(
        self, path: str, version: int | None, line: int, character: int
    ) -> tuple[str, Range] | None:
        """What there is to know about the call at a place, in Markdown, and where it stands; while the
        project has yet to be read, what the file and those that it imports tell."""
        if self._workspaces.version(path) != version:
            raise StaleError("the document changed")
        snapshot = self._at_once(path, self._workspaces.of(path).snapshot())
        document = snapshot.document(path)
        offset = document.decoded_offset(line, character, self._encoding)
        found = self._core.explain_call(snapshot, path, offset)
        if found is None:
            return None
        return "\n".join(_lines(found.explanation)), self._range(document, found.span)

    def page(self, rule: str) -> str:
        """The documentation of a rule, in Markdown; empty where there is no such rule."""
        for known in self._core.rules():
            if known.name == rule:
                head = f"## {known.name}\n\n{known.family}, {known.severity.label}, since {known.since}"
                return f"{head}\n\n{inspect.getdoc(known) or ''}"
        return ""

    def state(self) -> dict[str, object]:
        """For a report of what is going on."""
        return {
            "pid": os.getpid(),
            "folders": {
                root: dict(overrides) for root, overrides in self._workspaces.overrides.items()
            },
            "workspaces": sorted(self._workspaces.by_root),
            "buffers": {path: version for path, (_, version) in self._workspaces.buffers.items()},
        }

    # Snapshots.

    def _present(self, path: str, version: int | None) -> Snapshot:
        """The present snapshot, provided that the text of `path` is that of `version`."""
        workspaces = self._workspaces
        if path not in workspaces.buffers or workspaces.version(path) != version:
            raise StaleError("the document changed")
        try:
            snapshot = workspaces.of(path).snapshot()
            self._check_of(path, snapshot)
        except SettingsError as error:
            raise RefusedError(workspaces.as_written(error, workspaces.root(path))) from None
        return snapshot

    def _diagnostics(self, path: str, snapshot: Snapshot, keys: set[_Key]) -> list[Diagnostic]:
        """Those in the snapshot that are asked for. If need be, only the functions that they stand in are
        looked at, and the others only where that does not tell of all."""
        root, revision, found = self._checked.get(path, ("", 0, []))
        if (root, revision) != (self._workspaces.root(path), snapshot.revision):
            found = self._around({range for _, range, _ in keys}, path, snapshot)
            if not keys <= {self._key(diagnostic, snapshot) for diagnostic in found}:
                self._check(path)
                _, _, found = self._checked[path]
        return [diagnostic for diagnostic in found if self._key(diagnostic, snapshot) in keys]

    def _around(self, ranges: Iterable[Range], path: str, snapshot: Snapshot) -> list[Diagnostic]:
        document, check = snapshot.document(path), self._check_of(path, snapshot)
        starts = [document.decoded_offset(*range[:2], self._encoding) for range in ranges]
        try:
            found = check.around(starts, self._is_cancelled)
        except self._core.unwanted:
            raise StaleError("nobody waits for it any more") from None
        return [diagnostic for diagnostic in found if not diagnostic.suppressed]

    def _key(self, diagnostic: Diagnostic, snapshot: Snapshot) -> _Key:
        document = snapshot.document(diagnostic.path)
        return diagnostic.rule, self._range(document, diagnostic.span), diagnostic.message

    def _summary(self, path: str) -> object:
        try:
            return self._workspaces.of(path).snapshot().summary(path)
        except SettingsError:
            return None

    # Fixes.

    def _fixed(
        self, snapshot: Snapshot, paths: Sequence[str], rules: Sequence[str] | None
    ) -> Iterator[FileEdits]:
        texts = self._core.fix_all(snapshot, paths, rules)
        self._refuse_stale(texts, snapshot)
        for changed, text in texts.items():
            old = snapshot.document(changed).text
            file_edits = self._file_edits(changed, edits_between(changed, old, text), snapshot)
            if file_edits.edits:
                yield file_edits

    def _refuse_stale(self, paths: Iterable[str], snapshot: Snapshot) -> None:
        """Raise StaleError where one of the files has changed on the disk and nobody has said so."""
        stale = [path for path in paths if not snapshot.is_current(path)]
        if stale:
            self.invalidate(stale)
            self._facts += 1
            raise StaleError("a file has changed on the disk")

    def _fixes_of(self, ref: FixRef, path: str, snapshot: Snapshot) -> Iterator[Fix]:
        """Those of the finding, or of the place, that `ref` names."""
        if not ref.rule:
            yield from self._refactorings(path, ref.range, snapshot)
            return
        for diagnostic in self._diagnostics(path, snapshot, {(ref.rule, ref.range, ref.message)}):
            yield from self._ways_out(diagnostic, snapshot)

    def _refactorings(self, path: str, place: Range, snapshot: Snapshot) -> Iterable[Fix]:
        start = place.start_line, place.start_character
        offset = snapshot.document(path).decoded_offset(*start, self._encoding)
        return self._core.refactorings(snapshot, path, offset)

    def _ways_out(self, diagnostic: Diagnostic, snapshot: Snapshot) -> Iterator[Fix]:
        """The fixes of a diagnostic, and last the ways to silence it."""
        yield from diagnostic.fixes
        yield from silencing_fixes(diagnostic, self._core.settings_file(snapshot))

    def _choice(self, ref: FixRef, fix: Fix, path: str, snapshot: Snapshot, probe: bool) -> Choice:
        if fix.applicability is Applicability.DISABLED or not probe:
            return Choice(ref, fix.title, fix.applicability, fix.reason)
        try:
            complete, _ = self._lower(ref, fix, path, snapshot)
        except RefusedError as refused:
            return Choice(ref, fix.title, Applicability.DISABLED, str(refused))
        return Choice(ref, complete.title, complete.applicability)

    def _lower(
        self, ref: FixRef, fix: Fix, path: str, snapshot: Snapshot
    ) -> tuple[Fix, Mapping[str, Sequence[Edit]]]:
        """The fix with all that it reaches, and its edits; remembered for the snapshot: first probed,
        then asked for."""
        key = (ref, path, snapshot.revision)
        if key not in self._lowered:
            self._lowered = {k: v for k, v in self._lowered.items() if k[1:] == key[1:]}
            try:
                complete = self._core.complete(snapshot, fix)
                self._lowered[key] = complete, self._core.lower(complete, snapshot.document)
            except self._core.cannot_fix as error:
                raise RefusedError(str(error)) from None
        return self._lowered[key]

    # Into the editor's units.

    def _findings(
        self, path: str, diagnostics: Sequence[Diagnostic], snapshot: Snapshot
    ) -> Iterator[Finding]:
        if not diagnostics:
            return
        document = cache(snapshot.document)
        functions = self._core.function_places(snapshot, path)
        for diagnostic in diagnostics:
            name = functions.get(diagnostic.function)
            yield Finding(
                diagnostic.rule,
                diagnostic.family,
                diagnostic.severity,
                diagnostic.message,
                self._range(document(path), diagnostic.span),
                tuple(self._related(diagnostic, document)),
                diagnostic.function,
                diagnostic.target,
                any(fix.applicability is Applicability.SAFE for fix in diagnostic.fixes),
                None if name is None else self._range(document(path), name),
            )

    def _related(
        self, diagnostic: Diagnostic, document: Callable[[str], Document]
    ) -> Iterator[RelatedPlace]:
        for related in diagnostic.related:
            try:
                range = self._range(document(related.path), related.span)
            except UnreadableFileError:
                continue  # it went away since it was analysed
            yield RelatedPlace(
                related.path, range, related.message, related.function, related.target
            )

    def _file_edits(self, path: str, edits: Iterable[Edit], snapshot: Snapshot) -> FileEdits:
        document = snapshot.document(path)
        converted = tuple((self._range(document, edit.span), edit.text) for edit in edits)
        return FileEdits(path, document.version, converted)

    def _range(self, document: Document, span: Span) -> Range:
        start = document.encoded_position(span.start, self._encoding)
        end = document.encoded_position(span.end, self._encoding)
        return Range(*start, *end)


def _lines(explanation: Explanation, depth: int = 0) -> Iterator[str]:
    """A tree of explanations as a list in Markdown, with links to the places."""
    text = explanation.text
    if depth and explanation.path:
        link = f"{Path(explanation.path).as_uri()}#L{explanation.line}"
        text += f" ([{os.path.basename(explanation.path)}:{explanation.line}]({link}))"
    yield f"{'  ' * (depth - 1)}- {text}" if depth else f"{text}\n"
    for child in explanation.children:
        yield from _lines(child, depth + 1)
