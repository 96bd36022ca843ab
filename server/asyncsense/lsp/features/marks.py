"""Code lenses and inlay hints on the ways by which coroutines block, in whatever file they lead.

Both rest on the findings of the whole workspace, and are for those who switch them on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lsprotocol import types

from asyncsense.lsp.answers import Finding, Range, RefusedError, StaleError
from asyncsense.lsp.buffers import Place
from asyncsense.lsp.convert import stands_in, to_range
from asyncsense.lsp.session import ClosedError
from asyncsense.lsp.survey import Reports
from asyncsense.lsp.worker import Urgency

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

_FAMILY = "blocks"


@dataclass
class _Way:
    """Through a function, or a call in it, coroutines reach what blocks."""

    target: str
    depth: int
    """Calls from there to what blocks."""
    coroutines: set[tuple[str, str]] = field(default_factory=set)
    """Path and name of those that come along."""


@dataclass
class _Ways:
    functions: dict[tuple[str, str], _Way] = field(default_factory=dict)
    """By path and qualified name."""
    calls: dict[tuple[str, Range], _Way] = field(default_factory=dict)

    def add(self, path: str, finding: Finding) -> None:
        caller = path, finding.function
        for index, hop in enumerate(finding.related):
            way = _Way(finding.target, len(finding.related) - index)
            self.functions.setdefault((hop.path, hop.function), way).coroutines.add(caller)
            way = _Way(finding.target, way.depth)
            self.calls.setdefault((hop.path, hop.range), way).coroutines.add(caller)


class Marks:
    """Has the editor ask again when a change elsewhere makes others of its lenses and hints."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._shown: _Ways | None = None

    async def ways(self) -> _Ways:
        """By which ways coroutines block now. Raises RefusedError."""
        server = self._server
        self._shown = _ways(await server.survey.reports(Urgency.SURVEY))
        server.survey.watch(self._compare)
        return self._shown

    def settings_changed(self) -> None:
        """They are wanted now, or no longer."""
        self._refresh()

    def _compare(self, reports: Reports) -> None:
        ways = _ways(reports)
        if ways != self._shown:
            self._shown = ways
            self._refresh()

    def _refresh(self) -> None:
        server = self._server
        if server.client.refreshes_lenses:
            server.spawn(server.reply(server.workspace_code_lens_refresh_async(None)))
        if server.client.refreshes_hints:
            server.spawn(server.reply(server.workspace_inlay_hint_refresh_async(None)))


def register(server: Server, _params: types.InitializeParams) -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        await server.session.configured()
        if not server.settings.code_lens:
            return []
        try:
            return await _lenses(server, params.text_document.uri)
        except (ClosedError, RefusedError, StaleError):
            return []

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        await server.session.configured()
        if not server.settings.inlay_hints:
            return []
        try:
            ways = await server.marks.ways()
            path, place = server.find(params.text_document.uri)
        except (ClosedError, RefusedError):
            return []
        hints = _hints(ways, path, place)
        return [hint for hint in hints if _between(hint.position, params.range)]


async def _lenses(server: Server, uri: str) -> list[types.CodeLens]:
    ways = await server.marks.ways()
    path, place = server.find(uri)
    version = server.session.buffer(path).version
    names: Mapping[str, Range] = await server.session.about(path, "functions", version)
    return [
        types.CodeLens(to_range(range, place), types.Command(_sentence(way), ""))
        for name, range in names.items()
        if (way := ways.functions.get((path, name))) and stands_in(range, place)
    ]


def _hints(ways: _Ways, path: str, place: Place) -> Iterator[types.InlayHint]:
    for (found, range), way in sorted(ways.calls.items()):
        if found == path and stands_in(range, place):
            yield types.InlayHint(
                to_range(range, place).end,
                f"blocks: {way.target}",
                tooltip=_sentence(way),
                padding_left=True,
            )


def _ways(reports: Reports) -> _Ways:
    ways = _Ways()
    for path, report in sorted(reports.items()):
        for finding in report.findings:
            if finding.family == _FAMILY and finding.target:
                ways.add(path, finding)
    return ways


def _sentence(way: _Way) -> str:
    calls = f", {way.depth} calls deep" if way.depth > 1 else ""
    count = len(way.coroutines)
    return f"blocks: {way.target}{calls}; called from {count} coroutine{'s' * (count != 1)}"


def _between(position: types.Position, range: types.Range) -> bool:
    return bool(range.start <= position <= range.end)
