"""Settings from the editor and from files."""

from __future__ import annotations

from pathlib import Path

import pytest
from rawclient import MODERN, PULLING, REAL_SERVER, RawClient, StartClient

from asyncsense.lsp.settings import ServerSettings, read_settings

SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"
IGNORE = {"ignore": "blocking-sleep"}


def test_initialization_options(start: StartClient, uri: str, tmp_path: Path) -> None:
    for options in (IGNORE, {"settings": IGNORE}):
        client = start()
        client.initialize({}, rootUri=tmp_path.as_uri(), initializationOptions=options)
        client.open(uri, SLEEP)
        assert client.diagnostics(uri) == []


def test_settings_are_asked_for(start: StartClient, uri: str, tmp_path: Path) -> None:
    client = start()
    client.settings = IGNORE
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    client.open(uri, SLEEP)
    assert client.diagnostics(uri) == []
    client.settings = {"ignore": None}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    assert len(client.diagnostics(uri)) == 1


def test_an_answer_that_is_no_longer_wanted_does_no_harm(
    start: StartClient, tmp_path: Path
) -> None:
    client = start()
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    for _ in range(20):  # each asks for the settings anew, before the last ones have come
        client.notify("workspace/didChangeConfiguration", {"settings": None})
    client.state()
    assert client.shut_down() == 0
    assert [m for m in client.notifications.queue if m["method"] == "window/logMessage"] == []


def test_settings_are_sent(start: StartClient, uri: str, tmp_path: Path) -> None:
    client = start()
    client.initialize({}, rootUri=tmp_path.as_uri())
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1
    client.notify("workspace/didChangeConfiguration", {"settings": {"asyncsense": IGNORE}})
    assert client.diagnostics(uri) == []


def test_settings_of_each_folder(start: StartClient, tmp_path: Path) -> None:
    folders = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        folders.append({"uri": (tmp_path / name).as_uri(), "name": name})
    client = start()
    client.handlers["workspace/configuration"] = lambda params: [
        IGNORE if item.get("scopeUri") == folders[1]["uri"] else None for item in params["items"]
    ]
    client.initialize(MODERN, workspaceFolders=folders)
    one, two = ((tmp_path / name / "a.py").as_uri() for name in ("one", "two"))
    client.open(one, SLEEP)
    assert len(client.diagnostics(one)) == 1
    client.open(two, SLEEP)
    assert client.diagnostics(two) == []
    event = {"added": [], "removed": folders[1:]}
    client.notify("workspace/didChangeWorkspaceFolders", {"event": event})
    assert len(client.diagnostics(two)) == 1


def test_an_editor_that_does_not_answer(start: StartClient, uri: str) -> None:
    client = start()
    client.handlers["workspace/configuration"] = lambda params: "nonsense"
    client.initialize(MODERN)
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1


def test_switched_off(start: StartClient, uri: str) -> None:
    client = start()
    client.settings = {"enable": False}
    client.initialize(MODERN)
    client.open(uri, SLEEP)
    assert client.diagnostics(uri) == []
    client.settings = {}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    assert len(client.diagnostics(uri)) == 1
    client.settings = {"enable": False}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    assert client.diagnostics(uri) == []


def test_files_on_disk_are_watched(client: RawClient, uri: str, tmp_path: Path) -> None:
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1
    client.command("asyncsense.debugInformation")
    [registration] = [r for r in client.requests if r["method"] == "client/registerCapability"]
    methods = {entry["method"] for entry in registration["params"]["registrations"]}
    assert methods == {"workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"}
    settings = tmp_path / "asyncsense.toml"
    settings.write_text('ignore = "blocking-sleep"\n')
    change = {"uri": settings.as_uri(), "type": 1}
    client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert client.diagnostics(uri) == []


def test_a_file_that_is_not_open_changes(client: RawClient, tmp_path: Path) -> None:
    helper, caller = tmp_path / "a.py", (tmp_path / "b.py").as_uri()
    client.open(caller, "async def f():\n    helper()\n")
    assert client.diagnostics(caller) == []
    helper.write_text("import time\ndef helper():\n    time.sleep(1)\n")
    change = {"uri": helper.as_uri(), "type": 1}
    client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert len(client.diagnostics(caller)) == 1


def test_editors_that_pull_are_told_of_settings(
    start: StartClient, uri: str, tmp_path: Path
) -> None:
    client = start()
    client.initialize(PULLING, rootUri=tmp_path.as_uri())
    client.open(uri, SLEEP)
    assert len(client.pull(uri)["items"]) == 1
    (tmp_path / "asyncsense.toml").write_text('ignore = "blocking-sleep"\n')
    change = {"uri": (tmp_path / "asyncsense.toml").as_uri(), "type": 1}
    client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert client.pull(uri)["items"] == []
    assert "workspace/diagnostic/refresh" in [request["method"] for request in client.requests]


def test_wrong_settings_are_told_once_and_until_they_are_right(
    client: RawClient, uri: str, tmp_path: Path
) -> None:
    settings = tmp_path / "asyncsense.toml"
    settings.write_text('ignroe = "blocking-sleep"\n')
    client.open(uri, SLEEP)
    message = client.wait_for("window/showMessage")["message"]
    assert message == f"{settings}: ignroe: unknown key"
    client.change(uri, 2, {"text": SLEEP + "\n"})
    assert client.diagnostics(uri, 2) == []
    settings.unlink()
    change = {"uri": settings.as_uri(), "type": 3}
    client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert len(client.diagnostics(uri)) == 1
    assert "window/showMessage" not in [n["method"] for n in client.notifications.queue]


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"targetVersion": "new"}, "asyncsense.targetVersion: expected"),
        ({"target-version": "new"}, "asyncsense.target-version: expected"),
        ({"ignroe": []}, "asyncsense.ignroe: no such setting"),
        (
            {"extendSelect": ["blocking-slep"]},
            "asyncsense.extendSelect: no rule or family is called `blocking-slep`; did you mean",
        ),
        ({"severity": {"blocksx": "hint"}}, "asyncsense.severity: no rule or family is called"),
        ({"perFileIgnores": {"*.py": ["x"]}}, "asyncsense.perFileIgnores.*.py: no rule or family"),
        ({"perFileIgnores": {"*.py": 1}}, "asyncsense.perFileIgnores.*.py: "),
    ],
)
def test_a_wrong_setting_of_the_editor_has_the_name_it_was_given(
    start: StartClient, uri: str, settings: dict[str, object], wrong: str
) -> None:
    client = start(REAL_SERVER)
    client.initialize({}, initializationOptions=settings)
    client.open(uri, SLEEP)
    message = client.wait_for("window/showMessage")["message"]
    assert message.startswith(f"settings of the editor: {wrong}")


def test_names_and_values_as_editors_write_them() -> None:
    assert read_settings({"targetVersion": "3.12", "select": None}) == (
        ServerSettings(),
        {"targetVersion": "3.12"},
    )
    assert read_settings({"targetVersion": "3.12"}, {"target-version": "3.13"})[1] == {
        "target-version": "3.13"
    }
    settings, rest = read_settings({"delay": 50, "enable": True}, {"delay": 70, "path": ["x"]})
    assert settings == ServerSettings(delay=0.07) and rest == {}
    settings, rest = read_settings(
        {"codeLens": True, "inlay-hints": True, "diagnosticMode": "workspace", "deep": True}
    )
    assert rest == {} and settings == ServerSettings(
        deep=True, whole_workspace=True, code_lens=True, inlay_hints=True
    )
    assert read_settings(None, "x", {"delay": "soon"}) == (ServerSettings(), {})
