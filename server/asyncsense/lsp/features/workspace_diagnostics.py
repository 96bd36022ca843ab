"""`workspace/diagnostic`: the diagnostics of all files, for editors that pull."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from asyncsense.lsp.answers import RefusedError, Report
from asyncsense.lsp.buffers import Place
from asyncsense.lsp.convert import place_diagnostics, result_id
from asyncsense.lsp.features.diagnostics import is_notebook
from asyncsense.lsp.settings import read_settings, server_options
from asyncsense.lsp.survey import Reports
from asyncsense.lsp.uris import uri_of

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

_PART = 50
"""Files in one partial answer."""

_DocumentReport = (
    types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
)


def register(server: Server, params: types.InitializeParams) -> None:
    # To register is to advertise, and editors that may ask for this do so again and again.
    if not read_settings(server_options(params.initialization_options))[0].whole_workspace:
        return
    changed = asyncio.Event()

    def note_change(_reports: Reports) -> None:
        changed.set()

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def pull(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        server.survey.watch(note_change)
        answer = _Answer(server, params)
        # Editors ask again soon after the answer: while there is nothing new, there is none.
        while True:
            changed.clear()
            try:
                reports = await server.survey.reports(found=answer.add)
            except RefusedError:
                return types.WorkspaceDiagnosticReport([])
            if answer.complete(reports):
                return types.WorkspaceDiagnosticReport(answer.rest())
            await changed.wait()


class _Answer:
    """What is new since the editor asked last; given in parts where it takes them."""

    def __init__(self, server: Server, params: types.WorkspaceDiagnosticParams) -> None:
        self._server = server
        self._token = params.partial_result_token
        self._known = {one.uri: one.value for one in params.previous_result_ids}
        self._is_due = not self._known
        self._items: list[_DocumentReport] = []

    def add(self, path: str, report: Report) -> None:
        """Take up a report, if it is not known."""
        if is_notebook(path):
            return
        session = self._server.session
        is_open = session.is_open(path)
        [place] = session.buffer(path).places() if is_open else [Place(uri_of(path), None, 0)]
        identity = result_id(report)
        if self._known.get(place.uri) == identity:
            return
        self._known[place.uri] = identity
        diagnostics = place_diagnostics(session, self._server.client, report, place)
        self._items.append(
            types.WorkspaceFullDocumentDiagnosticReport(
                place.uri, diagnostics, version=place.version, result_id=identity
            )
        )
        if self._token is not None and len(self._items) >= _PART:
            part = types.WorkspaceDiagnosticReportPartialResult(self._items)
            self._server.protocol.notify(types.PROGRESS, types.ProgressParams(self._token, part))
            self._items = []
            self._is_due = True

    def complete(self, reports: Reports) -> bool:
        """Take up that files are gone; whether there is anything to answer."""
        session = self._server.session
        paths = reports.keys()
        there = {
            session.buffer(path).places()[0].uri if session.is_open(path) else uri_of(path)
            for path in paths
            if not is_notebook(path)
        }
        for uri in self._known.keys() - there:
            del self._known[uri]
            self._items.append(types.WorkspaceFullDocumentDiagnosticReport(uri, []))
        return self._is_due or bool(self._items)

    def rest(self) -> list[_DocumentReport]:
        """What was not given in parts."""
        return self._items
