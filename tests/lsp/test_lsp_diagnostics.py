"""Diagnostics, pushed and pulled."""

from __future__ import annotations

import asyncio
import threading
import tomllib
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

from rawclient import MODERN, REAL_SERVER, RawClient, StartClient, range_

from asyncsense.lsp.answers import Report
from asyncsense.lsp.features.diagnostics import Diagnostics
from asyncsense.lsp.worker import Urgency

SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"
HELPER = "import time\ndef helper():\n    time.sleep(1)\n"
CALLER = "from a import helper\nasync def f():\n    helper()\n"


def test_what_a_diagnostic_says(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP, version=7)
    params = client.wait_for("textDocument/publishDiagnostics")
    assert params == {
        "uri": uri,
        "version": 7,
        "diagnostics": [
            {
                "range": range_((2, 4), (2, 17)),
                "severity": 1,
                "code": "blocking-sleep",
                "source": "asyncsense",
                "message": "`time.sleep` blocks the event loop",
            }
        ],
    }


def test_a_link_to_the_page_for_editors_that_show_it(start: StartClient, uri: str) -> None:
    client = start()
    shows = {"codeDescriptionSupport": True}
    client.initialize({"textDocument": {"publishDiagnostics": shows}})
    client.open(uri, SLEEP)
    [found] = client.diagnostics(uri)
    pyproject = Path(__file__).parents[2] / "pyproject.toml"
    repository = tomllib.loads(pyproject.read_text())["project"]["urls"]["Repository"]
    page = f"{repository}/blob/main/docs/rules/blocking-sleep.md"
    assert found["codeDescription"] == {"href": page}


def test_data_only_for_editors_that_keep_it(start: StartClient, uri: str) -> None:
    client = start()
    client.initialize({"textDocument": {"publishDiagnostics": {"dataSupport": True}}})
    client.open(uri, SLEEP)
    [found] = client.diagnostics(uri)
    assert found["data"] == {"family": "blocks", "function": "f", "target": "time.sleep"}


