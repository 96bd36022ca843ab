"""Commands: what the editor can run by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rawclient import MODERN, REAL_SERVER, RawClient, StartClient, apply

SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"
AWAITED = SLEEP.replace("time.sleep", "await asyncio.sleep")
UNAWAITED = """\
import asyncio
import time


async def main():
    asyncio.sleep(2)
    time.sleep(1)
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Three files that nobody has opened, two of them with something to fix."""
    texts = {"one.py": SLEEP, "two.py": "x = 1\n" + SLEEP, "three.py": "x = 1\n"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return {(tmp_path / name).as_uri(): text for name, text in texts.items()}


def asked_to_apply(client: RawClient) -> Any:
    [request] = [r for r in client.requests if r["method"] == "workspace/applyEdit"]
    return request["params"]["edit"]


def test_fixing_the_workspace(client: RawClient, files: dict[str, str]) -> None:
    assert client.command("asyncsense.fixWorkspace") is True
    edit = asked_to_apply(client)
    assert "changeAnnotations" not in edit
    fixed = {
        change["textDocument"]["uri"]: apply(files[change["textDocument"]["uri"]], change["edits"])
        for change in edit["documentChanges"]
    }
    one, two, _ = files
    assert fixed == {one: AWAITED, two: "x = 1\n" + AWAITED}


def test_the_workspace_is_fixed_as_it_is_in_the_editor(
    client: RawClient, files: dict[str, str]
) -> None:
    one, two, _ = files
    client.open(one, "")
    client.change(one, 2, {"text": ""})
    client.open(two, SLEEP, 7)
    assert client.command("asyncsense.fixWorkspace") is True
    [change] = asked_to_apply(client)["documentChanges"]
    assert change["textDocument"] == {"uri": two, "version": 7}
    assert apply(SLEEP, change["edits"]) == AWAITED


def test_nothing_to_fix(client: RawClient) -> None:
    assert client.command("asyncsense.fixWorkspace") is False


def test_the_progress_of_fixing_the_workspace(
    start: StartClient, tmp_path: Path, files: dict[str, str]
) -> None:
    client = start()
    shows = {**MODERN, "window": {"workDoneProgress": True}}
    client.initialize(shows, rootUri=tmp_path.as_uri())
    assert client.command("asyncsense.fixWorkspace") is True
    said = [n["params"]["value"] for n in client.notifications.queue if n["method"] == "$/progress"]
    assert said[0]["kind"] == "begin" and said[0]["cancellable"]
    assert said[-1]["kind"] == "end"
    assert [value["message"] for value in said[1:-1]] == ["1/3 files", "2/3 files", "3/3 files"]


def test_fixing_the_workspace_can_be_cancelled(start: StartClient, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.py").write_text("# toy: hang\n")
    client = start()
    shows = {**MODERN, "window": {"workDoneProgress": True}}
    client.initialize(shows, rootUri=tmp_path.as_uri())
    params = {"command": "asyncsense.fixWorkspace", "arguments": []}
    number = client.begin("workspace/executeCommand", params)
    token = client.wait_for("$/progress")["token"]
    client.notify("window/workDoneProgress/cancel", {"token": token})
    assert client.answer(number)["result"] is False


def test_a_cancelled_request_cancels_its_command(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "last.py").write_text("# toy: last\n")
    client = start()
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    params = {"command": "asyncsense.fixWorkspace", "arguments": []}
    number = client.begin("workspace/executeCommand", params)
    client.notify("$/cancelRequest", {"id": number})
    assert client.answer(number)["error"]["code"] == -32800
    (tmp_path / "last.py").write_text("")
    assert client.command("asyncsense.fixWorkspace") is False
    assert client.state()["worker"]["starts"] == 1


def test_fixing_all_of_a_rule(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "a.py").write_text(UNAWAITED)
    uri = (tmp_path / "a.py").as_uri()
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    client.open(uri, UNAWAITED)
    assert client.command("asyncsense.fixAllOfRule", uri, "missing-await") is True
    assert client.command("asyncsense.fixAllOfRule", None, "blocking-sleep") is True
    assert client.command("asyncsense.fixAllOfRule", uri, "blocking-http") is False
    requests = [r for r in client.requests if r["method"] == "workspace/applyEdit"]
    fixed = [
        apply(UNAWAITED, request["params"]["edit"]["documentChanges"][0]["edits"])
        for request in requests
    ]
    assert fixed == [
        UNAWAITED.replace("    asyncio.sleep", "    await asyncio.sleep"),
        UNAWAITED.replace("time.sleep(1)", "await asyncio.sleep(1)"),
    ]


def test_debug_information_is_text_for_people(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    text = client.command("asyncsense.debugInformation")
    assert '\n  "python": ' in text
    assert json.loads(text)["worker"]["starts"] == 1
