"""Diagnostics, pushed or pulled: whichever the editor can, never both."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from asyncsense.lsp.answers import Report
from asyncsense.lsp.buffers import Place
from asyncsense.lsp.convert import SOURCE, place_diagnostics, result_id
from asyncsense.lsp.session import ClosedError
from asyncsense.lsp.survey import Reports
from asyncsense.lsp.uris import uri_of
from asyncsense.lsp.worker import Urgency

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server


_COMPLETING_SECONDS = 0.2
"""Who types has no use for more than what can be told at once."""
_LONGEST_PAUSE = 1.5
"""Seconds for which files that nobody edits have to be out of date at most, once nobody types."""

_Published = tuple[int | None, list[types.Diagnostic]]


def is_notebook(path: str) -> bool:
    """Whether the cells of a notebook have this path in common."""
    return path.endswith(".ipynb")


class Diagnostics:
    """Keeps what the editor shows in step with what is known."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._publishing: dict[str, asyncio.Task[None]] = {}
        self._published: dict[str, dict[str, _Published]] = {}
        self._pulled: dict[str, str] = {}
        self._changed_at = 0.0
        self._outdated: dict[str, bool] = {}
        """Files that are to follow, and whether a part of what there is to say is shown already."""
        self._following: asyncio.Task[None] | None = None

    def opened(self, path: str) -> None:
        self._schedule(path, 0, Urgency.TYPED)

    def changed(self, path: str) -> None:
        """Its text has changed: it is checked at once, unless keys come more quickly than checks end."""
        server = self._server
        delay = min(server.settings.delay, server.session.check_seconds)
        now = time.monotonic()
        is_quick = now - self._changed_at < delay
        self._changed_at = now
        self._schedule(path, delay if is_quick else 0, Urgency.TYPED)

    def closed(self, path: str) -> None:
        """Forget the file; what was pushed for it goes away."""
        if publishing := self._publishing.pop(path, None):
            publishing.cancel()
        self._pulled.pop(path, None)
        for uri in self._published.pop(path, {}):
            self._publish(uri, None, [])

    def outdated(self, paths: list[str]) -> None:
        """Reports of these open files went out of date though their texts are the same."""
        refreshed = self._pulled if self._server.client.refreshes_diagnostics else {}
        shown = (path for path in paths if self._is_pushed(path) or path in refreshed)
        for path in shown:
            self._outdated.setdefault(path, False)
        self._follow_after(0)

    def shown_in_part(self, path: str) -> None:
        """The editor has been given a report that may not be all."""
        self._outdated.pop(path, None)
        self._outdated = {path: True, **self._outdated}
        self._follow_after(_COMPLETING_SECONDS)

    def _follow_after(self, delay: float) -> None:
        if self._following:
            self._following.cancel()
        self._following = self._server.spawn(self._follow(delay))

    def settings_changed(self) -> None:
        """Show the files that are not open as well, or no longer."""
        server = self._server
        if server.client.pulls_diagnostics:
            return
        if server.settings.whole_workspace:
            server.survey.watch(self._publish_closed)
        else:
            self._publish_closed({})

    def _publish_closed(self, reports: Reports) -> None:
        session = self._server.session
        for path in [*self._published]:
            if path not in reports and not session.is_open(path):
                self.closed(path)
        for path, report in reports.items():
            if not session.is_open(path):
                before = self._published.pop(path, {})
                place = Place(uri_of(path), None, 0)
                diagnostics = place_diagnostics(session, self._server.client, report, place)
                if diagnostics:
                    self._published[path] = {place.uri: (None, diagnostics)}
                if before != self._published.get(path, {}):
                    self._publish(place.uri, None, diagnostics)

    def pulled(self, path: str, identity: str) -> None:
        """The editor has been given these diagnostics."""
        self._pulled[path] = identity

    def _is_pushed(self, path: str) -> bool:
        # Editors that pull do not do so for the cells of notebooks, or not all of them.
        return not self._server.client.pulls_diagnostics or is_notebook(path)

    def _schedule(self, path: str, delay: float, urgency: Urgency) -> None:
        self._outdated.pop(path, None)
        if not self._is_pushed(path):
            return
        if publishing := self._publishing.get(path):
            publishing.cancel()
        self._publishing[path] = self._server.spawn(self._publish_later(path, delay, urgency))

    async def _publish_later(self, path: str, delay: float, urgency: Urgency) -> None:
        if delay:
            await asyncio.sleep(delay)
        with contextlib.suppress(ClosedError):
            report = await self._server.session.glance(path, urgency)
            self._publish_report(path, report)
            if report.is_partial:
                self.shown_in_part(path)

    def _publish_report(self, path: str, report: Report) -> None:
        session = self._server.session
        before = self._published.get(path, {})
        now = self._published[path] = {}
        for place in session.buffer(path).places():
            diagnostics = place_diagnostics(session, self._server.client, report, place)
            now[place.uri] = place.version, diagnostics
            if before.get(place.uri) != now[place.uri]:
                self._publish(place.uri, place.version, diagnostics)
        for uri in before.keys() - now.keys():
            self._publish(uri, None, [])

    def _publish(
        self, uri: str, version: int | None, diagnostics: Sequence[types.Diagnostic]
    ) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, diagnostics, version)
        )

    async def _follow(self, delay: float) -> None:
        """Show what has become of the outdated reports, or have the editor pull if that is anything new.

        First the files that are being edited; the others when nobody has typed for as long as they take.
        """
        if delay:
            await asyncio.sleep(delay)
        server = self._server
        is_pause = False
        while self._outdated:
            path, is_shown_in_part = next(iter(self._outdated.items()))
            if not (is_shown_in_part or is_pause):
                pause = min(server.session.seconds_of(self._outdated), _LONGEST_PAUSE)
                await asyncio.sleep(self._changed_at + pause - time.monotonic())
                is_pause = True
                continue
            with contextlib.suppress(ClosedError):
                report = await server.session.report(path, Urgency.FOLLOWS)
                if self._is_pushed(path):
                    self._publish_report(path, report)
                elif self._pulled.get(path) != result_id(report):
                    self._outdated.clear()
                    await server.reply(server.workspace_diagnostic_refresh_async(None))
            self._outdated.pop(path, None)


def register(server: Server, _params: types.InitializeParams) -> None:
    if not server.client.pulls_diagnostics:
        return
    can_refresh = server.client.refreshes_diagnostics

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(
            identifier=SOURCE, inter_file_dependencies=True, workspace_diagnostics=False
        ),
    )
    async def pull(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        try:
            path, place = server.find(params.text_document.uri)
            if is_notebook(path):
                raise ClosedError("its diagnostics are pushed")
            ask = server.session.glance if can_refresh else server.session.report
            report = await ask(path)
        except ClosedError:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        identity = result_id(report)
        server.diagnostics.pulled(path, identity)
        if report.is_partial:
            server.diagnostics.shown_in_part(path)
        if identity == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=identity)
        diagnostics = place_diagnostics(server.session, server.client, report, place)
        return types.RelatedFullDocumentDiagnosticReport(items=diagnostics, result_id=identity)