def test_the_chain_as_related_locations(client: RawClient, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(HELPER)
    uri = (tmp_path / "b.py").as_uri()
    client.open(uri, CALLER)
    [found] = client.diagnostics(uri)
    assert found["relatedInformation"] == [
        {
            "location": {"uri": (tmp_path / "a.py").as_uri(), "range": range_((2, 4), (2, 17))},
            "message": "`time.sleep` blocks here",
        }
    ]


def test_no_related_locations_for_editors_without(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(HELPER)
    uri = (tmp_path / "b.py").as_uri()
    client = start()
    client.initialize({}, rootUri=tmp_path.as_uri())
    client.open(uri, CALLER)
    [found] = client.diagnostics(uri)
    assert "relatedInformation" not in found


def test_only_the_newest_version_is_published(client: RawClient, uri: str) -> None:
    client.open(uri, "")
    for version in range(2, 30):
        client.change(uri, version, {"text": SLEEP + "# x\n" * version})
    seen = []
    while not seen or seen[-1] < 29:
        params = client.wait_for("textDocument/publishDiagnostics")
        seen.append(params["version"])
        assert bool(params["diagnostics"]) == (params["version"] > 1)
    assert seen == sorted(seen)


def test_closing_takes_the_diagnostics_away(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    assert client.diagnostics(uri)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.diagnostics(uri) == []
    client.open(uri, SLEEP, version=1)
    assert client.diagnostics(uri, 1)


def test_other_open_files_follow(client: RawClient, tmp_path: Path) -> None:
    helper, caller = (tmp_path / "a.py").as_uri(), (tmp_path / "b.py").as_uri()
    client.open(caller, CALLER)
    assert client.diagnostics(caller) == []
    client.open(helper, HELPER)
    assert len(client.diagnostics(caller)) == 1
    client.change(helper, 2, {"text": "def helper(): pass\n"})
    assert client.diagnostics(caller) == []


def test_unsaved_text_goes_away_with_its_document(client: RawClient, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def helper(): pass\n")
    helper, caller = (tmp_path / "a.py").as_uri(), (tmp_path / "b.py").as_uri()
    client.open(caller, CALLER)
    assert client.diagnostics(caller) == []
    client.open(helper, "def helper(): pass\n")
    client.change(helper, 2, {"text": HELPER})
    assert len(client.diagnostics(caller)) == 1
    client.notify("textDocument/didClose", {"textDocument": {"uri": helper}})
    assert client.diagnostics(caller) == []


def test_documents_of_other_kinds(client: RawClient, tmp_path: Path) -> None:
    toml = {"uri": (tmp_path / "x.toml").as_uri(), "languageId": "toml", "version": 1, "text": ""}
    client.notify("textDocument/didOpen", {"textDocument": toml})
    client.open("git:/x/y.py?ref=HEAD", SLEEP)
    client.open("untitled:Untitled-1", SLEEP)
    params = client.wait_for("textDocument/publishDiagnostics")
    assert params["uri"] == "untitled:Untitled-1"
    assert len(params["diagnostics"]) == 1


def test_an_editor_that_pulls_gets_nothing_pushed(pulling: RawClient, uri: str) -> None:
    pulling.open(uri, SLEEP)
    report = pulling.pull(uri)
    assert report["kind"] == "full"
    assert [found["code"] for found in report["items"]] == ["blocking-sleep"]
    pulling.command("asyncsense.debugInformation")
    pushed = [n["method"] for n in pulling.notifications.queue]
    assert "textDocument/publishDiagnostics" not in pushed


def test_capabilities_say_push_or_pull(start: StartClient) -> None:
    pushing = start().initialize(MODERN)
    assert "diagnosticProvider" not in pushing
    pulling = start().initialize({"textDocument": {"diagnostic": {}}})
    assert pulling["diagnosticProvider"] == {
        "identifier": "asyncsense",
        "interFileDependencies": True,
        "workspaceDiagnostics": False,
    }


def test_unchanged_diagnostics_are_not_sent_again(pulling: RawClient, uri: str) -> None:
    pulling.open(uri, SLEEP)
    first = pulling.pull(uri)
    pulling.change(uri, 2, {"text": SLEEP + "# more\n"})
    again = pulling.pull(uri, first["resultId"])
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    pulling.change(uri, 3, {"text": "# more\n" + SLEEP})
    moved = pulling.pull(uri, first["resultId"])
    assert moved["kind"] == "full" and moved["resultId"] != first["resultId"]


def test_a_pull_is_about_the_newest_text(pulling: RawClient, uri: str) -> None:
    pulling.open(uri, "")
    numbers = []
    for version in range(2, 12):
        pulling.change(uri, version, {"text": SLEEP + "    time.sleep(2)\n" * version})
        numbers.append(pulling.begin("textDocument/diagnostic", {"textDocument": {"uri": uri}}))
    last = pulling.answer(numbers[-1])["result"]
    assert len(last["items"]) == 12


def test_pulling_what_is_not_open(pulling: RawClient, uri: str) -> None:
    assert pulling.pull(uri)["items"] == []
    assert pulling.pull("git:/x.py?a")["items"] == []


def test_a_pull_knows_what_was_typed_elsewhere(pulling: RawClient, tmp_path: Path) -> None:
    helper, caller = (tmp_path / "a.py").as_uri(), (tmp_path / "b.py").as_uri()
    pulling.open(helper, HELPER)
    pulling.open(caller, CALLER)
    assert len(pulling.pull(caller)["items"]) == 1
    pulling.change(helper, 2, {"text": "def helper(): pass\n"})
    assert pulling.pull(caller)["items"] == []
    pulling.change(helper, 3, {"text": HELPER})
    assert len(pulling.pull(caller)["items"]) == 1


def test_editors_that_pull_are_told_when_other_files_follow(
    pulling: RawClient, tmp_path: Path
) -> None:
    helper, caller = (tmp_path / "a.py").as_uri(), (tmp_path / "b.py").as_uri()
    pulling.open(caller, CALLER)
    before = pulling.pull(caller)
    assert before["items"] == []
    refreshed = threading.Event()
    pulling.handlers["workspace/diagnostic/refresh"] = lambda _: refreshed.set()
    pulling.open(helper, HELPER)
    pulling.pull(helper)
    assert refreshed.wait(30)
    assert len(pulling.pull(caller, before["resultId"])["items"]) == 1


def test_a_folder_inside_a_package_is_imported_from_above(
    start: StartClient, tmp_path: Path
) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "__init__.py").touch()
    (shop / "a.py").write_text(HELPER)
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=shop.as_uri())
    orders = (shop / "orders.py").as_uri()
    client.open(orders, CALLER.replace("from a", "from shop.a"))
    assert [found["code"] for found in client.diagnostics(orders)] == ["blocking-sleep"]


class Editor:
    """Stands for the server: two open files, of which nothing is ever wrong."""

    def __init__(self, pause: float) -> None:
        self.session = self
        self.client = SimpleNamespace(pulls_diagnostics=False, refreshes_diagnostics=False)
        self.settings = SimpleNamespace(delay=0)
        self.check_seconds = 0.0
        self.pause = pause
        self.asked: asyncio.Queue[str] = asyncio.Queue()
        self.spawn = asyncio.create_task

    def seconds_of(self, paths: Iterable[str]) -> float:
        return self.pause

    async def glance(self, path: str, urgency: Urgency) -> Report:
        return Report(1, (), is_partial=True)

    async def report(self, path: str, urgency: Urgency) -> Report:
        self.asked.put_nowait(path)
        return Report(1, ())

    def buffer(self, path: str) -> SimpleNamespace:
        return SimpleNamespace(places=list)


async def test_other_files_wait_for_a_pause_that_is_as_long_as_they_take() -> None:
    editor = Editor(pause=1)
    diagnostics = Diagnostics(editor)  # type: ignore[arg-type]
    diagnostics.outdated(["other"])
    assert await editor.asked.get() == "other"  # nobody types
    diagnostics.changed("edited")
    diagnostics.outdated(["other"])
    assert await editor.asked.get() == "edited"
    diagnostics.changed("edited")
    assert await editor.asked.get() == "edited"
    assert await editor.asked.get() == "other"
