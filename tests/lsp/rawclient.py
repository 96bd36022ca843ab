"""A language client of threads and JSON, without pygls: what it sends is what it was told to."""

from __future__ import annotations

import itertools
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOY_SERVER = [sys.executable, str(Path(__file__).with_name("toy_server.py"))]
REAL_SERVER = [sys.executable, "-m", "asyncsense.lsp"]
PATIENCE = 60.0

Json = Any

MODERN: Json = {
    "general": {"positionEncodings": ["utf-32"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "codeAction": {
            "dataSupport": True,
            "disabledSupport": True,
            "isPreferredSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "hover": {"contentFormat": ["markdown"]},
    },
    "workspace": {
        "configuration": True,
        "diagnostics": {"refreshSupport": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {
            "documentChanges": True,
            "changeAnnotationSupport": {"groupsOnLabel": True},
        },
    },
}
PULLING: Json = {
    **MODERN,
    "textDocument": {**MODERN["textDocument"], "diagnostic": {"dynamicRegistration": False}},
}


class RawClient:
    """One server on stdio, and what it has said."""

    def __init__(self, command: list[str] = TOY_SERVER, **options: Any) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options
        )
        self.settings: Json = None
        self.requests: list[Json] = []
        self.notifications: queue.Queue[Json] = queue.Queue()
        self.handlers: dict[str, Callable[[Json], Json]] = {
            "workspace/configuration": lambda params: [self.settings for _ in params["items"]],
            "workspace/applyEdit": lambda params: {"applied": True},
        }
        self._numbers = itertools.count(1)
        self._answers: dict[int, Json] = {}
        self._changed = threading.Condition()
        self._ended = False
        threading.Thread(target=self._read, daemon=True).start()

    def raw(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Json) -> None:
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method: str, params: Json = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: Json = None) -> int:
        number = next(self._numbers)
        message = {"jsonrpc": "2.0", "id": number, "method": method}
        self.send(message if params is None else {**message, "params": params})
        return number

    def answer(self, number: int) -> Json:
        """The whole answer to a request."""
        with self._changed:
            arrived = self._changed.wait_for(
                lambda: number in self._answers or self._ended, PATIENCE
            )
            assert arrived and number in self._answers, f"no answer to request {number}"
            return self._answers.pop(number)

    def request(self, method: str, params: Json = None) -> Json:
        """The result of a request that must not fail."""
        answer = self.answer(self.begin(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method: str, params: Json = None) -> Json:
        """The error of a request that must fail."""
        return self.answer(self.begin(method, params))["error"]

    def wait_for(self, method: str, wanted: Callable[[Json], bool] = lambda params: True) -> Json:
        """The parameters of the next notification `method` that is `wanted`."""
        while True:
            message = self.notifications.get(timeout=PATIENCE)
            if message["method"] == method and wanted(message.get("params")):
                return message["params"]

    def initialize(self, capabilities: Json = None, **params: Json) -> Json:
        result = self.request(
            "initialize",
            {"processId": None, "rootUri": None, "capabilities": capabilities or {}, **params},
        )
        self.notify("initialized", {})
        return result["capabilities"]

    def open(self, uri: str, text: str, version: int = 1) -> None:
        item = {"uri": uri, "languageId": "python", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Json) -> None:
        document = {"uri": uri, "version": version}
        self.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)}
        )

    def diagnostics(self, uri: str, version: int | None = None) -> Json:
        """The diagnostics that are pushed next for the document (in that version)."""
        return self.wait_for(
            "textDocument/publishDiagnostics",
            lambda params: params["uri"] == uri and version in (None, params.get("version")),
        )["diagnostics"]

    def pull(self, uri: str, previous: str | None = None) -> Json:
        params = {"textDocument": {"uri": uri}, "previousResultId": previous}
        return self.request("textDocument/diagnostic", params)

    def actions(self, uri: str, range: Json, diagnostics: Json = (), **context: Json) -> Json:
        return self.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": uri},
                "range": range,
                "context": {"diagnostics": list(diagnostics), **context},
            },
        )

    def command(self, name: str, *arguments: Json) -> Json:
        params = {"command": name, "arguments": list(arguments)}
        return self.request("workspace/executeCommand", params)

    def state(self) -> Json:
        """What is going on, as the server says."""
        return json.loads(self.command("asyncsense.debugInformation"))

    def shut_down(self) -> int:
        """The exit status after an orderly end."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline() != b"\r\n":
                pass
            self._received(json.loads(stream.read(length)))
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _received(self, message: Json) -> None:
        if "method" not in message:
            with self._changed:
                self._answers[message["id"]] = message
                self._changed.notify_all()
        elif "id" in message:
            self.requests.append(message)
            result = self.handlers.get(message["method"], lambda params: None)(
                message.get("params")
            )
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
        else:
            self.notifications.put(message)


StartClient = Callable[..., RawClient]


def position(line: int, character: int) -> Json:
    return {"line": line, "character": character}


def range_(start: tuple[int, int], end: tuple[int, int]) -> Json:
    return {"start": position(*start), "end": position(*end)}


def apply(text: str, edits: Json) -> str:
    """`text` after the protocol's edits, whose positions count code points (UTF-32)."""
    starts = [0]
    for index, char in enumerate(text):
        if char == "\n" or (char == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(index + 1)

    def offset(place: Json) -> int:
        return int(starts[place["line"]] + place["character"])

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text
