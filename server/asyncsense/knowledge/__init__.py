"""What libraries do, as data: what blocks, what runs elsewhere, what takes a coroutine.

`libraries/*.toml` hold it, by defining qualified name; `load_knowledge()` reads them all; users add to it
with settings (`Knowledge.extended`). `stubs/` and `overrides/` describe libraries to the resolver in `.pyi` form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from .parse import Table, blocking_calls, parse_library
from .schema import (
    ANY,
    BlockingCall,
    ClassTwin,
    Decorator,
    EntryPoint,
    KnowledgeError,
    Library,
    LoopBound,
    LoopCallback,
    Named,
    Offload,
    Parameter,
    Return,
    SyncCallback,
    TaskFactory,
)

__all__ = [
    "OVERRIDES",
    "STUBS",
    "BlockingCall",
    "Knowledge",
    "KnowledgeError",
    "load_knowledge",
    "read_knowledge",
]

_HERE = Path(__file__).parent


_Row = TypeVar("_Row", bound=Named)

# Stubs of libraries that are not installed, and stubs better than what is installed.
STUBS = str(_HERE / "stubs")
OVERRIDES = str(_HERE / "overrides")


@dataclass(frozen=True)
class Knowledge:
    """Facts about library functions, each looked up by defining qualified name."""

    libraries: Mapping[str, Library]
    blocking: Mapping[str, BlockingCall]
    entering: Mapping[str, BlockingCall]
    iterating: Mapping[str, BlockingCall]
    nonblocking: frozenset[str]
    offloads: Mapping[str, Offload]
    loop_callbacks: Mapping[str, LoopCallback]
    sync_callbacks: Mapping[str, SyncCallback]
    consumes: frozenset[str]
    tasks: Mapping[str, TaskFactory]
    loop_bound: Mapping[str, LoopBound]
    entry_points: Mapping[str, EntryPoint]
    decorators: Mapping[str, Decorator]
    returns: Mapping[str, Return]
    twins: Mapping[str, ClassTwin]

    @cached_property
    def blocking_names(self) -> frozenset[str]:
        """The last names of all functions and methods that are known to block."""
        return frozenset(name.rpartition(".")[2] for name in self.blocking)

    def blocking_function(self, name: str) -> BlockingCall | None:
        """What is known of a function, or of a class that is constructed."""
        return self.blocking.get(name)

    def blocking_method(self, mro: Iterable[str], method: str) -> BlockingCall | None:
        """What is known of a method, asked of the receiver's classes in resolution order.

        Ask where a library defines the method (or makes it at run time), with all of the classes:
        an entry may stand before the class that holds the code (`redis.client.Redis.get`) or behind
        it (`openai._resource.SyncAPIResource.*`). A project's own override is followed instead.
        """
        public = not method.startswith("_")
        for owner in mro:
            name = f"{owner}.{method}"
            if call := self.blocking.get(name):
                return call
            if name in self.nonblocking or f"{owner}{ANY}" in self.nonblocking:
                return None
            if public and (call := self.blocking.get(f"{owner}{ANY}")):
                return call.named(name)
        return None

    def blocking_enter(self, names: Iterable[str]) -> BlockingCall | None:
        """What is known of `with` over an object of these classes, or over what this function returns."""
        return next((call for name in names if (call := self.entering.get(name))), None)

    def blocking_iteration(self, names: Iterable[str]) -> BlockingCall | None:
        """What is known of iterating an object of these classes, or what this function returns."""
        return next((call for name in names if (call := self.iterating.get(name))), None)

    def is_nonblocking(self, name: str) -> bool:
        """Whether a library function counts as harmless whatever its source says."""
        if name in self.nonblocking:
            return True
        while "." in name:
            name = name.rpartition(".")[0]
            if f"{name}{ANY}" in self.nonblocking:
                return True
        return False

    def is_consumer(self, name: str) -> bool:
        """Whether the function runs, awaits or schedules the coroutines it is given."""
        return name in self.consumes or f"{name.rpartition('.')[0]}{ANY}" in self.consumes

    def extended(
        self,
        *,
        blocking: Iterable[Mapping[str, object]] = (),
        nonblocking: Iterable[str] = (),
        offloads: Iterable[str] = (),
        consumes: Iterable[str] = (),
        source: str = "settings",
    ) -> Knowledge:
        """This and what a user's settings add, which wins; `source` names them in an error."""
        added = {call.name: call for call in _user_blocking(blocking, source)}
        silenced = frozenset(nonblocking)
        calls = {name: call for name, call in self.blocking.items() if name not in silenced}
        return replace(
            self,
            blocking=calls | added,
            nonblocking=(self.nonblocking - added.keys()) | silenced,
            offloads={**self.offloads, **{n: Offload(n, Parameter("func", 0)) for n in offloads}},
            consumes=self.consumes | frozenset(consumes),
        )


def _user_blocking(rows: Iterable[Mapping[str, object]], source: str) -> Iterable[BlockingCall]:
    for number, row in enumerate(rows, 1):
        table = Table(row, f"{source}: [[blocking]] number {number}")
        yield from blocking_calls(table, "settings", (table.text("name"),))
        table.close()


@cache
def load_knowledge() -> Knowledge:
    """The knowledge that ships with asyncsense; read once in a process."""
    return read_knowledge(_HERE / "libraries")


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge in the TOML files of a folder; KnowledgeError where one is wrong."""
    libraries = {
        path.name: parse_library(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder.glob("*.toml"))
    }

    def table(kind: str, rows: Callable[[Library], Iterable[_Row]]) -> dict[str, _Row]:
        return _unique(kind, ((file, row) for file, lib in libraries.items() for row in rows(lib)))

    def names(rows: Callable[[Library], Iterable[str]]) -> frozenset[str]:
        return frozenset(row for library in libraries.values() for row in rows(library))

    return Knowledge(
        libraries=libraries,
        blocking=table("blocking", lambda x: (c for c in x.blocking if not (c.enter or c.iterate))),
        entering=table("blocking", lambda x: (c for c in x.blocking if c.enter)),
        iterating=table("blocking", lambda x: (c for c in x.blocking if c.iterate)),
        nonblocking=names(lambda x: x.nonblocking),
        offloads=table("offloads", lambda x: x.offloads),
        loop_callbacks=table("loop-callbacks", lambda x: x.loop_callbacks),
        sync_callbacks=table("sync-callbacks", lambda x: x.sync_callbacks),
        consumes=names(lambda x: x.consumes),
        tasks=table("tasks", lambda x: x.tasks),
        loop_bound=table("loop-bound", lambda x: x.loop_bound),
        entry_points=table("entry-points", lambda x: x.entry_points),
        decorators=table("decorators", lambda x: x.decorators),
        returns=table("returns", lambda x: x.returns),
        twins=table("twins", lambda x: x.twins),
    )


def _unique(kind: str, rows: Iterable[tuple[str, _Row]]) -> dict[str, _Row]:
    found: dict[str, _Row] = {}
    files: dict[str, str] = {}
    for file, row in rows:
        if row.name in found:
            first = files[row.name]
            where = "twice" if first == file else f"in {first} too"
            raise KnowledgeError(f"{file}: [[{kind}]] has `{row.name}` {where}")
        found[row.name] = row
        files[row.name] = file
    return found
