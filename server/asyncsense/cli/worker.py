"""The analysis of one process: it reads files, checks them, and says what the answers hang on."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from asyncsense.checker import check
from asyncsense.codec import freeze
from asyncsense.deep_stack import in_deep_stack
from asyncsense.diagnostics import Report
from asyncsense.engine import Snapshot, Workspace
from asyncsense.inference.modules import Module
from asyncsense.project.cache import SummaryCache
from asyncsense.project.name_index import Names
from asyncsense.project.sources import UnreadableFileError
from asyncsense.project.store import Store
from asyncsense.syntax.summary import walk_functions

DIGEST_SIZE = 8
_log = logging.getLogger(__name__)

_BLANK = re.compile(r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*")
_TRAILER = re.compile(r"(?:\r\n|\r|\n)(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z))*\Z")


class Job(NamedTuple):
    """What is analysed, and how: plain values, so that any process can be told."""

    root: str
    overrides: Mapping[str, object]
    files: tuple[str, ...]
    """The files of the project, sorted."""
    store: str | None
    """The directory in which summaries are kept."""
    deep: bool = False
    """Whether jedi is asked about what inference leaves open."""
    is_kept: bool = True
    """Whether the answers are kept for later runs, so that it matters what they hang on."""


class Trail(NamedTuple):
    """What the answers about a file hang on."""

    starts: tuple[int, ...]
    """Where its top-level statements start."""
    digests: bytes
    """A digest of each of them."""
    imports: tuple[str, ...]
    """The files of the project that it imports, or may import, and those that hold fixtures for it."""


class Environment(NamedTuple):
    """What the answers hang on besides the files of the project."""

    folders: tuple[str, ...]
    """The folders that were listed."""
    libraries: tuple[str, ...]
    """The other files that were read."""
    asked: dict[str, tuple[str, ...]]
    """The names that were looked up across files, by their part."""


class Worker:
    """Analyses the files of one job."""

    def __init__(self, job: Job, store: Store | None) -> None:
        self._job = job
        self._summaries = SummaryCache(store) if store is not None else None
        self._workspace = Workspace(
            job.root, job.overrides, self._summaries, files=job.files, deep=job.deep
        )
        self._reached: dict[str, tuple[str, ...]] = {}

    @property
    def snapshot(self) -> Snapshot:
        return self._workspace.snapshot()

    @property
    def workspace(self) -> Workspace:
        return self._workspace

    def read(self, paths: Iterable[str]) -> Iterator[Names]:
        """Read files so that every process can get at what they say; the names in each."""
        for path in paths:
            yield self._workspace.read_names(path)
        self._workspace.forget_summaries()
        if self._summaries is not None:
            self._summaries.flush()

    def know_names(self, names: Mapping[str, Names]) -> None:
        """The names in the files, so that not all of them need be read."""
        self._workspace.know_names(names)

    def check(self, path: str) -> Report:
        return check(self.snapshot, path)

    def answer(self, path: str) -> tuple[Any, tuple[object, ...]] | str:
        """The frozen report and the trail of a file; what went wrong if there are none."""
        try:
            report = self.check(path)
            return freeze(report), tuple(self.trail(path)) if self._job.is_kept else ()
        except Exception as error:
            _log.exception("%s", path)
            return f"internal error: {type(error).__name__}: {error}"

    def finish(self) -> Environment:
        """Keep what was read; what all answers so far hang on."""
        if self._summaries is not None:
            self._summaries.store_libraries(self._workspace.library_summaries)
            self._summaries.flush()
        asked = self.snapshot.project.index.asked
        return Environment(
            *self._workspace.consulted(),
            {part: tuple(sorted(names)) for part, names in asked.items()},
        )

    # ------------------------------------------------------------------ what answers hang on

    def trail(self, path: str) -> Trail:
        module = self.snapshot.project.program.module_at(path)
        try:
            text = self.snapshot.document(path).text
        except UnreadableFileError:
            module = None
        if module is None:
            return Trail((), b"", ())
        imported: set[str] = set()
        for name in self._imported_names(module, text):
            imported.update(self._files_of(name))
        imported.update(self.snapshot.project.fixtures.files_for(path))
        starts, digests = statements(text, module.summary.starts)
        return Trail(starts, digests, tuple(sorted(imported - {path})))

    def _imported_names(self, module: Module, text: str) -> Iterator[str]:
        """The names of all that is imported anywhere in a file."""
        for piece in module.summary.pieces:
            for function in walk_functions(piece.code):
                for rows in function.body.bindings.values():
                    for row in rows:
                        if row.kind in ("import", "submodule"):
                            yield row.payload
                        elif row.kind in ("from", "star"):
                            name = module.absolute_name(row.payload[0], row.payload[1])
                            yield name if row.kind == "star" else f"{name}.{row.payload[2]}"
        if "__getattr__" in module.bindings:
            # A module that makes its names when they are asked for: its strings may be modules.
            for name in re.findall(r"""["']([\w.]+)["']""", text):
                yield name
                yield module.name + name if name.startswith(".") else f"{module.name}.{name}"

    def _files_of(self, name: str) -> tuple[str, ...]:
        """The files of the project that one can get at who imports `name`, a module or a name in one."""
        known = self._reached.get(name)
        if known is None:
            known = self._reached[name] = (*self._files_around(name), *self._files_in(name))
        return known

    def _files_around(self, name: str) -> Iterator[str]:
        """The modules that are imported on the way to a module."""
        while name := name.rpartition(".")[0]:
            location = self.snapshot.project.program.project_location(name)
            if location is not None and location.endswith(".py"):
                yield location

    def _files_in(self, name: str) -> Iterator[str]:
        """The file of a module; for a package, those of all its modules: they are its attributes."""
        location = self.snapshot.project.program.project_location(name)
        if location is None:
            return
        yield location
        folder, file = os.path.split(location)
        if file == "__init__.py" or not location.endswith(".py"):
            prefix = os.path.join(folder if file == "__init__.py" else location, "")
            first = bisect_left(self._job.files, prefix)
            yield from takewhile(lambda path: path.startswith(prefix), self._job.files[first:])


def statements(text: str, starts: Sequence[int]) -> tuple[tuple[int, ...], bytes]:
    """Where the top-level statements in `text` start, and a digest of each, whatever comments and blank
    lines stand between them; `starts` are those of its pieces."""
    if not starts:
        return (), b""
    head = _BLANK.match(text)
    firsts = (head.end() if head is not None else 0, *starts[1:])
    digests = b"".join(
        hashlib.blake2b(
            _without_trailer(text[start:end]).encode(errors="surrogatepass"),
            digest_size=DIGEST_SIZE,
        ).digest()
        for start, end in zip(firsts, [*starts[1:], len(text)], strict=True)
    )
    return firsts, digests


def _without_trailer(piece: str) -> str:
    found = _TRAILER.search(piece)
    # What looks like a comment may be the end of a string.
    if found is None or '"""' in found[0] or "'''" in found[0]:
        return piece
    return piece[: found.start()]


def serve(job: Job, receive: Callable[[], Any], send: Callable[[Any], None]) -> None:
    """The life of a process of the pool: tasks come in, answers go out, until None comes."""
    if not job.deep:
        # Nearly all that is made is kept; what is not has no cycles, other than what jedi makes.
        gc.disable()
    worker = Worker(job, Store(job.store) if job.store is not None else None)

    def live() -> None:
        while (task := receive()) is not None:
            kind, content = task
            if kind == "read":
                for names in worker.read(content):
                    send(names)
            elif kind == "names":
                worker.know_names(content)
            elif kind == "check":
                for path in content:
                    send(worker.answer(path))
            else:
                send(tuple(worker.finish()))

    in_deep_stack(live)
