"""What one file of `libraries/` may say, and the values that its tables become.

A table names functions by where they are *defined* (`requests.api.get`, not `requests.get`). A method may be
listed on any class of the receiver's method resolution order: `redis.client.Redis.get` speaks of that
class alone, although a base class that `redis.asyncio` shares holds the code. `of = ["a.B", "a.C"]` is put
before each of `names`; the name `*` is any public method of the class. Many names may stand in one
string, separated by white space, which is three times faster to read than a list. `[[public]]` says how users
name it: `names` of modules, classes and functions that are imported `as` something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, Protocol

Category = Literal[
    "sleep",
    "http",
    "network",
    "database",
    "subprocess",
    "file",
    "wait",
    "input",
    "cpu",
    "event-loop",
]
Cost = Literal["wait", "bulk", "syscall", "once"]
ThreadFix = Literal["threadsafe-call", "submit", "post"]
EntryPointKind = Literal["sync-in-thread", "loop", "plain"]
EntryPointForm = Literal["decorator", "base", "argument"]
DecoratorEffect = Literal[
    "same",
    "to-async",
    "to-sync",
    "context-manager",
    "async-context-manager",
    "property",
    "cached",
    "fixture",
]

Wanted = Literal["awaitable", "awaitables", "coroutine", "tasks", "function"]

# "any public method of this class", at the end of a name
ANY = ".*"


class KnowledgeError(Exception):
    """A table that says something it must not; the message is one line with file and key."""


class Named(Protocol):
    """Any row of a table that is about one name."""

    @property
    def name(self) -> str: ...


class Parameter(NamedTuple):
    """One parameter of a call: its name, and its position not counting `self` (None: keyword only)."""

    name: str
    position: int | None = None


class Condition(NamedTuple):
    """An argument that makes a call return at once: `block=False`, `mode=os.P_NOWAIT`.

    The argument is the constant `value`; where `constant_name` is set, that name or a `|` that has it;
    where `missing` is set, it is not given at all.
    """

    parameter: Parameter
    value: object = None
    constant_name: str | None = None
    missing: bool = False


class Twin(NamedTuple):
    """The awaitable that does the same: `asyncio:sleep`, or `.aget` of the same object (no module)."""

    module: str | None
    name: str


class BlockingCall(NamedTuple):
    """A callable that keeps its thread busy; with `enter` or `iterate`, an object (or what a function
    returns) that does so in a `with` or a `for`.

    `cost`: it waits; it takes its time; it is one cheap question to the system; or it takes its time the
    first time only, so that it is told where it is called, not through other functions.
    `quick_when`: arguments with which it waits for nobody, but takes some time.
    `constructed_with`: a method that blocks only if its object was made with this argument.
    `thread_bound`: why the call must not be moved to another thread.
    """

    name: str
    category: Category
    cost: Cost
    library: str
    instead: Twin | None = None
    same_signature: bool = False
    nonblocking_when: tuple[Condition, ...] = ()
    quick_when: tuple[Condition, ...] = ()
    constructed_with: Parameter | None = None
    thread_bound: str | None = None
    enter: bool = False
    iterate: bool = False
    public: str | None = None
    """The name that users know it by, where it is defined under another."""

    @property
    def shown(self) -> str:
        """The name for people."""
        return self.public or self.name

    def named(self, name: str) -> BlockingCall:
        """The same fact about one method of a class whose every method it was stated for."""
        method = name.rpartition(".")[2]
        twin = self.instead
        if twin is not None:
            twin = Twin(twin.module, twin.name.replace("{name}", method))
        public = f"{self.public.removesuffix(ANY)}.{method}" if self.public else None
        return self._replace(name=name, instead=twin, public=public)


class Offload(NamedTuple):
    """Runs the callable given as `parameter` in another thread (or `process`).

    `with_context`: with a copy of the caller's context variables. `iterator`: what is given is an
    iterator, whose next item is asked for there.
    """

    name: str
    parameter: Parameter
    process: bool = False
    with_context: bool = False
    iterator: bool = False


class LoopCallback(NamedTuple):
    """Has the callable given as `parameter` called by the event loop."""

    name: str
    parameter: Parameter


class SyncCallback(NamedTuple):
    """Calls the callable given as `parameter` without awaiting what it returns.

    `immediate`: during this very call, in this thread. `optional`: what is given need not be a function.
    """

    name: str
    parameter: Parameter
    immediate: bool = False
    optional: bool = False


class TaskFactory(NamedTuple):
    """Makes a task; unless it `keeps` it, what it returns is the only strong reference."""

    name: str
    keeps: bool = False


class Scheduler(NamedTuple):
    """Awaits, or has the loop run, what is given as `parameter` (and behind it, where it is `variadic`).

    `wants`: any awaitable, a collection of awaitables, a coroutine object and nothing else, a collection
    of tasks or futures, or the coroutine function itself.
    """

    name: str
    parameter: Parameter
    wants: Wanted
    variadic: bool = False


class CancelScope(NamedTuple):
    """Makes a context manager that cancels what runs in its body."""

    name: str


class LoopBound(NamedTuple):
    """Must be called in the thread of the loop; `fix` says how another thread does it.

    `threadsafe-call`: the same through `loop.call_soon_threadsafe`. `submit`: the coroutine through
    `asyncio.run_coroutine_threadsafe`. `post`: use the threadsafe method of the same loop instead.
    """

    name: str
    fix: ThreadFix


class EntryPoint(NamedTuple):
    """Where a framework calls user code: under this decorator, in subclasses of this base, or given as
    `parameter` of this call. `sync-in-thread`: it runs a plain `def` in a thread pool, and awaits an
    `async def`. `plain`: it knows no coroutines, or only in some set-ups."""

    name: str
    kind: EntryPointKind
    form: EntryPointForm = "decorator"
    parameter: Parameter | None = None


class Handler(NamedTuple):
    """What a framework gives to the functions that it calls, parameter by parameter: to those under this
    decorator, to methods of classes on this base, or to what is given as `parameter` of this call."""

    name: str
    gives: Mapping[str, tuple[str, ...]]
    """Classes by the function's name, under which a framework looks for it; "" stands for any name."""
    parameter: Parameter | None = None


