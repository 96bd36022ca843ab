"""What libraries do, as data: what blocks, what runs elsewhere, what takes a coroutine.

`libraries/*.toml` hold it, by defining qualified name; `load_knowledge()` reads what is asked for; users add
to it with settings (`Knowledge.extended`). `stubs/` and `overrides/` describe libraries to the resolver in `.pyi` form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from .parse import Table, blocking_calls
from .schema import (
    ANY,
    BlockingCall,
    CancelScope,
    ClassTwin,
    Decorator,
    EntryPoint,
    Handler,
    KnowledgeError,
    Library,
    LoopBound,
    LoopCallback,
    Offload,
    Parameter,
    Return,
    Scheduler,
    SyncCallback,
    TaskFactory,
)
from .shelf import Names, Rows, Shelf

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

# Stubs of libraries that are not installed, and stubs better than what is installed.
STUBS = str(_HERE / "stubs")
OVERRIDES = str(_HERE / "overrides")


CALLED = ("offloads", "loop_callbacks", "sync_callbacks", "schedules", "loop_bound")
"""The tables by which rules choose the calls that they look at."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Facts about library functions, each looked up by defining qualified name."""

    shelf: Shelf
    blocking: Mapping[str, BlockingCall]
    entering: Mapping[str, BlockingCall]
    iterating: Mapping[str, BlockingCall]
    nonblocking: Collection[str]
    offloads: Mapping[str, Offload]
    loop_callbacks: Mapping[str, LoopCallback]
    sync_callbacks: Mapping[str, SyncCallback]
    consumes: Collection[str]
    uses_results: Collection[str]
    uses_elements: Collection[str]
    iterates: Collection[str]
    passes_items: Collection[str]
    enters: Collection[str]
    closes: Collection[str]
    schedules: Mapping[str, Scheduler]
    tasks: Mapping[str, TaskFactory]
    cancel_scopes: Mapping[str, CancelScope]
    loop_bound: Mapping[str, LoopBound]
    entry_points: Mapping[str, EntryPoint]
    handlers: Mapping[str, Handler]
    decorators: Mapping[str, Decorator]
    returns: Mapping[str, Return]
    twins: Mapping[str, ClassTwin]

    @property
    def libraries(self) -> Mapping[str, Library]:
        """What each file says."""
        return self.shelf.read_all()

    @cached_property
    def _harmless(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _tables_of(self) -> dict[str, frozenset[str]]:
        return {}

    def tables_of(self, name: str) -> frozenset[str]:
        """The tables among `CALLED` that have a row for this name."""
        known = self._tables_of.get(name)
        if known is None:
            holding = (table for table in CALLED if name in getattr(self, table))
            known = self._tables_of[name] = frozenset(holding)
        return known

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

    def speaks_of(self, module: str) -> bool:
        """Whether a file is about the package of a module: what it does not name there does not block."""
        return module.partition(".")[0] in self.shelf.packages

    def is_nonblocking(self, name: str) -> bool:
        """Whether a library function counts as harmless whatever its source says."""
        known = self._harmless.get(name)
        if known is None:
            known = self._harmless[name] = self._is_nonblocking(name)
        return known

    def _is_nonblocking(self, name: str) -> bool:
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
        """This and what a user's settings add, which wins; `source` names them in an error.

        What does not block may be named as it is defined or as it is imported.
        """
        added = {call.name: call for call in _user_blocking(blocking, source)}
        runners, consumers = tuple(offloads), frozenset(consumes)
        silenced = {one for name in nonblocking for one in (name, *self.shelf.defined_as(name))}
        if not (added or silenced or runners or consumers):
            return self
        calls = {name: call for name, call in self.blocking.items() if name not in silenced}
        return replace(
            self,
            blocking=calls | added,
            nonblocking=frozenset(self.nonblocking) - added.keys() | silenced,
            offloads={
                **self.offloads,
                **{n: Offload(n, Parameter("func", 0), with_context=True) for n in runners},
            },
            consumes=consumers.union(self.consumes),
        )


def _user_blocking(rows: Iterable[Mapping[str, object]], source: str) -> Iterable[BlockingCall]:
    for number, row in enumerate(rows, 1):
        table = Table(row, f"{source}: [[blocking]] number {number}")
        for call in blocking_calls(table, "settings", (table.text("name"),)):
            yield call._replace(same_signature=call.instead is not None)
        table.close()


@cache
def load_knowledge() -> Knowledge:
    """The knowledge that ships with asyncsense, each file read when it is first asked about."""
    return _on_shelf(_HERE / "libraries")


def read_knowledge(folder: Path) -> Knowledge:
    """All knowledge in the TOML files of a folder; KnowledgeError where one is wrong."""
    knowledge = _on_shelf(folder)
    knowledge.shelf.read_all()
    return knowledge


def _on_shelf(folder: Path) -> Knowledge:
    files = sorted(folder.glob("*.toml"))
    shelf = Shelf({path.name: path.read_text(encoding="utf-8") for path in files})
    return Knowledge(
        shelf=shelf,
        blocking=Rows(shelf, "blocking"),
        entering=Rows(shelf, "entering"),
        iterating=Rows(shelf, "iterating"),
        nonblocking=Names(shelf, "nonblocking"),
        offloads=Rows(shelf, "offloads"),
        loop_callbacks=Rows(shelf, "loop_callbacks"),
        sync_callbacks=Rows(shelf, "sync_callbacks"),
        consumes=Names(shelf, "consumes"),
        uses_results=Names(shelf, "uses_results"),
        uses_elements=Names(shelf, "uses_elements"),
        iterates=Names(shelf, "iterates"),
        passes_items=Names(shelf, "passes_items"),
        enters=Names(shelf, "enters"),
        closes=Names(shelf, "closes"),
        schedules=Rows(shelf, "schedules"),
        tasks=Rows(shelf, "tasks"),
        cancel_scopes=Rows(shelf, "cancel_scopes"),
        loop_bound=Rows(shelf, "loop_bound"),
        entry_points=Rows(shelf, "entry_points"),
        handlers=Rows(shelf, "handlers"),
        decorators=Rows(shelf, "decorators"),
        returns=Rows(shelf, "returns"),
        twins=Rows(shelf, "twins"),
    )
