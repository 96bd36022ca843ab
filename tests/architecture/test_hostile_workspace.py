"""Analysed code is read, never run: a workspace that does what it can to be executed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

# Names that this program, its dependencies or Python import on their way up.
SHADOWED = (
    "ast", "asyncio", "collections", "dataclasses", "encodings", "json", "logging", "pathspec",
    "platformdirs", "pygls", "re", "rich", "site", "sqlite3", "tokenize", "typing",
)  # fmt: skip
# As the command `asyncsense` does, -P leaves the current directory out of the places of modules.
COMMAND = (sys.executable, "-P", "-m", "asyncsense")


class Trap:
    """A project all of whose files leave a trace when they are run."""

    def __init__(self, root: Path) -> None:
        self.root = root / "project"
        self.traces = root / "traces"
        self.traces.mkdir()

    def python(self, path: str, more: str = "") -> None:
        """A Python file that leaves its trace when it is imported or run."""
        self.write(path, f"open({str(self.traces)!r} + '/' + {Path(path).name!r}, 'w')\n{more}")

    def program(self, path: str) -> None:
        """A program that leaves its trace when it is started."""
        self.write(path, f"#!/bin/sh\n: > '{self.traces}/{Path(path).name}-started'\n")
        os.chmod(self.root / path, 0o755)

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def sprung(self) -> list[str]:
        return sorted(path.name for path in self.traces.iterdir())


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    trap = Trap(tmp_path)
    packages = ".venv/lib/python3.11/site-packages"
    for name in ("sitecustomize", "usercustomize", "conftest", "setup", "noxfile"):
        trap.python(f"{name}.py")
    for name in SHADOWED:
        trap.python(f"{name}.py")
    trap.python("asyncsense/__init__.py")
    trap.python("asyncsense/__main__.py")
    trap.python("shop/__init__.py")
    trap.python(f"{packages}/sitecustomize.py")
    trap.python(f"{packages}/vendor/__init__.py", "def wait(): import time; time.sleep(1)\n")
    trace = trap.traces / "pth"
    trap.write(f"{packages}/evil.pth", f"import os; open({str(trace)!r}, 'w')\n")
    for program in ("python", "python3", "python3.11", "pip"):
        trap.program(f".venv/bin/{program}")
    trap.program("python")
    trap.write(".venv/pyvenv.cfg", "home = .venv/bin\ninclude-system-site-packages = true\n")
    trap.write("pyproject.toml", "[project]\nname='evil'\n[tool.asyncsense]\npython='.venv'\n")
    body = "async def main():\n    time.sleep(1)\n    vendor.wait()\n    shop.open()\n"
    trap.python("main.py", f"import time, vendor, shop\n{body}")
    return trap


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_traps_work(trap: Trap) -> None:
    subprocess.run([sys.executable, "-c", "import shop, json"], cwd=trap.root, check=False)
    subprocess.run([str(trap.root / ".venv/bin/python")], check=True)
    assert {"__init__.py", "python-started", "json.py"} <= set(trap.sprung())


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--output-format", "json"],
        ["check", "--output-format", "json", "--jobs", "2"],
        ["check", "--output-format", "json", "--python", ".venv/bin/python"],
        ["check", "--output-format", "json", "--deep"],
    ],
    ids=" ".join,
)
def test_a_check_runs_nothing(trap: Trap, arguments: list[str]) -> None:
    command = [*COMMAND, *arguments, "--cache-dir", str(trap.traces.parent / "cache")]
    done = subprocess.run(
        command, cwd=trap.root, env=environment(), capture_output=True, text=True, timeout=300
    )
    assert not trap.sprung()
    found = {
        (one["path"], one["line"], one["rule"]) for one in json.loads(done.stdout)["diagnostics"]
    }
    assert ("main.py", 4, "blocking-sleep") in found, done.stderr


@pytest.mark.parametrize("place", ["main:main", "main.py:4"])
def test_explaining_runs_nothing(trap: Trap, place: str) -> None:
    command = [*COMMAND, "explain", place]
    done = subprocess.run(
        command, cwd=trap.root, env=environment(), capture_output=True, text=True, timeout=300
    )
    assert not trap.sprung()
    assert "main" in done.stdout, done.stderr


def test_the_server_runs_nothing(trap: Trap) -> None:
    editor = _Editor(trap.root)
    try:
        path = trap.root / "main.py"
        found = editor.diagnostics(path.as_uri(), path.read_text())
    finally:
        editor.close()
    assert not trap.sprung()
    assert "blocking-sleep" in {one["code"] for one in found}


class _Editor:
    """As much of an editor as it takes to open a file and be told what is wrong with it."""

    def __init__(self, root: Path) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen([*COMMAND, "server"], cwd=root, env=environment(), **pipes)
        # A server that says nothing is ended, and its silence is the failure.
        self._timer = threading.Timer(120, self._process.kill)
        self._timer.start()
        parameters = {"processId": None, "rootUri": root.as_uri(), "capabilities": {}}
        self._send("initialize", parameters, number=1)
        self._read()
        self._send("initialized", {})

    def diagnostics(self, uri: str, text: str) -> list[dict[str, object]]:
        """What the server publishes for a document, the first time that it is something."""
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": item})
        while True:
            message = self._read()
            if message.get("method") == "textDocument/publishDiagnostics":
                found: list[dict[str, object]] = message["params"]["diagnostics"]
                if found:
                    return found

    def close(self) -> None:
        self._timer.cancel()
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def _send(self, method: str, parameters: object, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": parameters}
        content = json.dumps(message | ({} if number is None else {"id": number})).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _read(self) -> dict[str, dict[str, list[dict[str, object]]]]:
        assert self._process.stdout
        size = 0
        for line in iter(self._process.stdout.readline, b"\r\n"):
            assert line, "the server has ended"
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
        answer: dict[str, dict[str, list[dict[str, object]]]]
        answer = json.loads(self._process.stdout.read(size))
        return answer
