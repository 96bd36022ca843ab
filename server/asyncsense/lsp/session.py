"""What is open, and what is known about it: the server's memory between two messages.

Every open file has a stamp that moves when its text, another file's facts or the settings change. A
report counts as long as its file still has the stamp it was asked for with.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from asyncsense.lsp.answers import Finding, Indexing, RefusedError, Report, StaleError
from asyncsense.lsp.buffers import Buffer
from asyncsense.lsp.moved import moved
from asyncsense.lsp.worker import AnalysisFailedError, Command, Urgency, Worker, WorkerDiedError
from asyncsense.text import PositionEncoding

log = logging.getLogger(__name__)

_KEEPING_SECONDS = 1.0
_FINISHING_SECONDS = 1.0
_DEEPENING_SECONDS = 1.0
"""Nobody who types is to wait until jedi has given way."""

_Stamp = tuple[int, int]


class ClosedError(Exception):
    """The file is not open (any more)."""


@dataclass(eq=False)
class _File:
    buffer: Buffer
    edits: int = 0
    told: bool = False
    """Whether the worker has been told of the file."""
    changed: bool = True
    """Whether the worker has yet to be told the text."""
    check: asyncio.Task[None] | None = None
    check_stamp: _Stamp | None = None
    deepening: asyncio.Task[None] | None = None
    deep_findings: tuple[Finding, ...] = ()
    """What only the last `deepen` has found, in `deep_text`: shown until the next one says otherwise."""
    deep_text: str = ""
    report: Report | None = None
    report_stamp: _Stamp | None = None
    glimpse: tuple[int, Report] | None = None
    """Number of `edits` and what was found of that text at a glance."""
    seconds: float = 0.0
    """What its last check took."""
    ended_worker: int | None = None
    """Number of `edits` with which its check ended the process; not to be tried again."""


@dataclass
class Session:
    """The open files of one editor, over one worker."""

    worker: Worker
    encoding: PositionEncoding = "utf-16"
    on_stale: Callable[[list[str]], None] = lambda paths: None
    """Called with the open files whose reports went out of date without an edit in them."""
    on_change: Callable[[], None] = lambda: None
    """Called when the report of any file may have changed, open or not."""
    on_state: Callable[[str, str], None] = lambda state, message: None
    """Called with what the analysis is at, "indexing", "ready" or "error", when this changes."""
    on_indexing: Callable[[int, int], None] = lambda done, total: None
    """Called while a project is read, with how many of how many files are."""
    on_trace: Callable[[str], None] = lambda text: None
    """Called with a line about what was done and how long it took."""
    on_problem: Callable[[str], None] = lambda text: None
    """Called with what the user should hear of, once per text."""

    check_seconds: float = 0.0
    """What the last check took that somebody waited for."""

    _files: dict[str, _File] = field(default_factory=dict)
    _news: list[Command] = field(default_factory=list)
    _configuration: Command | None = None
    _enabled: bool = True
    _deep: bool = False
    _epoch: int = 0
    _edits: int = 0
    _settled_edits: int = 0
    """So many of `_edits` the worker has looked at for what they mean to other files."""
    _facts: int | None = None
    _problems: set[str] = field(default_factory=set)
    _state: tuple[str, str] = ("", "")
    _keeping: asyncio.Task[None] | None = None
    _configured: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.worker.feed = self

    # What the editor says.

    def open(self, buffer: Buffer) -> None:
        self._files[buffer.path] = _File(buffer)
        self._edits += 1
        self.on_change()

    def change(self, path: str) -> None:
        """The buffer has another text."""
        file = self._files[path]
        file.edits += 1
        file.changed = True
        self._edits += 1
        self.worker.retry(at_once=False)
        self.on_change()

    def close(self, path: str) -> None:
        file = self._files.pop(path, None)
        if file is None:
            return
        for task in (file.check, file.deepening):
            if task:
                task.cancel()
        if file.told:
            self._news.append(("close", (path,)))
        if file.edits:
            self.outdate()
        else:
            self.on_change()

    def files_changed(self, paths: Iterable[str]) -> None:
        """Files changed on disk."""
        self.worker.retry(at_once=True)
        self._news.append(("invalidate", (list(paths),)))
        self.outdate()

    def configure(
        self,
        overrides: Mapping[str, Mapping[str, object]],
        default_overrides: Mapping[str, object],
        enabled: bool = True,
        deep: bool = False,
    ) -> None:
        """The editor's folders and its settings for them (see Analysis.configure).

        With `deep`, reports are completed when there is nothing else to do.
        """
        command = ("configure", (self.encoding, dict(overrides), dict(default_overrides)))
        if (command, enabled, deep) != (self._configuration, self._enabled, self._deep):
            self._configuration, self._enabled, self._deep = command, enabled, deep
            self._news.append(command)
            self._problems.clear()
            self.worker.retry(at_once=True)
            self.outdate()
        self._configured.set()  # last: what waited for it is out of date, and is not asked

    async def configured(self) -> None:
        """Returns once the editor's settings are known."""
        await self._configured.wait()

    def outdate(self) -> None:
        """Every report is to be asked for anew."""
        for file in self._files.values():
            file.ended_worker = None
        self._outdate(self.paths())

    # What is open.

    def paths(self) -> list[str]:
        return list(self._files)

    def buffer(self, path: str) -> Buffer:
        """The open file at `path`; raises ClosedError."""
        if path not in self._files:
            raise ClosedError(path)
        return self._files[path].buffer

    def is_open(self, path: str) -> bool:
        return path in self._files

    def seconds_of(self, paths: Iterable[str]) -> float:
        """What it took to check these files, those of them that are open."""
        return sum(self._files[path].seconds for path in paths if path in self._files)

    @property
    def epoch(self) -> int:
        """Moves when the reports of files that are not open may have changed."""
        return self._epoch

    # What the worker has to be told (see worker.Feed).

    def restarted(self) -> None:
        self._news = [self._configuration] if self._configuration else []
        self._facts = None
        self._set_state("indexing")
        for file in self._files.values():
            file.told = False
            file.changed = True

    def news(self) -> Iterable[Command]:
        news, self._news = self._news, []
        yield from news
        for path, file in self._files.items():
            if file.changed:
                name = "change" if file.told else "open"
                file.told, file.changed = True, False
                yield name, (path, file.buffer.text, file.buffer.version)

    # Questions.

    async def report(self, path: str, urgency: Urgency = Urgency.ASKED) -> Report:
        """The report of the file as it is when the report comes; raises ClosedError."""
        while True:
            if path not in self._files:
                raise ClosedError(path)
            file = self._files[path]
            if file.report and file.ended_worker == file.edits:
                return file.report
            stamp = self._stamp(file)
            if file.report and file.report_stamp == stamp:
                if self._edits == self._settled_edits:
                    return file.report
                await self._settle(urgency)
                continue
            if file.check is None or file.check_stamp != stamp:
                if file.check:
                    file.check.cancel()
                file.check_stamp = stamp
                file.check = asyncio.create_task(self._check(path, file, stamp, urgency))
            check = file.check
            # Not awaited itself: whoever asked may be cancelled without harm to others who wait.
            await asyncio.wait([check])
            if check is file.check:
                file.check = None
            if not check.cancelled():
                check.result()

    async def glance(self, path: str, urgency: Urgency = Urgency.ASKED) -> Report:
        """The report as soon as there is any that fits the text, even if only what has changed was looked
        at (see Report.is_partial); raises ClosedError."""
        while self._can_glance(path):
            file, edits = self._files[path], self._files[path].edits
            try:
                answer = await self._timed("glance", path, urgency)
            except (AnalysisFailedError, WorkerDiedError):
                break
            if not isinstance(answer, Report) or not answer.is_partial:
                break
            if self._files.get(path) is file and file.edits == edits:
                report = _with_deep_findings(file, answer)
                file.glimpse = edits, report
                return report
        return await self.report(path, urgency)

    async def latest(self, path: str) -> Report:
        """A report that fits the text: of a file that was checked before, a glance will do; raises
        ClosedError."""
        file = self._files.get(path)
        return await (self.glance(path) if file and file.report else self.report(path))

    async def known(self, path: str) -> Report:
        """What was found of the file's present text so far, whatever has changed elsewhere since, or else
        what a glance says. Raises ClosedError."""
        file = self._files.get(path)
        if file and file.report and file.report_stamp and file.report_stamp[0] == file.edits:
            return file.report
        if file and file.glimpse and file.glimpse[0] == file.edits:
            return file.glimpse[1]
        return await self.glance(path)

    def _can_glance(self, path: str) -> bool:
        """Whether there is something to go by, and it is not better to wait for the whole report."""
        file = self._files.get(path)
        return (
            file is not None
            and self._enabled
            and file.ended_worker != file.edits
            and self._stamp(file) not in (file.report_stamp, file.check and file.check_stamp)
        )

    async def ask(self, name: str, *arguments: object, urgency: Urgency = Urgency.ASKED) -> Any:
        """The answer of a method of Analysis; a process that dies under it is given a second try.

        Raises StaleError or RefusedError.
        """
        try:
            return await self._ask(name, arguments, urgency)
        except (AnalysisFailedError, WorkerDiedError) as error:
            self._tell_problem(f"asyncsense failed: {_last_line(error)}")
            raise RefusedError(_last_line(error)) from error

    async def check(self, path: str, urgency: Urgency) -> Report:
        """The report of a file that need not be open, as it is now. Raises StaleError or RefusedError."""
        try:
            return await self._check_file(path, urgency)
        except (AnalysisFailedError, WorkerDiedError) as error:
            raise RefusedError(_last_line(error)) from error

    async def about(self, path: str, name: str, version: int | None, *arguments: object) -> Any:
        """As `ask`, for a question about a version of an open file, which must not change meanwhile.

        Raises ClosedError, StaleError or RefusedError.
        """
        if self.buffer(path).version != version:
            raise StaleError("the document changed")
        try:
            answer = await self.ask(name, path, version, *arguments)
        except StaleError:
            # The text is the same, so that it is something else that is no longer as it was.
            if self.is_open(path) and self.buffer(path).version == version:
                self.outdate()
            raise
        if self.buffer(path).version != version:
            raise StaleError("the document changed")
        return answer

    async def _ask(self, name: str, arguments: tuple[object, ...], urgency: Urgency) -> Any:
        await self.configured()
        try:
            return await self.worker.ask(name, *arguments, urgency=urgency)
        except WorkerDiedError:
            return await self.worker.ask(name, *arguments, urgency=urgency)

    async def _check_file(self, path: str, urgency: Urgency) -> Report:
        while isinstance(answer := await self._timed("check", path, urgency), Indexing):
            self.on_indexing(answer.done, answer.total)
        self._keep_later()
        assert answer is not None
        return answer

    async def _timed(self, question: str, path: str, urgency: Urgency) -> Report | Indexing | None:
        started = time.monotonic()
        answer: Report | Indexing | None = await self._ask(question, (path,), urgency)
        if isinstance(answer, Report):
            seconds = time.monotonic() - started
            if question == "check" and path in self._files:
                self._files[path].seconds = seconds
            if urgency < Urgency.FOLLOWS:
                self.check_seconds = seconds
            milliseconds = round(1000 * seconds)
            count = len(answer.findings)
            self.on_trace(f"{path}: {count} findings after {milliseconds} ms ({question})")
        return answer

    def _keep_later(self) -> None:
        """When nothing is asked any more, what was read is written to the disk."""
        if self._keeping:
            self._keeping.cancel()
        self._keeping = asyncio.create_task(self._keep(_KEEPING_SECONDS, Urgency.SURVEY))

    async def finish(self) -> None:
        """Have that written now, if it does not take long."""
        if self._keeping:
            self._keeping.cancel()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._keep(0, Urgency.ASKED), _FINISHING_SECONDS)

    async def _keep(self, delay: float, urgency: Urgency) -> None:
        await asyncio.sleep(delay)
        try:
            await self._ask("keep", (), urgency)
        except (AnalysisFailedError, WorkerDiedError) as error:
            log.warning("the cache could not be written: %s", _last_line(error))

    async def _check(self, path: str, file: _File, stamp: _Stamp, urgency: Urgency) -> None:
        version = file.buffer.version
        edits, facts = self._edits, self._facts
        try:
            if self._enabled:
                report = await self._check_file(path, urgency)
                facts = report.facts
                self._set_state(
                    "error" if report.settings_error else "ready", report.settings_error
                )
            else:
                report = Report(version, ())
        except (AnalysisFailedError, WorkerDiedError) as error:
            if isinstance(error, WorkerDiedError):
                file.ended_worker, facts = stamp[0], None
            report = Report(version, (), (f"asyncsense failed: {_last_line(error)}",))
            log.error("check of %s failed: %s", path, error)
            self._tell_problem(report.problems[0])
            self._set_state("error", report.problems[0])
        if report.settings_error:
            self._tell_problem(report.settings_error)
        if file.edits != stamp[0] or self._files.get(path) is not file:
            return
        if self._stamp(file) != stamp and file.ended_worker != file.edits:
            return
        self._note_facts(facts, edits, path)
        is_sound = not report.problems and not report.settings_error
        if file.deepening:
            file.deepening.cancel()
        if self._enabled and self._deep and is_sound:
            file.deepening = asyncio.create_task(
                self._deepen(path, file, report, self._stamp(file), file.buffer.text)
            )
            report = _with_deep_findings(file, report)
        file.report, file.report_stamp = report, self._stamp(file)

    async def _deepen(
        self, path: str, file: _File, first: Report, stamp: _Stamp, text: str
    ) -> None:
        """Complete the report of a file by what takes longer to find out, while nobody asks for more."""
        await asyncio.sleep(_DEEPENING_SECONDS)
        try:
            report: Report = await self._ask("deepen", (path,), Urgency.IDLE)
        except (AnalysisFailedError, WorkerDiedError) as error:
            log.error("the report of %s could not be completed: %s", path, error)
            return
        if self._stamp(file) == stamp and file.report:
            found = set(report.findings) - set(first.findings)
            file.deep_findings, file.deep_text = tuple(found), text
            if report.findings != file.report.findings:
                file.report = report
                self.on_stale([path])

    async def _settle(self, urgency: Urgency) -> None:
        """Find out whether edits of other files have made reports out of date."""
        edits = self._edits
        try:
            facts = await self._ask("facts", (), urgency)
        except (AnalysisFailedError, WorkerDiedError) as error:
            log.error("the facts could not be compared: %s", error)
            self._settled_edits = max(self._settled_edits, edits)
        else:
            self._note_facts(facts, edits)

    def _note_facts(self, facts: int | None, edits: int, fresh: str | None = None) -> None:
        """The worker knows `edits` edits; all files but `fresh` may rest on facts of before."""
        if self._facts is None and self._settled_edits in (0, edits):
            self._facts = facts
        # After a restart in between, nobody can tell what the edits changed: perhaps something.
        self._settled_edits = max(self._settled_edits, edits)
        if facts != self._facts:
            self._facts = facts
            self._outdate([path for path in self._files if path != fresh])

    def _stamp(self, file: _File) -> _Stamp:
        return file.edits, self._epoch

    def _outdate(self, paths: list[str]) -> None:
        """The reports of these files (all, or all but one) rest on something that changed."""
        self._epoch += 1
        if paths:
            self.on_stale(paths)
        self.on_change()

    def _set_state(self, state: str, message: str = "") -> None:
        if (state, message) != self._state:
            self._state = state, message
            self.on_state(state, message)

    def _tell_problem(self, text: str) -> None:
        if text not in self._problems:
            self._problems.add(text)
            self.on_problem(text)


def _with_deep_findings(file: _File, report: Report) -> Report:
    """The report with what the last `deepen` has found, where this cannot have changed at a glance:
    otherwise it would go with every key, and come back when there is a pause."""
    if not file.deep_findings:
        return report
    text = file.buffer.text
    file.deep_findings = tuple(moved(file.deep_findings, file.deep_text, text))
    file.deep_text = text
    findings = {*report.findings, *file.deep_findings}
    return report._replace(findings=tuple(sorted(findings, key=lambda one: (one.range, one.rule))))


def _last_line(error: Exception) -> str:
    return str(error).strip().rpartition("\n")[2]
