"""Editors that do not speak on stdio."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from rawclient import PATIENCE, TOY_SERVER

SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"


def converse(connection: socket.socket, folder: Path) -> list[Any]:
    """A short session about a folder; what the server said in it."""
    stream = connection.makefile("rwb")
    said = []

    def send(method: str, params: Any, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message if number is None else {**message, "id": number}).encode()
        stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stream.flush()

    def hear() -> Any:
        length = 0
        while (line := stream.readline()) != b"\r\n":
            if line.startswith(b"Content-Length"):
                length = int(line.split(b":")[1])
        said.append(json.loads(stream.read(length)))
        return said[-1]

    send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, 1)
    hear()
    send("initialized", {})
    item = {"uri": "untitled:x", "languageId": "python", "version": 1, "text": SLEEP}
    send("textDocument/didOpen", {"textDocument": item})
    while hear().get("method") != "textDocument/publishDiagnostics":
        pass
    send("shutdown", None, 2)
    while hear().get("id") != 2:
        pass
    send("exit", None)
    return said


def check(said: list[Any]) -> None:
    [published] = [m for m in said if m.get("method") == "textDocument/publishDiagnostics"]
    assert len(published["params"]["diagnostics"]) == 1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def connected(port: int) -> socket.socket:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_tcp(tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen([*TOY_SERVER, "--tcp", str(port)]) as server:
        try:
            with connected(port) as connection:
                check(converse(connection, tmp_path))
            assert server.wait(PATIENCE) == 0
        finally:
            server.kill()


def test_an_editor_that_hangs_up_ends_the_server() -> None:
    port = free_port()
    with subprocess.Popen([*TOY_SERVER, "--tcp", str(port)]) as server:
        try:
            connected(port).close()
            assert server.wait(PATIENCE) == 1
        finally:
            server.kill()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets on this platform")
def test_pipe(tmp_path: Path) -> None:
    path = str(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        listening.settimeout(PATIENCE)
        with subprocess.Popen([*TOY_SERVER, "--pipe", path]) as server:
            try:
                connection, _ = listening.accept()
                with connection:
                    check(converse(connection, tmp_path))
                assert server.wait(PATIENCE) == 0
            finally:
                server.kill()
