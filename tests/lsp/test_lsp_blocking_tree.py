"""The blocking tree of the workspace, and what else the protocol does not have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rawclient import MODERN, REAL_SERVER, RawClient, StartClient, range_

SHOWS_TREES = {"asyncsense": {"blockingTree": True}}

HELPERS = "import time\n\n\ndef load():\n    pause()\n\n\ndef pause():\n    time.sleep(1)\n"
APP = """\
import time
from helpers import load


class Job:
    async def run(self):
        load()
        time.sleep(2)


async def harmless():
    pass
"""


OTHER_THREAD = """\
import asyncio
import threading

QUEUE: asyncio.Queue[int] = asyncio.Queue()


def read():
    QUEUE.put_nowait(1)


threading.Thread(target=read).start()
"""


@pytest.fixture
def viewer(start: StartClient, tmp_path: Path) -> RawClient:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "helpers.py").write_text(HELPERS)
    (tmp_path / "app.py").write_text(APP)
    client = start(REAL_SERVER)
    client.initialize({**MODERN, "experimental": SHOWS_TREES}, rootUri=tmp_path.as_uri())
    return client


def tree(client: RawClient) -> Any:
    return client.request("asyncsense/blockingTree", {})["nodes"]


def place(node: Any) -> tuple[str, Any]:
    return node["location"]["uri"].rpartition("/")[2], node["location"]["range"]


def test_what_blocks_in_files_that_nobody_has_opened(viewer: RawClient) -> None:
    [run] = tree(viewer)
    assert (run["label"], run["detail"]) == ("Job.run", "app.py")
    assert place(run) == ("app.py", range_((5, 14), (5, 17)))
    load, sleep = run["children"]
    assert place(load) == ("app.py", range_((6, 8), (6, 14)))
    assert (load["label"], load["detail"]) == ("load", "→ time.sleep")
    assert (load["severity"], load["rule"]) == (1, "blocking-sleep")
    assert load["message"].startswith("`load()` blocks the event loop")
    assert [(hop["label"], hop["detail"]) for hop in load["children"]] == [
        ("pause", "helpers.py:5"),
        ("time.sleep", "helpers.py:9"),
    ]
    assert place(load["children"][-1]) == ("helpers.py", range_((8, 4), (8, 17)))
    assert (sleep["label"], sleep["detail"]) == ("time.sleep", "app.py:8")
    assert sleep["children"] == []


def test_functions_are_named_without_their_modules(start: StartClient, tmp_path: Path) -> None:
    package = tmp_path / "shop" / "orders"
    package.mkdir(parents=True)
    (tmp_path / "shop" / "__init__.py").touch()
    (package / "__init__.py").write_text("import time\nasync def order():\n    time.sleep(1)\n")
    client = start(REAL_SERVER)
    client.initialize({**MODERN, "experimental": SHOWS_TREES}, rootUri=tmp_path.as_uri())
    [order] = tree(client)
    assert (order["label"], order["detail"]) == ("order", "shop/orders/__init__.py")


def test_what_is_no_call_has_a_name_and_no_children(start: StartClient, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "app.py").write_text(OTHER_THREAD)
    client = start(REAL_SERVER)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    [put] = [call for function in tree(client) for call in function["children"]]
    assert (put["label"], put["rule"]) == ("asyncio.queues.Queue.put_nowait", "cross-thread-loop")
    assert put["children"] == []


def test_the_view_hears_of_changes_and_of_nothing_else(viewer: RawClient, tmp_path: Path) -> None:
    uri = (tmp_path / "helpers.py").as_uri()
    tree(viewer)
    viewer.open(uri, HELPERS)
    viewer.diagnostics(uri, 1)
    viewer.change(uri, 2, {"text": HELPERS.replace("time.sleep(1)", "pass")})
    viewer.wait_for("asyncsense/blockingTreeChanged")
    [run] = tree(viewer)
    assert [call["label"] for call in run["children"]] == ["time.sleep"]
    seen = [n["method"] for n in viewer.notifications.queue]
    assert "asyncsense/blockingTreeChanged" not in seen


def test_an_extension_may_ask_in_its_options(start: StartClient, tmp_path: Path) -> None:
    uri = (tmp_path / "a.py").as_uri()
    client = start()
    options = {"experimental": SHOWS_TREES, "settings": {}}
    client.initialize(MODERN, rootUri=tmp_path.as_uri(), initializationOptions=options)
    client.open(uri, "import time\nasync def f():\n    time.sleep(1)\n")
    assert [node["label"] for node in tree(client)] == ["f"]
    client.change(uri, 2, {"text": ""})
    client.wait_for("asyncsense/blockingTreeChanged")
    assert tree(client) == []


def test_others_hear_nothing_of_it(client: RawClient, uri: str) -> None:
    client.open(uri, "import time\nasync def f():\n    time.sleep(1)\n")
    assert len(tree(client)) == 1
    client.change(uri, 2, {"text": ""})
    assert client.diagnostics(uri, 2) == []
    assert tree(client) == []
    methods = {n["method"] for n in client.notifications.queue}
    assert not any(method.startswith("asyncsense/") for method in methods)


def test_the_status(start: StartClient, tmp_path: Path) -> None:
    uri = (tmp_path / "a.py").as_uri()
    client = start()
    client.initialize({**MODERN, "experimental": SHOWS_TREES}, rootUri=tmp_path.as_uri())
    client.open(uri, "")
    assert client.wait_for("asyncsense/status") == {"state": "indexing", "message": ""}
    assert client.wait_for("asyncsense/status") == {"state": "ready", "message": ""}
    client.change(uri, 2, {"text": "# toy: raise\n"})
    said = {"state": "error", "message": "asyncsense failed: ValueError: as told"}
    assert client.wait_for("asyncsense/status") == said
    client.change(uri, 3, {"text": ""})
    assert client.wait_for("asyncsense/status") == {"state": "ready", "message": ""}