class Decorator(NamedTuple):
    """What a decorator makes of the function below it.

    `fixture`: tests that have a parameter of its name are given what it returns or yields.
    """

    name: str
    effect: DecoratorEffect
    public: str | None = None
    """The name that users know it by, and that it has where the library is not installed."""


class Return(NamedTuple):
    """What a function returns that neither its annotations nor its code tell: an annotation's text."""

    name: str
    type: str


class ClassTwin(NamedTuple):
    """A class and its sibling whose methods have the same names and are awaited."""

    name: str
    twin: str


class PublicName(NamedTuple):
    """A module, class or function, and the name by which users import it."""

    name: str
    public: str


class Library(NamedTuple):
    """Everything that one file says."""

    name: str
    imports: tuple[str, ...]
    source: str
    distribution: str | None
    blocking: tuple[BlockingCall, ...]
    offloads: tuple[Offload, ...]
    loop_callbacks: tuple[LoopCallback, ...]
    sync_callbacks: tuple[SyncCallback, ...]
    consumes: tuple[str, ...]
    schedules: tuple[Scheduler, ...]
    tasks: tuple[TaskFactory, ...]
    cancel_scopes: tuple[CancelScope, ...]
    loop_bound: tuple[LoopBound, ...]
    entry_points: tuple[EntryPoint, ...]
    handlers: tuple[Handler, ...]
    decorators: tuple[Decorator, ...]
    returns: tuple[Return, ...]
    twins: tuple[ClassTwin, ...]
    nonblocking: tuple[str, ...]
    uses_results: tuple[str, ...]
    """What takes its arguments for values: a coroutine is none."""
    uses_elements: tuple[str, ...]
    """What takes what a collection holds for values."""
    iterates: tuple[str, ...]
    """What goes through the iterable that comes first, at once."""
    passes_items: tuple[str, ...]
    """What goes through the iterables among its arguments while it is itself iterated."""
    enters: tuple[str, ...]
    """What enters the context manager that comes first, at once, and leaves it later."""
    closes: tuple[str, ...]
    """Classes of context managers that close, when they are left, what they were made of."""
    public: tuple[PublicName, ...]


def names_of(library: Library) -> list[str]:
    """Every name that the file speaks of, in its order, with `.*` where all methods are meant."""
    rows: tuple[Named, ...] = (
        *library.blocking,
        *library.offloads,
        *library.loop_callbacks,
        *library.sync_callbacks,
        *library.schedules,
        *library.tasks,
        *library.cancel_scopes,
        *library.loop_bound,
        *library.entry_points,
        *library.handlers,
        *library.decorators,
        *library.returns,
        *library.twins,
        *library.public,
    )
    given = (cls for row in library.handlers for classes in row.gives.values() for cls in classes)
    sets = (library.consumes, library.nonblocking, library.uses_results)
    more = (
        library.uses_elements,
        library.iterates,
        library.passes_items,
        library.enters,
        library.closes,
    )
    return [*(row.name for row in rows), *given, *(name for one in (*sets, *more) for name in one)]
