"""What an editor can do to a server in a bad hour."""

from __future__ import annotations

import gc
import itertools
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rawclient import MODERN, PULLING, REAL_SERVER, RawClient, StartClient, range_
from replay import Replay, check

from asyncsense.lsp.analysis import Analysis
from asyncsense.lsp.core import Core
from asyncsense.lsp.engine_core import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "seven-patterns"
SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    """The real core, with a cache that a cold start finds filled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield load()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example"))


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_the_findings_are_those_of_a_cold_start(
    core: Core, example: Path, seed: int
) -> None:
    replay = Replay(core, example, seed)
    for _ in range(4):
        for _ in range(12):
            replay.edit()
            replay.check()
        assert replay.differences() == {}
    assert replay.flickers == []


def test_edits_leave_nothing_behind(core: Core, example: Path) -> None:
    path = str(example / "app" / "worker.py")
    text = Path(path).read_text()
    analysis = Analysis(core)
    analysis.configure("utf-16", {str(example): {}}, {})
    versions = itertools.count(1)
    analysis.open(path, text, next(versions))

    def objects_after(edits: int) -> int:
        for _ in range(edits):
            for line in ("time.sleep(1)", "asyncio.sleep(1)", "pass"):
                analysis.change(path, f"{text}\n\nasync def more():\n    {line}\n", next(versions))
                check(analysis, path)
        gc.collect()
        return len(gc.get_objects())

    before = objects_after(3)
    assert objects_after(40) <= before * 1.01


def test_files_that_end_anywhere(core: Core, example: Path) -> None:
    path = example / "app" / "worker.py"
    text = path.read_text()
    analysis = Analysis(core)
    analysis.configure("utf-16", {str(example): {}}, {})
    analysis.open(str(path), text, 0)
    places = random.Random(0).sample(range(len(text)), 60)
    for version, place in enumerate(sorted(places), 1):
        analysis.change(str(path), text[:place], version)
        assert check(analysis, str(path)).version == version
    analysis.change(str(path), text, 1000)
    whole = check(analysis, str(path))
    analysis = Analysis(core)
    analysis.configure("utf-16", {str(example): {}}, {})
    analysis.open(str(path), text, 1000)
    assert check(analysis, str(path)).findings == whole.findings


def test_a_flood_of_everything(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    cancelled, answered = [], []
    document = {"textDocument": {"uri": uri}}
    place = {"position": {"line": 2, "character": 6}}
    for version in range(2, 202):
        client.change(uri, version, {"range": range_((0, 0), (0, 0)), "text": "#\n"})
        answered.append(client.begin("textDocument/hover", {**document, **place}))
        number = client.begin(
            "textDocument/codeAction",
            {**document, "range": range_((2, 4), (2, 4)), "context": {"diagnostics": []}},
        )
        client.notify("$/cancelRequest", {"id": number})
        client.notify("textDocument/didSave", document)
        cancelled.append(number)
    assert all("result" in client.answer(number) for number in answered)
    codes = {client.answer(number).get("error", {}).get("code") for number in cancelled}
    assert codes <= {None, -32800}
    [found] = client.diagnostics(uri, 201)
    assert found["range"] == range_((202, 4), (202, 17))


def test_messages_in_an_order_that_makes_no_sense(client: RawClient, uri: str) -> None:
    document = {"textDocument": {"uri": uri}}
    client.change(uri, 5, {"text": SLEEP})
    client.notify("textDocument/didClose", document)
    client.open(uri, SLEEP, 3)
    client.open(uri, SLEEP + SLEEP, 2)
    client.change(uri, 1, {"text": SLEEP + "    time.sleep(2)\n"})
    assert len(client.diagnostics(uri, 1)) == 2
    client.notify("textDocument/didClose", document)
    client.notify("textDocument/didClose", document)
    assert client.diagnostics(uri) == []
    client.notify("initialized", {})
    client.open(uri, SLEEP, 9)
    assert len(client.diagnostics(uri, 9)) == 1


def test_a_worker_that_is_killed_again_and_again(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    for version in range(2, 8):
        os.kill(client.state()["worker"]["pid"], signal.SIGKILL)
        client.change(uri, version, {"text": SLEEP + "    time.sleep(2)\n" * version})
        assert len(client.diagnostics(uri, version)) == version + 1


def test_a_worker_that_is_killed_whatever_it_is_at(client: RawClient, uri: str) -> None:
    choose = random.Random(5)
    client.open(uri, SLEEP)
    for version in range(2, 28, 2):
        client.change(uri, version, {"text": SLEEP + "    time.sleep(2)\n" * version})
        time.sleep(choose.uniform(0, 0.1))
        for worker in children_of(client):
            os.kill(worker, signal.SIGKILL)
        client.change(uri, version + 1, {"text": SLEEP + "    time.sleep(3)\n" * version})
        assert len(client.diagnostics(uri, version + 1)) == version + 1


def children_of(client: RawClient) -> list[int]:
    tasks = Path(f"/proc/{client.process.pid}/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def test_a_file_that_always_ends_the_worker_does_not_do_so_for_ever(
    client: RawClient, uri: str, tmp_path: Path
) -> None:
    (tmp_path / "bad.py").write_text("# toy: exit\n")
    client.open(uri, SLEEP)
    for _ in range(3):
        assert len(client.request("asyncsense/blockingTree", {})["nodes"]) == 1
    assert client.state()["worker"]["starts"] <= 3
    client.change(uri, 2, {"text": ""})
    assert client.request("asyncsense/blockingTree", {})["nodes"] == []


def test_messages_that_leave_out_their_parameters(client: RawClient) -> None:
    for method, code in {
        "asyncsense/nothing": -32601,
        "textDocument/hover": -32602,
        "workspace/executeCommand": -32602,
    }.items():
        assert client.error(method)["code"] == code
    for method in ("initialized", "textDocument/didOpen", "asyncsense/nothing"):
        client.send({"jsonrpc": "2.0", "method": method})
    assert client.request("asyncsense/blockingTree") == {"nodes": []}


def test_many_open_files(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    client = start(REAL_SERVER)
    client.initialize(PULLING, rootUri=tmp_path.as_uri())
    uris = [(tmp_path / f"module_{number}.py").as_uri() for number in range(100)]
    for uri in uris:
        client.open(uri, SLEEP)
    numbers = [client.begin("textDocument/diagnostic", {"textDocument": {"uri": u}}) for u in uris]
    assert [len(client.answer(number)["result"]["items"]) for number in numbers] == [1] * 100


def test_typing_never_shows_what_is_not_there(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    uri = (tmp_path / "typed.py").as_uri()
    others = [(tmp_path / f"other_{number}.py").as_uri() for number in range(99)]
    client.open(uri, SLEEP)
    for other in others:
        client.open(other, "from typed import f\n\n\nasync def g():\n    f()\n")
    last = 101
    for version in range(2, last + 1):
        # Every key moves what is reported; every tenth one changes what other files rest on.
        text = f"def g_{version}(): ...\n" if version % 10 == 0 else "\n"
        client.change(uri, version, {"range": range_((0, 0), (0, 0)), "text": text})
        time.sleep(0.02)
    versions = []
    while not versions or versions[-1] < last:
        params = client.wait_for("textDocument/publishDiagnostics", lambda one: one["uri"] == uri)
        versions.append(params["version"])
        lines = [found["range"]["start"]["line"] for found in params["diagnostics"]]
        assert lines == [params["version"] + 1]
    assert versions == sorted(set(versions))
    assert client.state()["worker"]["starts"] == 1


def test_folders_that_contain_themselves(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "package" / "nowhere.py").symlink_to(tmp_path / "nowhere.py")
    uri = (tmp_path / "package" / "a.py").as_uri()
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1


def test_a_folder_that_is_renamed(client: RawClient, tmp_path: Path) -> None:
    def tree() -> Any:
        nodes = client.request("asyncsense/blockingTree", {})["nodes"]
        return [node["location"]["uri"].rpartition(tmp_path.name)[2] for node in nodes]

    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.py").write_text(SLEEP)
    assert tree() == ["/old/a.py"]
    (tmp_path / "old").rename(tmp_path / "new")
    changes = [{"uri": (tmp_path / name / "a.py").as_uri(), "type": 3} for name in ("old", "new")]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert tree() == ["/new/a.py"]


def test_a_fix_of_a_file_that_has_changed_unseen_is_refused(
    start: StartClient, tmp_path: Path
) -> None:
    helpers = tmp_path / "helpers.py"
    (tmp_path / "pyproject.toml").write_text("")
    helpers.write_text("import time\n\n\ndef load():\n    time.sleep(1)\n")
    uri = (tmp_path / "app.py").as_uri()
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    client.open(uri, "from helpers import load\n\n\nasync def main():\n    load()\n")
    found = client.diagnostics(uri)
    [action] = [
        action
        for action in client.actions(uri, found[0]["range"], found)
        if action["title"].startswith("Await the chain")
    ]
    edit = client.request("codeAction/resolve", action)["edit"]
    assert len(edit["documentChanges"]) == 2
    helpers.write_text("def load():\n    pass\n")
    assert client.error("codeAction/resolve", action)["code"] == -32801
    assert client.diagnostics(uri) == []
