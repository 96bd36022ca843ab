"""The editor's documents come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types

from asyncsense.lsp.buffers import TextBuffer

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server


def register(server: Server, _params: types.InitializeParams) -> None:
    # Handlers of notifications are plain functions: they run at once, in the order of the messages.

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        path = server.path_of(item.uri)
        if path is None or not (item.language_id == "python" or path.endswith((".py", ".pyi"))):
            return
        document = server.workspace.text_documents[unquote(item.uri)]
        server.session.open(TextBuffer(path, document))
        server.diagnostics.opened(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        path = server.path_of(params.text_document.uri)
        if path is not None and server.session.is_open(path):
            server.session.change(path)
            server.diagnostics.changed(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        path = server.path_of(params.text_document.uri)
        if path is not None and server.session.is_open(path):
            server.session.close(path)
            server.diagnostics.closed(path)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        path = server.path_of(params.text_document.uri)
        if path is not None and not server.session.is_open(path):
            server.session.files_changed([path])
