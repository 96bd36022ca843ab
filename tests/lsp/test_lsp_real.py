"""The server as it ships, driven by pytest-lsp, which also checks what it says against the protocol."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities, make_test_lsp_client
from rawclient import apply

HELPERS = "import time\n\n\ndef load():\n    time.sleep(1)\n"
APP = """\
import asyncio
import time

from helpers import load


async def main() -> None:
    text = '😀'; time.sleep(1)
    load()
    asyncio.sleep(2)


asyncio.run(main())
"""
FIXED = APP.replace("time.sleep(1)", "await asyncio.sleep(1)").replace(
    "    asyncio.sleep(2)", "    await asyncio.sleep(2)"
)


def make_client() -> LanguageClient:
    """pytest-lsp's client, which of itself cannot register capabilities."""
    client = make_test_lsp_client()

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        pass

    return client


CONFIG = ClientServerConfig([sys.executable, "-m", "asyncsense", "server"], make_client)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "demo"\n')
    (tmp_path / "helpers.py").write_text(HELPERS)
    (tmp_path / "app.py").write_text(APP)
    return tmp_path


async def begin(
    client: LanguageClient, capabilities: types.ClientCapabilities, project: Path
) -> None:
    folder = types.WorkspaceFolder(project.as_uri(), project.name)
    await client.initialize_session(
        types.InitializeParams(capabilities, workspace_folders=[folder])
    )


@pytest_lsp.fixture(config=CONFIG)
async def pushed(lsp_client: LanguageClient, project: Path):
    capabilities = client_capabilities("visual-studio-code")
    await begin(lsp_client, capabilities, project)
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=CONFIG)
async def pulled(lsp_client: LanguageClient, project: Path):
    capabilities = client_capabilities("neovim@0.11")
    assert capabilities.text_document
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities()
    await begin(lsp_client, capabilities, project)
    yield
    await lsp_client.shutdown_session()


def open_document(client: LanguageClient, path: Path) -> types.TextDocumentIdentifier:
    uri = path.as_uri()
    item = types.TextDocumentItem(uri, types.LanguageKind.Python, 1, path.read_text())
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return types.TextDocumentIdentifier(uri)


async def actions(
    client: LanguageClient,
    document: types.TextDocumentIdentifier,
    found: types.Diagnostic,
    only: list[str] | None = None,
) -> list[types.CodeAction]:
    context = types.CodeActionContext([found], only=only)
    answer = await client.text_document_code_action_async(
        types.CodeActionParams(document, found.range, context)
    )
    return [action for action in answer or () if isinstance(action, types.CodeAction)]


def applied(edit: types.WorkspaceEdit | None, uri: str, text: str) -> str:
    [change] = changes(edit)
    assert change.text_document.uri == uri
    return changed(change, text)


def changes(edit: types.WorkspaceEdit | None) -> list[types.TextDocumentEdit]:
    assert edit and edit.document_changes
    found = edit.document_changes
    assert all(isinstance(change, types.TextDocumentEdit) for change in found)
    return [change for change in found if isinstance(change, types.TextDocumentEdit)]


def changed(change: types.TextDocumentEdit, text: str) -> str:
    lines = text.split("\n")
    edits = []
    for one in change.edits:
        assert isinstance(one, (types.TextEdit, types.AnnotatedTextEdit))
        place = {}
        for name, position in (("start", one.range.start), ("end", one.range.end)):
            units = lines[position.line].encode("utf-16-le")[: position.character * 2]
            character = len(units.decode("utf-16-le"))
            place[name] = {"line": position.line, "character": character}
        edits.append({"range": place, "newText": one.new_text})
    return apply(text, edits)


async def test_push_and_fix(pushed: LanguageClient, project: Path) -> None:
    document = open_document(pushed, project / "app.py")
    await pushed.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    sleep, load, unawaited = pushed.diagnostics[document.uri]
    assert [d.code for d in (sleep, load, unawaited)] == [
        "blocking-sleep",
        "blocking-sleep",
        "missing-await",
    ]
    assert sleep.range.start == types.Position(7, 17)  # UTF-16: the emoji counts two
    assert load.related_information
    assert load.related_information[0].location.uri == (project / "helpers.py").as_uri()

    [fix] = [a for a in await actions(pushed, document, unawaited) if a.is_preferred]
    resolved = await pushed.code_action_resolve_async(fix)
    once = applied(resolved.edit, document.uri, APP)
    assert once == APP.replace("    asyncio.sleep(2)", "    await asyncio.sleep(2)")

    [fix_all] = await actions(pushed, document, sleep, only=["source.fixAll"])
    resolved = await pushed.code_action_resolve_async(fix_all)
    assert applied(resolved.edit, document.uri, APP) == FIXED


