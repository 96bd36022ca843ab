"""An editor for benchmarks: a client of a language server that knows what the server costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "lsp"))

from rawclient import RawClient, range_

_TICKS = os.sysconf("SC_CLK_TCK")
_CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "synchronization": {"didSave": True},
    },
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
    },
    "window": {"workDoneProgress": True},
}
PROBE = "    asyncio.sleep(1); time.sleep(1)"
"""A line that every server for Python should have something to say about."""
_HEAD = ["async def _typed() -> None:", "    import asyncio, time", PROBE, "", ""]


class Memory(NamedTuple):
    """Megabytes of the server's processes; what two of them share counts twice in `rss`."""

    rss: float
    pss: float


class Typing(NamedTuple):
    """What came of typing quickly."""

    last: float
    """Seconds from the last key to diagnostics of it."""
    outdated: int
    """Diagnostics of a text that was no longer there when they came."""


class _Client(RawClient):
    """Hands diagnostics on at once, and keeps no other notifications."""

    def __init__(self, published: Callable[[Any], None], *arguments: Any, **options: Any) -> None:
        self._on_published = published
        super().__init__(*arguments, **options)

    def _received(self, message: Any) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self._on_published(message["params"])
        elif "id" in message:
            super()._received(message)


class Editor:
    """One file of a project, open in one server that pushes its diagnostics."""

    def __init__(self, command: list[str], root: Path, settings: Any, options: Any) -> None:
        started = time.perf_counter()
        self.root = root
        self._uri = ""
        self._version = self._shown = self._outdated = 0
        self._client = _Client(self._published, command, stderr=subprocess.DEVNULL, cwd=root)
        self._client.handlers["workspace/configuration"] = lambda params: [
            _section(settings, item.get("section")) for item in params["items"]
        ]
        folders = [{"uri": root.as_uri(), "name": root.name}]
        self._client.initialize(
            _CAPABILITIES,
            processId=os.getpid(),
            rootUri=root.as_uri(),
            workspaceFolders=folders,
            initializationOptions=options,
        )
        self.connected = time.perf_counter() - started
        self.lines: list[str] = []
        self.probe = 0
        """The line that was typed last."""

    def open(self, path: Path) -> float:
        """Open a file, with a probe in its middle; seconds until there are diagnostics."""
        lines = path.read_text(encoding="utf-8").splitlines()
        starts = [n for n, line in enumerate(lines) if line.startswith(("class ", "def ", "@"))]
        middle = min((*starts, len(lines)), key=lambda n: abs(n - len(lines) // 2))
        while middle and lines[middle - 1].startswith("@"):
            middle -= 1
        self.lines = [*lines[:middle], *_HEAD, *lines[middle:]]
        self.probe = middle + 2
        self._uri, self._version = path.as_uri(), 1
        started = time.perf_counter()
        self._client.open(self._uri, "\n".join(self.lines))
        self._wait(1)
        return time.perf_counter() - started

    def add_line(self) -> float:
        """Type another probe below the last one; seconds until there are diagnostics of that text."""
        self.probe += 1
        self.lines.insert(self.probe, PROBE)
        started = time.perf_counter()
        self._change(self.probe, 0, PROBE + "\n")
        self._wait(self._version)
        return time.perf_counter() - started

    def remove_line(self) -> float:
        """Take the last probe away again; seconds until there are diagnostics of that text."""
        del self.lines[self.probe]
        started = time.perf_counter()
        self._change(self.probe, 0, "", (self.probe + 1, 0))
        self.probe -= 1
        self._wait(self._version)
        return time.perf_counter() - started

    def type(self, text: str, pause: float) -> Typing:
        """Put `text` in front of the last probe key by key, `pause` seconds apart."""
        self._outdated = 0
        begun = time.perf_counter()
        for number, key in enumerate(text):
            time.sleep(max(0, begun + number * pause - time.perf_counter()))
            last = time.perf_counter()
            self._change(self.probe, 4 + number, key)
        self._wait(self._version)
        self.lines[self.probe] = f"    {text}{PROBE[4:]}"
        return Typing(time.perf_counter() - last, self._outdated)

    def memory(self) -> Memory:
        """What the server and its children use now."""
        rollups = [_rollup(pid) for pid in self._processes()]
        return Memory(*(sum(one[key] for one in rollups) / 1024 for key in ("Rss", "Pss")))

    def cpu(self) -> float:
        """Seconds of the processor that the server and its children have used."""
        return sum(map(_cpu, self._processes()))

    def close(self) -> None:
        try:
            self._client.answer(self._client.begin("shutdown"))
            self._client.notify("exit")
            self._client.process.wait(5)
        except (AssertionError, OSError, subprocess.TimeoutExpired):
            pass
        self._client.kill()

    def _change(
        self, line: int, character: int, text: str, end: tuple[int, int] | None = None
    ) -> None:
        self._version += 1
        start = line, character
        self._client.change(
            self._uri, self._version, {"range": range_(start, end or start), "text": text}
        )

    def _wait(self, version: int) -> None:
        """Until there are diagnostics of that version; a server that names none means the newest."""
        while not self._shown >= version:
            if self._client.process.poll() is not None:
                raise RuntimeError("the server has ended")
            time.sleep(0.0005)

    def _published(self, params: Any) -> None:
        """Diagnostics have come, in the client's thread."""
        if params["uri"].lower() == self._uri.lower():
            told = params.get("version")
            self._shown = self._version if told is None else told
            self._outdated += self._shown < self._version

    def _processes(self) -> Iterator[int]:
        todo = [self._client.process.pid]
        while todo:
            pid = todo.pop()
            yield pid
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                todo += map(int, task.read_text().split())


def _section(settings: Any, section: str | None) -> Any:
    for part in section.split(".") if section else ():
        settings = settings.get(part) if isinstance(settings, dict) else None
    return settings


def _rollup(pid: int) -> dict[str, int]:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {row.split(":")[0]: int(row.split()[1]) for row in rows}


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
