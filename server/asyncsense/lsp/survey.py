"""The reports of all files of the workspace, whether open or not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping

from asyncsense.lsp.answers import RefusedError, Report, StaleError
from asyncsense.lsp.session import ClosedError, Session
from asyncsense.lsp.worker import Urgency

log = logging.getLogger(__name__)

_AT_ONCE = 4
"""Questions on their way, so that the next one is there before one of less urgency gets its turn."""
_QUIET_SECONDS = 1.0

Reports = Mapping[str, Report]
Progress = Callable[[int, int], None]
"""Is told how many of how many files are done."""


class Survey:
    """Remembers the reports of files that are not open, as long as they hold.

    As long as anybody watches, they are brought up to date whenever nothing was typed for a while.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reports: dict[str, tuple[int, Report]] = {}
        self._failed: set[str] = set()
        self._under_way = asyncio.Lock()
        self._watchers: list[Callable[[Reports], None]] = []
        self._updating: asyncio.Task[None] | None = None

    def watch(self, watcher: Callable[[Reports], None]) -> None:
        """From now on `watcher` is given the reports when they may have changed."""
        if watcher not in self._watchers:
            self._watchers.append(watcher)
            self.changed()

    def files_changed(self, paths: Iterable[str]) -> None:
        """Files changed on disk."""
        self._failed.difference_update(paths)

    def changed(self) -> None:
        """Something was typed, or has come to be known."""
        if self._watchers:
            if self._updating:
                self._updating.cancel()
            self._updating = asyncio.create_task(self._update())

    async def _update(self) -> None:
        await asyncio.sleep(_QUIET_SECONDS)
        try:
            reports = await self.reports(Urgency.SURVEY)
        except RefusedError as error:
            log.warning("the workspace could not be looked through: %s", error)
            return
        for watcher in self._watchers:
            watcher(reports)

    async def reports(
        self,
        urgency: Urgency = Urgency.FOLLOWS,
        progress: Progress = lambda done, total: None,
        found: Callable[[str, Report], None] = lambda path, report: None,
    ) -> Reports:
        """All files and their reports, none of them about a state of before the last one's.

        `found` is told of reports before all are there; what it is told may be overtaken. Raises
        RefusedError where the files cannot be listed.
        """
        session = self._session
        async with self._under_way:
            while True:
                epoch = session.epoch
                paths: list[str] = await session.ask("files", urgency=urgency)
                # A text that was not looked at yet may outdate the others: it goes first.
                paths.sort(key=session.is_open, reverse=True)
                reports = await self._collect(paths, epoch, urgency, progress, found)
                if session.epoch == epoch:
                    self._reports = {path: (epoch, report) for path, report in reports.items()}
                    return reports

    async def _collect(
        self,
        paths: list[str],
        epoch: int,
        urgency: Urgency,
        progress: Progress,
        found: Callable[[str, Report], None],
    ) -> dict[str, Report]:
        """The reports; some are missing where the epoch has moved meanwhile."""
        reports: dict[str, Report] = {}
        todo = iter(paths)

        async def work(todo: Iterable[str]) -> None:
            for path in todo:
                if self._session.epoch != epoch:
                    return
                reports[path] = await self._report(path, epoch, urgency)
                found(path, reports[path])
                progress(len(reports), len(paths))

        workers = [asyncio.create_task(work(todo)) for _ in range(_AT_ONCE)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
        return reports

    async def _report(self, path: str, epoch: int, urgency: Urgency) -> Report:
        session = self._session
        try:
            if session.is_open(path):
                return await session.report(path, urgency)
        except ClosedError:
            pass
        known = self._reports.get(path)
        if known and known[0] == epoch:
            return known[1]
        if known and path in self._failed:
            return known[1]
        try:
            report = await session.check(path, urgency)
        except RefusedError as error:
            # It may have cost a process; to ask again is of no use before the file is another one.
            self._failed.add(path)
            report = Report(None, (), (str(error),))
        except StaleError as error:
            report = Report(None, (), (str(error),))
        if session.epoch == epoch:
            self._reports[path] = epoch, report
        return report
