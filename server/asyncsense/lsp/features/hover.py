"""Hover: what a call returns and why it blocks, and the page of the rule on a problem or a suppression."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from asyncsense.lsp.answers import Range, RefusedError, StaleError
from asyncsense.lsp.convert import from_range, to_range
from asyncsense.lsp.session import ClosedError
from asyncsense.text import Document

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

_SUPPRESSION = re.compile(r"#\s*asyncsense:\s*ignore(?:-file)?\[(?P<names>[^\]]*)\]")


def register(server: Server, _params: types.InitializeParams) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        try:
            return await _hover(server, params)
        except (ClosedError, RefusedError, StaleError):
            return None


async def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    path, place = server.find(params.text_document.uri)
    cursor = from_range(types.Range(params.position, params.position), place)
    found = _suppressed_rule(server, path, cursor)
    parts: list[str] = []
    range: Range | None = None
    if found is None:
        report = await server.session.known(path)
        version = server.session.buffer(path).version
        call = await server.session.about(path, "explain_call", version, *cursor[:2])
        if call is not None:
            parts.append(call[0])
            range = call[1]
        under = [finding for finding in report.findings if _covers(finding.range, cursor)]
        found = (under[0].rule, under[0].range) if under else None
    if found is not None:
        parts.append(await server.session.ask("page", found[0]))
        range = found[1]
    text = "\n\n---\n\n".join(filter(None, parts))
    if range is None or not text:
        return None
    kind = types.MarkupKind.Markdown if server.client.markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, text), to_range(range, place))


def _suppressed_rule(server: Server, path: str, cursor: Range) -> tuple[str, Range] | None:
    """The rule under the cursor in a comment that silences it."""
    document = Document(path, server.session.buffer(path).text)
    encoding = server.session.encoding
    offset = document.decoded_offset(cursor.start_line, cursor.start_character, encoding)
    line = document.line_span(document.line_index(offset))
    comment = _SUPPRESSION.search(document.text, line.start, line.end)
    if comment is None:
        return None
    for name in re.finditer(r"[\w-]+", comment["names"]):
        start = comment.start("names") + name.start()
        end = comment.start("names") + name.end()
        if start <= offset <= end:
            places = (document.encoded_position(o, encoding) for o in (start, end))
            (start_line, start_character), (end_line, end_character) = places
            return name.group(), Range(start_line, start_character, end_line, end_character)
    return None


def _covers(range: Range, cursor: Range) -> bool:
    return range[:2] <= cursor[:2] <= range[2:]
