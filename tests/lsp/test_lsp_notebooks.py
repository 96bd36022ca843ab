"""Notebooks: the cells are one module, and its top may await."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pygls.workspace import TextDocument
from rawclient import MODERN, PULLING, REAL_SERVER, RawClient, StartClient, apply, range_

from asyncsense.lsp.notebooks import NotebookBuffer

IMPORTS = "import asyncio\nimport time"
DEFINES = "%matplotlib inline\nasync def work():\n    time.sleep(1)\n    return 1\n"
RUNS = "work()"
CELLS = {"a": IMPORTS, "b": DEFINES, "c": RUNS}
FIRST = range_((0, 0), (0, 0))


class Notebook:
    """A notebook at an editor."""

    def __init__(self, client: RawClient, folder: Path) -> None:
        self.client = client
        self.uri = (folder / "n b.ipynb").as_uri()
        self.versions: dict[str, int] = {}
        self.version = 1

    def cell(self, name: str) -> str:
        return self.uri.replace("file:", "vscode-notebook-cell:") + f"#{name}"

    def item(self, name: str, text: str, language: str = "python") -> Any:
        self.versions[name] = 1
        return {"uri": self.cell(name), "languageId": language, "version": 1, "text": text}

    def open(self, cells: dict[str, str]) -> None:
        notebook = {
            "uri": self.uri,
            "notebookType": "jupyter-notebook",
            "version": 1,
            "cells": [{"kind": 2, "document": self.cell(name)} for name in cells],
        }
        items = [self.item(*cell) for cell in cells.items()]
        self.client.notify(
            "notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": items}
        )

    def change(self, **cells: Any) -> None:
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        params = {"notebookDocument": document, "change": {"cells": cells}}
        self.client.notify("notebookDocument/didChange", params)

    def write(self, name: str, text: str) -> int:
        self.versions[name] += 1
        document = {"uri": self.cell(name), "version": self.versions[name]}
        self.change(textContent=[{"document": document, "changes": [{"text": text}]}])
        return self.versions[name]

    def diagnostics(self, name: str, version: int | None = None) -> Any:
        return self.client.diagnostics(self.cell(name), version)

    def edit(self, action: Any) -> Any:
        changes = self.client.request("codeAction/resolve", action)["edit"]["documentChanges"]
        return {change["textDocument"]["uri"]: change["edits"] for change in changes}


@pytest.fixture
def notebook(start: StartClient, tmp_path: Path) -> Notebook:
    (tmp_path / "pyproject.toml").write_text("")
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    return Notebook(client, tmp_path)


def codes(found: Any) -> list[tuple[str, Any]]:
    return [(one["code"], one["range"]) for one in found]


def test_diagnostics_stand_in_their_cells(notebook: Notebook) -> None:
    notebook.open(CELLS)
    assert notebook.diagnostics("a") == []
    assert codes(notebook.diagnostics("b")) == [("blocking-sleep", range_((2, 4), (2, 17)))]
    assert codes(notebook.diagnostics("c")) == [("missing-await", range_((0, 0), (0, 6)))]


def test_the_top_of_a_notebook_may_await(notebook: Notebook) -> None:
    notebook.open({**CELLS, "c": "await work()\nasyncio.run(work())\ntime.sleep(1)\n"})
    [(code, place)] = codes(notebook.diagnostics("c"))
    assert (code, place) == ("nested-event-loop", range_((1, 0), (1, 19)))
    version = notebook.write("c", RUNS)
    found = notebook.diagnostics("c", version)
    [fix] = [
        action
        for action in notebook.client.actions(notebook.cell("c"), found[0]["range"], found)
        if action.get("isPreferred")
    ]
    edits = notebook.edit(fix)
    assert apply(RUNS, edits[notebook.cell("c")]) == "await work()"


def test_cells_come_and_go(notebook: Notebook) -> None:
    notebook.open(CELLS)
    assert notebook.diagnostics("c")
    notebook.change(
        structure={
            "array": {"start": 1, "deleteCount": 1, "cells": []},
            "didClose": [{"uri": notebook.cell("b")}],
        }
    )
    cleared = {notebook.cell("b"), notebook.cell("c")}
    while cleared:
        params = notebook.client.wait_for("textDocument/publishDiagnostics")
        assert params["diagnostics"] == []
        cleared.discard(params["uri"])
    cells = [{"kind": 2, "document": notebook.cell(name)} for name in ("m", "d")]
    notebook.change(
        structure={
            "array": {"start": 1, "deleteCount": 0, "cells": cells},
            "didOpen": [notebook.item("m", "# work()", "markdown"), notebook.item("d", DEFINES)],
        }
    )
    assert len(notebook.diagnostics("c")) == 1
    document = {"uri": notebook.uri}
    items = [{"uri": notebook.cell(name)} for name in "adcm"]
    notebook.client.notify(
        "notebookDocument/didClose", {"notebookDocument": document, "cellTextDocuments": items}
    )
    assert notebook.diagnostics("c") == []


def test_only_cells_that_changed_are_published_again(notebook: Notebook) -> None:
    notebook.open(CELLS)
    assert notebook.diagnostics("c")
    version = notebook.write("b", DEFINES.replace("time", "asyncio"))
    [found] = notebook.diagnostics("b", version)
    assert found["code"] == "missing-await"
    notebook.client.state()
    assert [n["params"].get("uri") for n in notebook.client.notifications.queue] == []


def test_a_notebook_is_fixed_as_a_whole(notebook: Notebook) -> None:
    notebook.open(CELLS)
    assert notebook.diagnostics("c")
    ask = notebook.client.actions
    assert ask(notebook.cell("c"), FIRST, only=["source.fixAll"]) == []
    [action] = ask(notebook.cell("a"), FIRST, only=["notebook.source.fixAll"])
    edits = notebook.edit(action)
    fixed = {name: apply(text, edits.get(notebook.cell(name), [])) for name, text in CELLS.items()}
    assert fixed == {
        "a": IMPORTS,
        "b": DEFINES.replace("time.sleep", "await asyncio.sleep"),
        "c": "await work()",
    }
    notebook.write("a", "\n" + IMPORTS)
    assert notebook.client.error("codeAction/resolve", action)["code"] == -32801


def test_editors_that_pull_get_notebooks_pushed(start: StartClient, tmp_path: Path) -> None:
    client = start()
    client.initialize(PULLING, rootUri=tmp_path.as_uri())
    notebook = Notebook(client, tmp_path)
    notebook.open({"a": "import time", "b": "async def f():\n    time.sleep(1)"})
    assert codes(notebook.diagnostics("b")) == [("blocking-sleep", range_((1, 4), (1, 17)))]
    assert client.pull(notebook.cell("b"))["items"] == []


def test_an_unsaved_notebook(start: StartClient) -> None:
    client = start(REAL_SERVER)
    client.initialize(MODERN)
    notebook = Notebook(client, Path("/none"))
    notebook.uri = "untitled:Untitled-1.ipynb?jupyter-notebook"
    notebook.cell = lambda name: f"untitled:Untitled-1.ipynb#{name}"  # type: ignore[method-assign]
    notebook.open({"a": "import asyncio\nasyncio.sleep(1)\n"})
    assert [code for code, _ in codes(notebook.diagnostics("a"))] == ["missing-await"]


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("x = 1", "x = 1\n"),
        ("x = 1\r\n", "x = 1\r\n"),
        ("", "\n"),
        ("%timeit f()\ny", "pass\ny\n"),
        ("if x:\n    !ls -l\r\nz", "if x:\n    pass\r\nz\n"),
        ("files = !ls\n", "files = None\n"),
        ("a.b?\n?c\n", "pass\npass\n"),
        ("x != 1\nx = 5 % 2\n", "x != 1\nx = 5 % 2\n"),
        ("%%time\nf()", "pass\nf()\n"),
        ("%%bash\nls\n\necho", "#%%bash\n#ls\n#\n#echo\n"),
        ("# really?\n", "# really?\n"),
    ],
)
def test_what_is_no_python(cell: str, python: str) -> None:
    document = TextDocument("cell:a", cell, 1)
    buffer = NotebookBuffer("/a.ipynb", lambda: [document])
    assert buffer.text == python
    [place] = buffer.places()
    assert place.end_line == len(python.splitlines())


def test_lines_that_are_no_python_are_not_changed() -> None:
    cells = [TextDocument("cell:a", text, 1) for text in ("x = 1\n%time x", "y = 2")]
    buffer = NotebookBuffer("/a.ipynb", lambda: cells)
    assert buffer.is_literal(0, 0) and buffer.is_literal(2, 2)
    assert not buffer.is_literal(0, 1)
    assert not buffer.is_literal(1, 2)
