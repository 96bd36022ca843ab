"""Editors that do not speak on stdio."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rawclient import PATIENCE, TOY_SERVER
from websockets.sync.client import ClientConnection, connect

SLEEP = "import time\nasync def f():\n    time.sleep(1)\n"

Send = Callable[[bytes], None]
Hear = Callable[[], bytes]


def converse(send_body: Send, hear_body: Hear, folder: Path) -> list[Any]:
    """A short session about a folder; what the server said in it."""
    said: list[Any] = []

    def send(method: str, params: Any, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        send_body(json.dumps(message if number is None else {**message, "id": number}).encode())

    def hear(is_wanted: Callable[[Any], bool]) -> None:
        while not (said and is_wanted(said[-1])):
            said.append(json.loads(hear_body()))

    params = {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}
    send("initialize", params, 1)
    hear(lambda message: message.get("id") == 1)
    send("initialized", {})
    item = {"uri": "untitled:x", "languageId": "python", "version": 1, "text": SLEEP}
    send("textDocument/didOpen", {"textDocument": item})
    hear(lambda message: message.get("method") == "textDocument/publishDiagnostics")
    send("shutdown", None, 2)
    hear(lambda message: message.get("id") == 2)
    send("exit", None)
    return said


def check(said: list[Any]) -> None:
    [published] = [m for m in said if m.get("method") == "textDocument/publishDiagnostics"]
    assert len(published["params"]["diagnostics"]) == 1


def check_over(connection: socket.socket, folder: Path) -> None:
    """A session with headers before each message."""
    stream = connection.makefile("rwb")

    def send(body: bytes) -> None:
        stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stream.flush()

    def hear() -> bytes:
        length = 0
        while (line := stream.readline()) != b"\r\n":
            assert line, "the server hung up"
            if line.startswith(b"Content-Length"):
                length = int(line.split(b":")[1])
        return stream.read(length)

    check(converse(send, hear, folder))


@contextmanager
def listening(way: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server and the port that it has chosen."""
    command = [*TOY_SERVER, way, "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            found = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+)\n", server.stderr.readline())
            assert found
            yield server, int(found[1])
        finally:
            server.kill()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def test_tcp(tmp_path: Path) -> None:
    with listening("--tcp") as (server, port):
        with connected(port) as connection:
            check_over(connection, tmp_path)
        assert server.wait(PATIENCE) == 0


def test_a_server_is_for_one_editor(tmp_path: Path) -> None:
    with listening("--tcp") as (server, port):
        with connected(port) as connection:
            connection.sendall(b"Content-Length: ")
            with pytest.raises(OSError), connected(port) as other:
                while other.recv(1):
                    pass
                raise ConnectionResetError("it was let in, and sent away")
            connection.sendall(b"2\r\n\r\n{}")
            check_over(connection, tmp_path)
        assert server.wait(PATIENCE) == 0


@pytest.mark.parametrize("said", [b"", b"Content-Length: 100\r\n\r\n{"])
def test_an_editor_that_hangs_up_ends_the_server(said: bytes) -> None:
    with listening("--tcp") as (server, port):
        with connected(port) as connection:
            connection.sendall(said)
        assert server.wait(PATIENCE) == 1


@pytest.mark.parametrize("way", ["--tcp", "--ws"])
def test_a_port_that_is_taken(way: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [*TOY_SERVER, way, str(taken.getsockname()[1])]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 2
    assert ended.stderr.startswith("asyncsense server: no connection: ")
    assert ended.stderr.count("\n") == 1


def open_websocket(port: int) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{port}", open_timeout=PATIENCE, proxy=None)


def test_websocket(tmp_path: Path) -> None:
    with listening("--ws") as (server, port):
        with open_websocket(port) as websocket:

            def hear() -> bytes:
                frame = websocket.recv(PATIENCE)
                assert isinstance(frame, str)
                return frame.encode()

            websocket.send("no message")
            websocket.send("{}")
            check(converse(lambda body: websocket.send(body.decode()), hear, tmp_path))
        assert server.wait(PATIENCE) == 0


def test_a_websocket_that_closes_ends_the_server() -> None:
    with listening("--ws") as (server, port):
        with open_websocket(port):
            pass
        assert server.wait(PATIENCE) == 1


def test_websockets_without_their_package() -> None:
    code = (
        "import sys; sys.modules['websockets'] = None\n"
        "from asyncsense.__main__ import main\n"
        "sys.exit(main(['server', '--ws', '127.0.0.1:0']))"
    )
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 2
    assert ended.stderr == (
        "asyncsense server: WebSockets need another package: pip install 'asyncsense[ws]'\n"
    )


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets on this platform")
def test_pipe(tmp_path: Path) -> None:
    path = str(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        listener.settimeout(PATIENCE)
        with subprocess.Popen([*TOY_SERVER, "--pipe", path]) as server:
            try:
                connection, _ = listener.accept()
                with connection:
                    check_over(connection, tmp_path)
                assert server.wait(PATIENCE) == 0
            finally:
                server.kill()
