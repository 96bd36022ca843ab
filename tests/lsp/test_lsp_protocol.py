"""What the protocol keeps of the messages that it has handled."""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from asyncsense.lsp.protocol import Protocol


async def test_nothing_is_kept_of_edits() -> None:
    server = LanguageServer("keeps-nothing", "1", protocol_cls=Protocol)
    protocol = server.protocol
    initialize = types.InitializeParams(capabilities=types.ClientCapabilities())
    protocol._handle_request(1, types.INITIALIZE, initialize)
    document = types.TextDocumentItem(uri="file:///a.py", language_id="python", version=1, text="")
    protocol._handle_notification(
        types.TEXT_DOCUMENT_DID_OPEN, types.DidOpenTextDocumentParams(text_document=document)
    )
    for version in range(2, 20):
        protocol._handle_notification(
            types.TEXT_DOCUMENT_DID_CHANGE,
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version=version, uri="file:///a.py"),
                [types.TextDocumentContentChangeWholeDocument(text=f"{version}")],
            ),
        )
    assert server.workspace.get_text_document("file:///a.py").source == "19"
    assert not protocol._request_futures
