"""What is shown of files that are not open, and what other files say about the one that is."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from rawclient import MODERN, PULLING, REAL_SERVER, RawClient, StartClient, range_

HELPERS = "import time\n\n\ndef load():\n    pause()\n\n\ndef pause():\n    time.sleep(1)\n"
APP = "from helpers import load\n\n\nasync def main():\n    load()\n"
OTHER = "from helpers import load\n\n\nasync def other():\n    load()\n"
FINE = "x = 1\n"
WHOLE = {"diagnosticMode": "workspace"}
MARKS: Any = {
    **MODERN,
    "workspace": {
        **MODERN["workspace"],
        "codeLens": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
    },
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    texts = {"pyproject.toml": "", "helpers.py": HELPERS, "app.py": APP, "other.py": OTHER}
    for name, text in {**texts, "fine.py": FINE}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def begin(start: StartClient, project: Path, capabilities: Any, **settings: Any) -> RawClient:
    client = start(REAL_SERVER)
    client.settings = settings
    client.initialize(capabilities, rootUri=project.as_uri(), initializationOptions=client.settings)
    return client


def name_of(uri: str) -> str:
    return uri.rpartition("/")[2]


# ---------------------------------------------------------------------- diagnostics, pulled


def pull_all(client: RawClient, previous: dict[str, str], **more: Any) -> int:
    ids = [{"uri": uri, "value": value} for uri, value in previous.items()]
    return client.begin("workspace/diagnostic", {"previousResultIds": ids, **more})


def items(client: RawClient, number: int) -> dict[str, Any]:
    return {item["uri"]: item for item in client.answer(number)["result"]["items"]}


def test_only_who_wants_them_may_ask_for_all(start: StartClient, project: Path) -> None:
    for settings, whole in (({}, False), (WHOLE, True)):
        client = start()
        provider = client.initialize(PULLING, initializationOptions=settings)["diagnosticProvider"]
        assert provider["workspaceDiagnostics"] is whole


def test_the_diagnostics_of_the_workspace(start: StartClient, project: Path) -> None:
    client = begin(start, project, PULLING, **WHOLE)
    first = items(client, pull_all(client, {}))
    assert {name_of(uri): len(item["items"]) for uri, item in first.items()} == {
        "app.py": 1,
        "other.py": 1,
        "helpers.py": 0,
        "fine.py": 0,
    }
    known = {uri: item["resultId"] for uri, item in first.items()}
    # Nothing is new: the answer waits until something is.
    number = pull_all(client, known)
    app = (project / "app.py").as_uri()
    client.open(app, APP, 3)
    client.change(app, 4, {"text": APP.replace("    load()", "    pass")})
    assert [item["kind"] for item in client.answer(number)["result"]["items"]] == ["full"]
    number = pull_all(client, known)
    [item] = items(client, number).values()
    assert (name_of(item["uri"]), item["version"], item["items"]) == ("app.py", 4, [])
    # A file that is gone has no diagnostics.
    (project / "other.py").unlink()
    change = {"uri": (project / "other.py").as_uri(), "type": 3}
    known[app] = item["resultId"]
    number = pull_all(client, known)
    client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    [item] = items(client, number).values()
    assert (name_of(item["uri"]), item["items"]) == ("other.py", [])


def test_the_diagnostics_of_the_workspace_in_parts(start: StartClient, project: Path) -> None:
    for number in range(60):
        (project / f"more_{number}.py").write_text(FINE)
    client = begin(start, project, PULLING, **WHOLE)
    number = pull_all(client, {}, partialResultToken="part")
    rest = items(client, number)
    parts = [n["params"] for n in client.notifications.queue if n["method"] == "$/progress"]
    given = [item["uri"] for part in parts for item in part["value"]["items"]]
    assert {part["token"] for part in parts} == {"part"} and len(given) == 50
    assert len({*given, *rest}) == 64


def test_waiting_for_news_can_be_cancelled(start: StartClient, project: Path) -> None:
    client = begin(start, project, PULLING, **WHOLE)
    known = {uri: item["resultId"] for uri, item in items(client, pull_all(client, {})).items()}
    number = pull_all(client, known)
    client.notify("$/cancelRequest", {"id": number})
    assert client.answer(number)["error"]["code"] == -32800
    assert client.shut_down() == 0


# ---------------------------------------------------------------------- diagnostics, pushed


def test_diagnostics_of_files_that_are_not_open_are_pushed(
    start: StartClient, project: Path
) -> None:
    client = begin(start, project, MODERN, **WHOLE)
    found = [client.wait_for("textDocument/publishDiagnostics") for _ in range(2)]
    assert {name_of(params["uri"]) for params in found} == {"app.py", "other.py"}
    assert all("version" not in params for params in found)
    app = (project / "app.py").as_uri()
    client.open(app, APP, 5)
    assert len(client.diagnostics(app, 5)) == 1
    client.notify("textDocument/didClose", {"textDocument": {"uri": app}})
    assert client.diagnostics(app) == []
    assert len(client.diagnostics(app)) == 1
    client.settings = {"diagnosticMode": "openFilesOnly"}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    found = [client.wait_for("textDocument/publishDiagnostics") for _ in range(2)]
    assert [params["diagnostics"] for params in found] == [[], []]


# ---------------------------------------------------------------------- lenses and hints


def lenses(client: RawClient, uri: str) -> list[tuple[str, Any]]:
    found = client.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
    return [(lens["command"]["title"], lens["range"]) for lens in found]


def hints(client: RawClient, uri: str) -> list[tuple[str, Any]]:
    params = {"textDocument": {"uri": uri}, "range": range_((0, 0), (99, 0))}
    found = client.request("textDocument/inlayHint", params)
    return [(hint["label"], hint["position"]) for hint in found]


def test_functions_by_which_coroutines_block(start: StartClient, project: Path) -> None:
    client = begin(start, project, MARKS, codeLens=True)
    uri = (project / "helpers.py").as_uri()
    client.open(uri, HELPERS)
    assert lenses(client, uri) == [
        (
            "blocks: time.sleep, 2 calls deep; called from 2 coroutines",
            range_((3, 4), (3, 8)),
        ),
        ("blocks: time.sleep; called from 2 coroutines", range_((7, 4), (7, 9))),
    ]
    assert hints(client, uri) == []


def test_calls_by_which_coroutines_block(start: StartClient, project: Path) -> None:
    client = begin(start, project, MARKS, inlayHints=True)
    uri = (project / "helpers.py").as_uri()
    client.open(uri, HELPERS)
    assert hints(client, uri) == [
        ("blocks: time.sleep", {"line": 4, "character": 11}),
        ("blocks: time.sleep", {"line": 8, "character": 17}),
    ]
    assert lenses(client, uri) == []


def test_lenses_follow_other_files(start: StartClient, project: Path) -> None:
    refreshed = threading.Event()
    client = begin(start, project, MARKS, codeLens=True)
    client.handlers["workspace/codeLens/refresh"] = lambda _: refreshed.set()
    helpers, app = ((project / name).as_uri() for name in ("helpers.py", "app.py"))
    client.open(helpers, HELPERS)
    assert len(lenses(client, helpers)) == 2
    refreshed.clear()
    client.open(app, FINE)
    assert refreshed.wait(60)
    assert [title for title, _ in lenses(client, helpers)] == [
        "blocks: time.sleep, 2 calls deep; called from 1 coroutine",
        "blocks: time.sleep; called from 1 coroutine",
    ]


# ---------------------------------------------------------------------- hover


def hover(client: RawClient, uri: str, line: int, character: int) -> Any:
    place = {"line": line, "character": character}
    return client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})


def test_hover_on_a_call(start: StartClient, project: Path) -> None:
    client = begin(start, project, MODERN)
    app = (project / "app.py").as_uri()
    text = APP + "    x = await other()\n    print(x)\n\n\nasync def other() -> int: ...\n"
    client.open(app, text)
    found = hover(client, app, 4, 6)
    assert found["range"] == range_((4, 4), (4, 10))
    shown = found["contents"]["value"]
    helpers = (project / "helpers.py").as_uri()
    assert f"`load` calls `helpers.pause` ([helpers.py:5]({helpers}#L5))" in shown
    assert f"`pause` calls `time.sleep` ([helpers.py:9]({helpers}#L9))" in shown
    assert "## blocking-sleep" in shown
    shown = hover(client, app, 5, 16)["contents"]["value"]
    assert "it returns a coroutine of `builtins.int`" in shown
    assert hover(client, app, 6, 6) is None
    assert hover(client, app, 6, 10) is None