async def test_a_fix_for_another_text_is_refused(pushed: LanguageClient, project: Path) -> None:
    document = open_document(pushed, project / "app.py")
    await pushed.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    [fix, *_] = await actions(pushed, document, pushed.diagnostics[document.uri][0])
    pushed.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, document.uri),
            [types.TextDocumentContentChangeWholeDocument("# nothing\n" + APP)],
        )
    )
    with pytest.raises(JsonRpcException) as refused:
        await pushed.code_action_resolve_async(fix)
    assert refused.value.code == types.LSPErrorCodes.ContentModified.value


async def test_pull_and_follow(pulled: LanguageClient, project: Path) -> None:
    app = open_document(pulled, project / "app.py")
    report = await pulled.text_document_diagnostic_async(types.DocumentDiagnosticParams(app))
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert [item.code for item in report.items] == [
        "blocking-sleep",
        "blocking-sleep",
        "missing-await",
    ]
    helpers = open_document(pulled, project / "helpers.py")
    pulled.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, helpers.uri),
            [types.TextDocumentContentChangeWholeDocument("def load():\n    pass\n")],
        )
    )
    await pulled.text_document_diagnostic_async(types.DocumentDiagnosticParams(helpers))
    again = await pulled.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(app, previous_result_id=report.result_id)
    )
    assert isinstance(again, types.RelatedFullDocumentDiagnosticReport)
    assert [item.code for item in again.items] == ["blocking-sleep", "missing-await"]


async def test_a_fix_follows_into_an_unsaved_file(pushed: LanguageClient, project: Path) -> None:
    helpers, app = (open_document(pushed, project / name) for name in ("helpers.py", "app.py"))
    unsaved = f"# 😀 not saved\n{HELPERS}"
    pushed.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, helpers.uri),
            [types.TextDocumentContentChangeWholeDocument(unsaved)],
        )
    )
    while len(pushed.diagnostics.get(app.uri, ())) < 3:
        await pushed.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    [fix] = [
        action
        for action in await actions(pushed, app, pushed.diagnostics[app.uri][1])
        if action.title.startswith("Await the chain")
    ]
    assert fix.title == "Await the chain down to `asyncio.sleep` (1 call in 2 files)"
    resolved = await pushed.code_action_resolve_async(fix)
    made = {change.text_document.uri: change for change in changes(resolved.edit)}
    assert made.keys() == {helpers.uri, app.uri}
    assert made[app.uri].text_document.version == 1
    assert changed(made[app.uri], APP) == APP.replace("    load()", "    await load()")
    assert made[helpers.uri].text_document.version == 2
    assert changed(made[helpers.uri], unsaved) == (
        "# 😀 not saved\nimport asyncio\nimport time\n\n\n"
        "async def load():\n    await asyncio.sleep(1)\n"
    )


async def test_a_boundary_disables_a_fix(pushed: LanguageClient, project: Path) -> None:
    (project / "table.py").write_text("from helpers import load\n\nTABLE = [load]\n")
    document = open_document(pushed, project / "app.py")
    await pushed.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    [fix] = [
        action
        for action in await actions(pushed, document, pushed.diagnostics[document.uri][1])
        if action.title.startswith("Await the chain")
    ]
    assert fix.disabled
    assert fix.disabled.reason == "`load` is used without being called (table.py:3)"


async def test_every_rule_has_a_page_for_hover(pushed: LanguageClient, project: Path) -> None:
    document = open_document(pushed, project / "app.py")
    hover = await pushed.text_document_hover_async(
        types.HoverParams(document, types.Position(9, 6))
    )
    assert hover and isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.value.startswith("## missing-await")


async def test_suppressing_silences(pushed: LanguageClient, project: Path) -> None:
    document = open_document(pushed, project / "app.py")
    await pushed.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    unawaited = pushed.diagnostics[document.uri][2]
    found = await actions(pushed, document, unawaited)
    [ignore] = [a for a in found if a.title == "Ignore `missing-await` on this line"]
    resolved = await pushed.code_action_resolve_async(ignore)
    text = applied(resolved.edit, document.uri, APP)
    assert "asyncio.sleep(2)  # asyncsense: ignore[missing-await]\n" in text


async def test_a_function_that_is_as_it_should_be_can_become_async(
    pushed: LanguageClient, project: Path
) -> None:
    helpers = project / "helpers.py"
    document = open_document(pushed, helpers)
    start = types.Position(HELPERS[: HELPERS.index("def ")].count("\n"), 4)
    context = types.CodeActionContext([], only=[types.CodeActionKind.Refactor])
    params = types.CodeActionParams(document, types.Range(start, start), context)
    [action] = await pushed.text_document_code_action_async(params) or ()
    assert isinstance(action, types.CodeAction)
    assert action.kind == types.CodeActionKind.RefactorRewrite
    resolved = await pushed.code_action_resolve_async(action)
    uris = {change.text_document.uri for change in changes(resolved.edit)}
    assert document.uri in uris
    [own] = [one for one in changes(resolved.edit) if one.text_document.uri == document.uri]
    assert "async def" in changed(own, HELPERS)
