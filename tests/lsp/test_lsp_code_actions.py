"""Code actions: what is offered, and what applying it makes of the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rawclient import RawClient, StartClient, apply, range_

SLEEP = "import time\nasync def f():\n    s = '😀'; time.sleep(1)\n"
CALL = range_((2, 13), (2, 26))
FIX_ALL = "source.fixAll.asyncsense"


def open_and_ask(client: RawClient, uri: str, text: str = SLEEP, **context: Any) -> list[Any]:
    client.open(uri, text)
    return client.actions(uri, CALL, client.diagnostics(uri), **context)


def titled(actions: list[Any], title: str) -> Any:
    [action] = [action for action in actions if action["title"] == title]
    return action


def document_changes(client: RawClient, action: Any) -> list[Any]:
    return client.request("codeAction/resolve", action)["edit"]["documentChanges"]


def test_what_is_offered_for_a_problem(client: RawClient, uri: str) -> None:
    actions = open_and_ask(client, uri)
    assert [(action["title"], action["kind"]) for action in actions] == [
        ("Use `await asyncio.sleep(…)`", "quickfix"),
        ("Run it in a thread", "quickfix"),
        ("Ask a friend", "quickfix"),
        ("Ignore `blocking-sleep` on this line", "quickfix"),
        ("Ignore `blocking-sleep` in this file", "quickfix"),
        ("Treat `time.sleep` as non-blocking", "quickfix"),
        ("Fix all asyncsense problems", FIX_ALL),
    ]
    assert all("edit" not in action for action in actions)
    assert [action["title"] for action in actions if action.get("isPreferred")] == [
        "Use `await asyncio.sleep(…)`"
    ]
    reasons = {
        action["title"]: action["disabled"]["reason"] for action in actions if "disabled" in action
    }
    assert reasons == {
        "Run it in a thread": "it would wait there all the same",
        "Ask a friend": "nobody is at home",
        "Treat `time.sleep` as non-blocking": (
            "there is no pyproject.toml and no asyncsense.toml to write it to"
        ),
    }
    assert actions[0]["diagnostics"][0]["code"] == "blocking-sleep"


def test_resolving_a_fix(client: RawClient, uri: str) -> None:
    action = titled(open_and_ask(client, uri), "Use `await asyncio.sleep(…)`")
    [change] = document_changes(client, action)
    assert change["textDocument"] == {"uri": uri, "version": 1}
    assert apply(SLEEP, change["edits"]) == SLEEP.replace("time.sleep", "await asyncio.sleep")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("on this line", SLEEP.replace("(1)", "(1)  # asyncsense: ignore[blocking-sleep]")),
        ("in this file", "# asyncsense: ignore-file[blocking-sleep]\n" + SLEEP),
    ],
)
def test_ignoring(client: RawClient, uri: str, title: str, expected: str) -> None:
    action = titled(open_and_ask(client, uri), f"Ignore `blocking-sleep` {title}")
    [change] = document_changes(client, action)
    assert apply(SLEEP, change["edits"]) == expected
    client.change(uri, 2, {"text": expected})
    assert client.diagnostics(uri, 2) == []


def test_a_lightbulb_is_cheap(client: RawClient, uri: str) -> None:
    actions = open_and_ask(client, uri, triggerKind=2)
    assert FIX_ALL not in [action["kind"] for action in actions]
    friend = titled(actions, "Ask a friend")
    assert "disabled" not in friend
    error = client.error("codeAction/resolve", friend)
    assert (error["code"], error["message"]) == (-32803, "nobody is at home")


@pytest.mark.parametrize("kind", ["source.fixAll", "source.fixAll.asyncsense", "source"])
def test_fix_all(client: RawClient, uri: str, kind: str) -> None:
    text = SLEEP + "    x = 1  # kept\n    time.sleep(2)\n"
    [action] = open_and_ask(client, uri, text, only=[kind], triggerKind=2)
    [change] = document_changes(client, action)
    assert apply(text, change["edits"]) == text.replace("time.sleep", "await asyncio.sleep")
    assert len(change["edits"]) == 2


def test_fix_all_waits_for_what_was_just_typed(client: RawClient, uri: str) -> None:
    client.open(uri, "import time\nasync def f(): pass\n")
    client.change(uri, 2, {"text": SLEEP})
    [action] = client.actions(uri, range_((0, 0), (0, 0)), only=["source.fixAll"])
    [change] = document_changes(client, action)
    assert change["textDocument"]["version"] == 2
    assert apply(SLEEP, change["edits"]) == SLEEP.replace("time.sleep", "await asyncio.sleep")


def test_fix_all_of_a_rule(client: RawClient, uri: str) -> None:
    text = SLEEP + "    time.sleep(2)\n"
    action = titled(
        open_and_ask(client, uri, text), "Fix all 2 `blocking-sleep` problems in this file"
    )
    [change] = document_changes(client, action)
    assert apply(text, change["edits"]) == text.replace("time.sleep", "await asyncio.sleep")


@pytest.mark.parametrize("only", [["refactor"], ["source.organizeImports"], ["quickfix.other"]])
def test_other_kinds_are_not_ours(client: RawClient, uri: str, only: list[str]) -> None:
    assert open_and_ask(client, uri, only=only) == []


def test_elsewhere_there_is_only_fix_all(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    kinds = [action["kind"] for action in client.actions(uri, range_((0, 0), (0, 0)))]
    assert kinds == [FIX_ALL]


def test_the_cursor_elsewhere_in_the_line(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    found = client.diagnostics(uri)
    actions = client.actions(uri, range_((2, 0), (2, 0)), found, only=["quickfix"])
    assert actions[0]["diagnostics"] == found


def test_a_stale_action_is_refused(client: RawClient, uri: str) -> None:
    actions = open_and_ask(client, uri)
    client.change(uri, 2, {"text": "# moved\n" + SLEEP})
    for action in actions:
        if "disabled" not in action:
            assert client.error("codeAction/resolve", action)["code"] == -32801


def test_an_action_is_stale_when_another_file_took_its_reason(
    client: RawClient, tmp_path: Path
) -> None:
    helper, caller = (tmp_path / "a.py").as_uri(), (tmp_path / "b.py").as_uri()
    client.open(helper, "import time\ndef helper():\n    time.sleep(1)\n")
    client.open(caller, "async def f():\n    helper()\n")
    client.diagnostics(caller)
    actions = client.actions(caller, range_((1, 4), (1, 4)))
    action = titled(actions, "Make `helper` async")
    client.change(helper, 2, {"text": "def helper(): pass\n"})
    assert client.error("codeAction/resolve", action)["code"] == -32801


def test_a_fix_in_several_files_is_one_edit(client: RawClient, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import time\ndef helper():\n    time.sleep(1)\n")
    caller = (tmp_path / "b.py").as_uri()
    client.open(caller, "async def f():\n    helper()\n")
    client.diagnostics(caller)
    actions = client.actions(caller, range_((1, 4), (1, 4)))
    label = "Make `helper` async"
    edit = client.request("codeAction/resolve", titled(actions, label))["edit"]
    documents = {change["textDocument"]["uri"]: change for change in edit["documentChanges"]}
    assert documents[(tmp_path / "a.py").as_uri()]["textDocument"]["version"] is None
    assert documents[caller]["textDocument"]["version"] == 1
    assert documents[caller]["edits"] == [{"range": range_((1, 4), (1, 4)), "newText": "await "}]


def test_an_editor_that_can_do_little(start: StartClient, uri: str) -> None:
    client = start()
    client.initialize()
    text = "import time\nasync def f():\n    time.sleep(1)\n"
    client.open(uri, text)
    actions = client.actions(uri, range_((2, 4), (2, 4)), client.diagnostics(uri))
    assert [action["title"] for action in actions] == [
        "Use `await asyncio.sleep(…)`",
        "Ignore `blocking-sleep` on this line",
        "Ignore `blocking-sleep` in this file",
        "Fix all asyncsense problems",
    ]
    for action in (actions[0], actions[-1]):
        fixed = apply(text, action["edit"]["changes"][uri])
        assert fixed == text.replace("time.sleep", "await asyncio.sleep")


def test_windows_line_ends_survive_a_fix(client: RawClient, uri: str) -> None:
    text = SLEEP.replace("\n", "\r\n")
    [action] = open_and_ask(client, uri, text, only=["source.fixAll"])
    [change] = document_changes(client, action)
    assert apply(text, change["edits"]) == text.replace("time.sleep", "await asyncio.sleep")


def test_the_fix_all_command(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    assert client.command("asyncsense.fixAll", uri) is True
    [request] = [r for r in client.requests if r["method"] == "workspace/applyEdit"]
    [change] = request["params"]["edit"]["documentChanges"]
    assert apply(SLEEP, change["edits"]) == SLEEP.replace("time.sleep", "await asyncio.sleep")
    client.change(uri, 2, {"text": ""})
    assert client.command("asyncsense.fixAll", uri) is False


def test_hover_on_a_problem_and_on_a_suppression(client: RawClient, uri: str) -> None:
    def hover(line: int, character: int) -> Any:
        place = {"line": line, "character": character}
        return client.request(
            "textDocument/hover", {"textDocument": {"uri": uri}, "position": place}
        )

    client.open(uri, SLEEP + "    x = 1  # asyncsense: ignore[other, blocking-sleep]\n")
    assert hover(0, 0) is None
    assert hover(3, 35) is None
    for found, where in ((hover(2, 20), CALL), (hover(3, 45), range_((3, 39), (3, 53)))):
        assert found["contents"]["kind"] == "markdown"
        assert "A coroutine calls `time.sleep`." in found["contents"]["value"]
        assert found["range"] == where


def test_the_explain_command(client: RawClient) -> None:
    page = client.command("asyncsense.explain", "blocking-sleep")
    assert page.startswith("## blocking-sleep")
    assert client.command("asyncsense.explain", "no-such-rule") == ""
