"""The server as a process: how it ends, and what it survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rawclient import MODERN, PATIENCE, RawClient, StartClient

SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and was not waited for yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while is_alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def worker_pid(client: RawClient) -> int:
    return int(client.state()["worker"]["pid"])


def test_an_orderly_end_has_exit_status_0(client: RawClient) -> None:
    pid = worker_pid(client)
    assert client.shut_down() == 0
    wait_for_end(pid)


def test_exit_without_shutdown_has_exit_status_1(client: RawClient) -> None:
    client.notify("exit")
    assert client.process.wait(PATIENCE) == 1


def test_the_end_of_stdin_ends_server_and_worker(client: RawClient) -> None:
    pid = worker_pid(client)
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(PATIENCE) == 1
    wait_for_end(pid)


def test_the_end_of_stdin_while_the_worker_is_busy(client: RawClient, uri: str) -> None:
    pid = worker_pid(client)
    client.open(uri, "# toy: hang")
    assert client.process.stdin
    client.process.stdin.close()
    assert client.process.wait(PATIENCE) == 1
    wait_for_end(pid)


def test_a_killed_server_takes_its_worker_along(client: RawClient) -> None:
    pid = worker_pid(client)
    client.kill()
    wait_for_end(pid)


def test_the_server_goes_when_the_editor_dies(start: StartClient) -> None:
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    client = start()
    client.initialize(MODERN, processId=editor.pid)
    editor.kill()
    editor.wait()
    assert client.process.wait(PATIENCE) == 1


def test_an_editor_in_another_container_keeps_the_server(start: StartClient) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    client = start()
    client.initialize(MODERN, processId=ended.pid)
    assert client.shut_down() == 0


def test_nothing_is_written_after_the_end(start: StartClient, uri: str) -> None:
    client = start(stderr=subprocess.PIPE)
    client.initialize(MODERN)
    client.open(uri, SLEEP)
    client.request("shutdown")
    client.notify("exit")
    assert client.process.stderr
    assert client.process.stderr.read().count(b"Traceback") == 0


def test_a_log_file(start: StartClient, tmp_path: Path) -> None:
    path = tmp_path / "server.log"
    command = [sys.executable, "-m", "asyncsense", "server", "--log-file", str(path), "--verbose"]
    client = start(command)
    client.initialize(MODERN)
    pid = worker_pid(client)
    assert client.shut_down() == 0
    assert f"INFO asyncsense.lsp.worker: the analysis process is {pid}\n" in path.read_text()


def test_a_log_file_that_cannot_be_written(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "asyncsense", "server", "--log-file", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)


def test_a_trace_of_what_is_done(client: RawClient, uri: str) -> None:
    client.notify("$/setTrace", {"value": "messages"})
    client.open(uri, SLEEP)
    said = client.wait_for("$/logTrace")["message"]
    assert "1 findings after" in said
    client.notify("$/setTrace", {"value": "off"})
    client.change(uri, 2, {"text": ""})
    assert client.diagnostics(uri, 2) == []
    assert "$/logTrace" not in [n["method"] for n in client.notifications.queue]


def test_messages_that_are_none(client: RawClient, uri: str) -> None:
    for body in (b"{", b"[]", b"null", b'"x"', b"{}", b'{"jsonrpc": "2.0"}', b"\xff\xfe"):
        client.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    client.raw(b"Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{}")
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1


def test_a_message_in_pieces(client: RawClient, uri: str) -> None:
    worker_pid(client)  # from here on the client has nothing to answer in between
    body = b'{"jsonrpc": "2.0", "id": "piece", "method": "shutdown"}'
    for piece in (b"Content-Le", b"ngth: %d\r" % len(body), b"\n\r\n" + body[:9], body[9:]):
        client.raw(piece)
        time.sleep(0.01)
    client.notify("exit")
    assert client.process.wait(PATIENCE) == 0


def test_malformed_requests_are_answered(client: RawClient) -> None:
    assert client.error("textDocument/hover", {"nonsense": 1})["code"] == -32602
    assert client.error("textDocument/codeAction", {"textDocument": 5})["code"] == -32602
    assert client.error("codeAction/resolve", {"title": "x"})["code"] == -32602
    assert client.error("workspace/executeCommand", {"command": "no such"})["code"] == -32602
    assert client.error("no/such/method", {})["code"] == -32601


def test_notifications_about_what_is_not_there(client: RawClient, uri: str) -> None:
    document = {"textDocument": {"uri": uri}}
    client.notify("textDocument/didClose", document)
    client.notify("textDocument/didSave", document)
    client.change(uri, 2, {"text": "x"})
    client.notify("textDocument/didOpen", {"textDocument": {"uri": uri}})
    client.notify("no/such/notification", {"x": 1})
    client.notify("$/cancelRequest", {"id": 99})
    assert (
        client.actions(
            uri, {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}}
        )
        == []
    )
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1


def test_a_second_initialize_is_refused(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    assert client.error("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    assert len(client.diagnostics(uri)) == 1


def test_a_worker_that_was_killed_is_replaced(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri, 1)) == 1
    os.kill(worker_pid(client), signal.SIGKILL)
    client.change(uri, 2, {"text": SLEEP + "    time.sleep(2)\n"})
    assert len(client.diagnostics(uri, 2)) == 2


def test_a_file_that_ends_its_check_once(client: RawClient, uri: str, tmp_path: Path) -> None:
    client.open(uri, f"# toy: exit-once {tmp_path / 'done'}\n{SLEEP}")
    assert len(client.diagnostics(uri)) == 1


def test_a_file_that_always_ends_its_check_is_given_up(
    client: RawClient, uri: str, tmp_path: Path
) -> None:
    good = (tmp_path / "good.py").as_uri()
    client.open(uri, "# toy: exit\n")
    client.open(good, SLEEP)
    assert len(client.diagnostics(good)) == 1
    client.change(uri, 2, {"text": SLEEP})
    assert len(client.diagnostics(uri, 2)) == 1


@pytest.mark.parametrize("order", ["exit", "raise"])
def test_a_failing_file_does_not_disturb_the_others(
    client: RawClient, uri: str, tmp_path: Path, order: str
) -> None:
    good = (tmp_path / "good.py").as_uri()
    client.open(uri, f"# toy: {order}\n")
    client.wait_for("window/showMessage")
    client.open(good, SLEEP)
    assert len(client.diagnostics(good, 1)) == 1
    client.change(good, 2, {"text": "import time\ndef new(): time.sleep(1)\n" + SLEEP})
    assert len(client.diagnostics(good, 2)) == 1
    before = worker_pid(client)
    client.change(good, 3, {"text": SLEEP})
    assert len(client.diagnostics(good, 3)) == 1
    assert worker_pid(client) == before
    asked = client.state()["worker"]["starts"]
    assert asked <= 3


def test_a_failing_check_is_told_once(client: RawClient, uri: str) -> None:
    client.open(uri, "# toy: raise\n")
    message = client.wait_for("window/showMessage")["message"]
    assert message == "asyncsense failed: ValueError: as told"
    assert client.diagnostics(uri) == []
    client.change(uri, 2, {"text": SLEEP})
    assert len(client.diagnostics(uri, 2)) == 1


def test_the_restart_command(client: RawClient, uri: str) -> None:
    client.open(uri, SLEEP)
    client.diagnostics(uri)
    before = worker_pid(client)
    client.command("asyncsense.restartWorker")
    assert worker_pid(client) != before
    client.change(uri, 2, {"text": ""})
    assert client.diagnostics(uri, 2) == []


def test_a_worker_that_cannot_start_is_given_up(start: StartClient, uri: str) -> None:
    code = "import sys; from asyncsense.lsp.server import serve; sys.exit(serve(core='none:load'))"
    client = start([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    client.initialize(MODERN)
    client.open(uri, SLEEP)
    assert "failed" in client.wait_for("window/showMessage")["message"]
    assert client.diagnostics(uri) == []
    assert client.shut_down() == 0


def test_a_cancelled_request_is_answered_as_cancelled(client: RawClient, uri: str) -> None:
    client.open(uri, "# toy: hang")
    place = {"line": 0, "character": 0}
    number = client.begin(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": uri},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": []},
        },
    )
    client.notify("$/cancelRequest", {"id": number})
    assert client.answer(number)["error"]["code"] == -32800


def test_modules_of_the_working_directory_are_not_imported(
    start: StartClient, tmp_path: Path
) -> None:
    trap = "raise SystemExit('imported the workspace')"
    for name in ("types", "queue", "jedi", "asyncsense", "toml", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(trap)
    uri = (tmp_path / "a.py").as_uri()
    client = start(cwd=tmp_path)
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    client.open(uri, SLEEP)
    assert len(client.diagnostics(uri)) == 1


def test_the_server_does_not_import_the_analysis_nor_the_worker_the_protocol() -> None:
    def modules_of(statement: str) -> set[str]:
        code = f"import sys; {statement}; print(*sys.modules)"
        return set(subprocess.check_output([sys.executable, "-c", code], text=True).split())

    server = modules_of("import asyncsense.lsp.language_server")
    for name in ("inference", "checker", "engine", "rules", "syntax", "project", "knowledge"):
        assert f"asyncsense.{name}" not in server
    assert "jedi" not in server
    worker = modules_of("import asyncsense.lsp.worker_main")
    assert not {"pygls", "lsprotocol", "asyncio"} & worker
    assert not {"pygls", "lsprotocol"} & modules_of("import asyncsense.lsp.server")


def test_an_analysis_that_does_not_start_is_told_and_tried_again(
    start: StartClient, uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    obstacle = tmp_path / "obstacle"
    obstacle.touch()
    monkeypatch.setenv("TOY_OBSTACLE", str(obstacle))
    client = start()
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    client.open(uri, SLEEP)
    message = client.wait_for("window/showMessage")["message"]
    assert message.startswith("asyncsense failed: the analysis process does not start")
    obstacle.unlink()
    change = {"uri": (tmp_path / "pyproject.toml").as_uri(), "type": 1}
    client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    while not client.diagnostics(uri):
        pass
