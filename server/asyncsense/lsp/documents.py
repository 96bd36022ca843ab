"""The editor's documents, in sync to the letter."""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

from asyncsense.text import Document, PositionEncoding


class SyncedDocument(TextDocument):
    """A document whose changes are applied as the protocol defines lines and positions.

    pygls takes lines from `str.splitlines`, which also splits at form feeds, U+2028 and others, and
    puts a position behind the end of the last line one character before it: both corrupt the text.
    """

    encoding: PositionEncoding = "utf-16"

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        text = self.source
        document = Document(self.path, text)
        start = self._offset(document, change.range.start)
        end = max(start, self._offset(document, change.range.end))
        self._source = text[:start] + change.text + text[end:]

    def _offset(self, document: Document, position: types.Position) -> int:
        return document.decoded_offset(position.line, position.character, self.encoding)


def synchronise(workspace: Workspace, encoding: PositionEncoding) -> None:
    """Make `workspace` keep its documents as SyncedDocument."""

    def create(
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> SyncedDocument:
        document = SyncedDocument(doc_uri, source, version, language_id)
        document.encoding = encoding
        return document

    replaced: Any = workspace
    replaced._create_text_document = create
