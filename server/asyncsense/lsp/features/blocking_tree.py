"""The blocking tree of the workspace, for a view: coroutines, their calls that block, and the way down.

A request and a notification of our own, since the protocol has none for a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from asyncsense.lsp.answers import Finding, Range, RefusedError, Report
from asyncsense.lsp.convert import SEVERITIES, location
from asyncsense.lsp.survey import Reports

if TYPE_CHECKING:
    from lsprotocol import types

    from asyncsense.lsp.language_server import Server

REQUEST = "asyncsense/blockingTree"
CHANGED = "asyncsense/blockingTreeChanged"
_FAMILY = "blocks"

Node = dict[str, Any]


class BlockingTree:
    """Tells the editor when the tree that it was given last is no longer the present one."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._shown: list[Node] | None = None

    async def read(self) -> list[Node]:
        """The tree as it is now. Raises RefusedError."""
        server = self._server
        self._shown = self._build(await server.survey.reports())
        if server.client.blocking_tree:
            server.survey.watch(self._compare)
        return self._shown

    def _compare(self, reports: Reports) -> None:
        if self._shown is not None and self._build(reports) != self._shown:
            self._shown = None
            self._server.protocol.notify(CHANGED)

    def _build(self, reports: Reports) -> list[Node]:
        return [
            _coroutine(self._server, path, findings)
            for path, report in sorted(reports.items())
            for findings in _by_function(report)
        ]


def register(server: Server, _params: types.InitializeParams) -> None:
    @server.feature(REQUEST)
    async def blocking_tree(_params: Any) -> dict[str, list[Node]]:
        try:
            return {"nodes": await server.blocking_tree.read()}
        except RefusedError:
            return {"nodes": []}


def _by_function(report: Report) -> Iterable[list[Finding]]:
    """The findings about what blocks, those of each function together."""
    functions: dict[tuple[str, Range | None], list[Finding]] = {}
    for finding in report.findings:
        if finding.family == _FAMILY:
            functions.setdefault((finding.function, finding.function_range), []).append(finding)
    return functions.values()


def _coroutine(server: Server, path: str, findings: list[Finding]) -> Node:
    first = findings[0]
    worst = max(findings, key=lambda finding: finding.severity)
    return _node(
        server,
        _name_in_file(first.function, path),
        _path_in_folder(path, server.folders()),
        worst,
        (path, first.function_range or first.range),
        [_call(server, path, finding) for finding in findings],
    )


def _call(server: Server, path: str, finding: Finding) -> Node:
    """A call in a coroutine, and under it what is called on the way to what blocks."""
    # A related place of another kind is no call.
    hops = [hop for hop in finding.related if hop.function]
    called = [_name_in_file(hop.function, hop.path) for hop in hops]
    called.append(hops[-1].target if hops else finding.target or finding.rule)
    below = [
        _node(server, name, _line(hop.path, hop.range), finding, (hop.path, hop.range), [])
        for hop, name in zip(hops, called[1:], strict=True)
    ]
    detail = f"→ {called[-1]}" if hops else _line(path, finding.range)
    node = _node(server, called[0], detail, finding, (path, finding.range), below)
    return {**node, "message": finding.message}


def _name_in_file(function: str, path: str) -> str:
    """The qualified name without that of its module, with which the path ends."""
    pure = PurePath(path)
    folders = pure.parent.parts if pure.stem == "__init__" else (*pure.parent.parts, pure.stem)
    parts = function.split(".")
    for length in range(len(parts) - 1, 0, -1):
        if tuple(parts[:length]) == folders[-length:]:
            return ".".join(parts[length:])
    return function


def _path_in_folder(path: str, folders: Iterable[str]) -> str:
    """The path as it is seen in the innermost of the editor's folders around it, else the file's name."""
    pure = PurePath(path)
    around = [folder for folder in folders if pure.is_relative_to(folder)]
    if not around:
        return pure.name
    return pure.relative_to(max(around, key=len)).as_posix()


def _line(path: str, range: Range) -> str:
    return f"{PurePath(path).name}:{range.start_line + 1}"


def _node(
    server: Server,
    label: str,
    detail: str,
    finding: Finding,
    place: tuple[str, Range],
    children: list[Node],
) -> Node:
    found = location(server.session, *place)
    return {
        "label": label,
        "detail": detail,
        "severity": SEVERITIES[finding.severity].value,
        "rule": finding.rule,
        "location": {"uri": found.uri, "range": _range(found.range)},
        "children": children,
    }


def _range(range: types.Range) -> Mapping[str, Mapping[str, int]]:
    return {
        "start": {"line": range.start.line, "character": range.start.character},
        "end": {"line": range.end.line, "character": range.end.character},
    }
