"""The editor's notebooks come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types
from pygls.workspace import TextDocument

from asyncsense.lsp.notebooks import NotebookBuffer
from asyncsense.lsp.uris import buffer_path

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

SYNC = types.NotebookDocumentSyncOptions(
    [types.NotebookDocumentFilterWithCells(cells=[types.NotebookCellLanguage("python")])]
)


def register(server: Server, _params: types.InitializeParams) -> None:
    notebooks: dict[str, NotebookBuffer] = {}

    def cells(uri: str) -> list[TextDocument]:
        notebook = server.workspace.get_notebook_document(notebook_uri=uri)
        found = []
        for cell in notebook.cells if notebook else ():
            document = server.workspace.text_documents.get(unquote(cell.document))
            if cell.kind is types.NotebookCellKind.Code and document is not None:
                if document.language_id in (None, "python"):
                    found.append(document)
        return found

    def note_cells(buffer: NotebookBuffer) -> None:
        server.cells = {cell: path for cell, path in server.cells.items() if path != buffer.path}
        server.cells |= {unquote(place.uri): buffer.path for place in buffer.places()}

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenNotebookDocumentParams) -> None:
        uri = params.notebook_document.uri
        path = buffer_path(uri, server.first_folder(), ".ipynb")
        if path is None:
            return
        buffer = notebooks[unquote(uri)] = NotebookBuffer(path, lambda: cells(uri))
        note_cells(buffer)
        server.session.open(buffer)
        server.diagnostics.opened(path)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeNotebookDocumentParams) -> None:
        buffer = notebooks.get(unquote(params.notebook_document.uri))
        if buffer is None or params.change.cells is None:
            return
        buffer.changed()
        note_cells(buffer)
        server.session.change(buffer.path)
        server.diagnostics.changed(buffer.path)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseNotebookDocumentParams) -> None:
        buffer = notebooks.pop(unquote(params.notebook_document.uri), None)
        if buffer is not None:
            server.cells = {one: path for one, path in server.cells.items() if path != buffer.path}
            server.session.close(buffer.path)
            server.diagnostics.closed(buffer.path)
