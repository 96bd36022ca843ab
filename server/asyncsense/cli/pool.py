"""Several processes at work on one job; a file that brings one of them down is named, and left out."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from sys import intern
from typing import Any

from asyncsense.cli.worker import Job, serve
from asyncsense.project.name_index import Names

PATIENCE = 60.0
"""Seconds that one file may take."""
MEMORY_LIMIT = 1_300_000_000
"""Bytes that all processes together should not exceed by much. One that uses more than its share gives way
to a new one: it keeps all its answers."""
LEAST_MEMORY = 450_000_000
"""Bytes that every process may use: a new one has to read much again."""
FILES_LIMIT = 2000
"""How many files a process may work on, where it cannot be told how much memory it uses."""
_CHUNK = 24
_PAUSE = 0.5


class Failure(Exception):
    """A file could not be analysed; the message is for people."""


class Pool:
    """Processes that work on one job."""

    def __init__(self, job: Job, size: int) -> None:
        # Where forking is safe, a new process need not import anything.
        method = "fork" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(method)
        self._job = job
        self._memory_each = max(MEMORY_LIMIT // size, LEAST_MEMORY)
        self._members = [_Member(self._context, job) for _ in range(size)]
        self._names: Mapping[str, Names] | None = None
        self._finished: list[Any] = []

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, Names]]:
        """Let all files be read; the names in each. What was read for it is forgotten."""
        for path, answer in self._spread("read", paths):
            if not isinstance(answer, Failure):
                yield path, {part: tuple(map(intern, names)) for part, names in answer.items()}
        for member in list(self._members):
            self._relieve(member)

    def know_names(self, names: Mapping[str, Names]) -> None:
        """Tell all processes which names are in which file."""
        self._names = names
        for member in self._members:
            member.send(("names", names))

    def check(self, paths: Sequence[str]) -> Iterator[tuple[str, Any]]:
        """(path, (frozen report, trail), or a Failure) of every file, in any order."""
        return self._spread("check", paths)

    def finish(self) -> Iterator[Any]:
        """What the answers of each process hang on."""
        yield from self._finished
        for member in self._members:
            member.send(("finish", None))
        for member in self._members:
            with suppress(EOFError, OSError):
                yield member.connection.recv()

    def close(self) -> None:
        for member in self._members:
            member.end()

    def _spread(self, kind: str, paths: Sequence[str]) -> Iterator[tuple[str, Any]]:
        # Files that stand together are checked together: they use the same modules.
        size = max(1, min(_CHUNK, -(-len(paths) // (4 * len(self._members)))))
        todo = deque(paths[start : start + size] for start in range(0, len(paths), size))
        while True:
            for member in list(self._members):
                if not member.pending and todo:
                    if member.uses_more_than(self._memory_each):
                        member = self._relieve(member)
                    member.begin(kind, todo.popleft())
            busy = {member.connection: member for member in self._members if member.pending}
            if not busy:
                return
            for ready in wait(list(busy), timeout=_PAUSE):
                member = busy[ready]  # type: ignore[index]
                try:
                    yield member.receive()
                except (EOFError, OSError):
                    yield member.pending.popleft(), Failure("the analysis of it crashed")
                    todo.appendleft(self._replace(member))
            for member in busy.values():
                if member.pending and time.monotonic() - member.heard > PATIENCE:
                    seconds = round(PATIENCE)
                    failure = Failure(f"the analysis of it took longer than {seconds} seconds")
                    yield member.pending.popleft(), failure
                    todo.appendleft(self._replace(member))

    def _replace(self, member: _Member) -> list[str]:
        """Start a new process in the place of one that failed; the paths that it had left."""
        left = list(member.pending)
        member.kill()
        self._started_in_place_of(member)
        return left

    def _relieve(self, member: _Member) -> _Member:
        """Start a new process in the place of one that has done enough."""
        member.send(("finish", None))
        with suppress(EOFError, OSError):
            self._finished.append(member.connection.recv())
        member.end()
        return self._started_in_place_of(member)

    def _started_in_place_of(self, member: _Member) -> _Member:
        fresh = _Member(self._context, self._job)
        self._members[self._members.index(member)] = fresh
        if self._names is not None:
            fresh.send(("names", self._names))
        return fresh


class _Member:
    """One process, and what it is at."""

    def __init__(self, context: Any, job: Job) -> None:
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_live, args=(job, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.pending: deque[str] = deque()
        self.heard = 0.0
        self._begun = 0

    connection: Connection

    def uses_more_than(self, limit: int) -> bool:
        """Whether the process has come to use more than so many bytes of memory."""
        try:
            with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") > limit
        except (OSError, ValueError):
            return self._begun > FILES_LIMIT

    def begin(self, kind: str, paths: Sequence[str]) -> None:
        self.pending.extend(paths)
        self._begun += len(paths)
        self.heard = time.monotonic()
        self.send((kind, list(paths)))

    def receive(self) -> tuple[str, Any]:
        """The answer about the next of its paths."""
        answer = self.connection.recv()
        self.heard = time.monotonic()
        return self.pending.popleft(), Failure(answer) if isinstance(answer, str) else answer

    def send(self, message: object) -> None:
        # A process that is gone is noticed when its answer is waited for.
        with suppress(OSError):
            self.connection.send(message)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()

    def end(self) -> None:
        self.send(None)
        self.process.join(timeout=1)
        if self.process.is_alive():
            self.kill()


def _live(job: Job, connection: Connection) -> None:
    with suppress(EOFError, OSError, KeyboardInterrupt):
        serve(job, connection.recv, connection.send)
