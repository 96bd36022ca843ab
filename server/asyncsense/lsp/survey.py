"""The reports of all files of the workspace, whether open or not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping

from asyncsense.lsp.answers import RefusedError, Report, StaleError
from asyncsense.lsp.session import ClosedError, Session
from asyncsense.lsp.worker import Urgency

_AT_ONCE = 4
"""Questions on their way, so that the next one is there before one of less urgency gets its turn."""

Progress = Callable[[int, int], None]
"""Is told how many of how many files are done."""


class Survey:
    """Remembers the reports of files that are not open, as long as they hold."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reports: dict[str, tuple[int, Report]] = {}

    async def reports(
        self, urgency: Urgency = Urgency.FOLLOWS, progress: Progress = lambda done, total: None
    ) -> Mapping[str, Report]:
        """All files and their reports, none of them about a state of before the last one's.

        Raises RefusedError where the files cannot be listed.
        """
        session = self._session
        while True:
            epoch = session.epoch
            paths: list[str] = await session.ask("files", urgency=urgency)
            # A text that was not looked at yet may outdate the others: it goes first.
            paths.sort(key=session.is_open, reverse=True)
            found = await self._collect(paths, epoch, urgency, progress)
            if session.epoch == epoch:
                self._reports = {path: (epoch, report) for path, report in found.items()}
                return found

    async def _collect(
        self, paths: list[str], epoch: int, urgency: Urgency, progress: Progress
    ) -> dict[str, Report]:
        """The reports; some are missing where the epoch has moved meanwhile."""
        found: dict[str, Report] = {}
        todo = iter(paths)

        async def work(todo: Iterable[str]) -> None:
            for path in todo:
                if self._session.epoch != epoch:
                    return
                found[path] = await self._report(path, epoch, urgency)
                progress(len(found), len(paths))

        workers = [asyncio.ensure_future(work(todo)) for _ in range(_AT_ONCE)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
        return found

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
        try:
            report = await session.check(path, urgency)
        except (RefusedError, StaleError) as error:
            report = Report(None, (), (str(error),))
        if session.epoch == epoch:
            self._reports[path] = epoch, report
        return report
