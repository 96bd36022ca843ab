"""The steps that fixes are made of: plain data, lowered to edits by `asyncsense.fixes.lower`.

Every step names the file (absolute path) and a span of that file's text in the snapshot of the
diagnostic. A span of a call or expression is the whole expression; a span of a statement starts at
its first keyword.

A `Plan` is a step that concerns files that nobody has looked into yet: `asyncsense.fixes.propagation`
turns it into steps in files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asyncsense.diagnostics import Step
from asyncsense.text import Span


@dataclass(frozen=True)
class FileStep(Step):
    """A step in one file: what every kind of step here is."""

    path: str


@dataclass(frozen=True)
class SpanStep(FileStep):
    """A step about one expression or statement of the file."""

    span: Span


@dataclass(frozen=True)
class TargetStep(SpanStep):
    """A step that names something: `target` is `module:name`, or as ReplaceCallee says."""

    target: str


@dataclass(frozen=True)
class ThreadStep(SpanStep):
    """A step to another thread: `runner` is `module:name`, as for ReplaceCallee, `asyncio:to_thread`,
    `anyio:to_thread.run_sync` or `trio:to_thread.run_sync`."""

    runner: str = "asyncio:to_thread"


@dataclass(frozen=True)
class CallbackStep(SpanStep):
    """A step about a function that the call is given, as the argument `name` or the one at `position`."""

    name: str
    position: int | None


@dataclass(frozen=True)
class WrappingStep(CallbackStep):
    """A step that puts a function around the one that the call is given; `forwarded` are the parameters
    that it has and passes on, of `*args` and `**kwargs`."""

    forwarded: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskStep(SpanStep):
    """A step that keeps a task, in a set of `self` or of the module."""

    on_self: bool = False


@dataclass(frozen=True)
class LoopStep(SpanStep):
    """A step of a call that belongs in the thread of a loop; `loop` is the source text of the loop."""

    loop: str


@dataclass(frozen=True)
class Plan(Step):
    """A step of which only the beginning is known: the place `span` in the file at `path`."""

    path: str
    span: Span


class MakeAsync(Plan):
    """The function around the place becomes a coroutine function, and all that call it await it, as
    far up as it takes."""


class AwaitChain(Plan):
    """What the call reaches, and blocks, is awaited: the primitive becomes its awaitable twin, and all
    functions on the way to it become coroutine functions."""


class AddAwait(SpanStep):
    """`f()` becomes `await f()`, with parentheses where precedence needs them."""


class RemoveAwait(SpanStep):
    """`await f()` becomes `f()`; the span is that of the await expression."""


class CallIt(SpanStep):
    """`f` becomes `f()`: a function object stands where its result was meant."""


class AddAsync(SpanStep):
    """`with`/`for`/`def` becomes `async with`/`async for`/`async def`; a comprehension's `for` too.

    The span starts at the keyword (for a comprehension: at the `for` of the clause; its end does not
    matter).
    """


class AddDecorator(TargetStep):
    """A line `@TARGET` above the function, behind other decorators'."""


class RemoveAsync(SpanStep):
    """`async with`/`async for`/`async def` loses its `async`; the span starts at it."""


class ReplaceCallee(TargetStep):
    """The called expression becomes `target`, imported where needed.

    `target` is `module:name` for a name reached through an import of the module
    (`asyncio:sleep` becomes `asyncio.sleep`, or what the file's imports call it), `:name` for a name
    of this file, or a bare attribute name after a dot (`.aget`) that replaces the last attribute of the
    callee.
    """


@dataclass(frozen=True)
class AwaitThroughClient(SpanStep):
    """`x = httpx.get(u)` becomes `async with httpx.AsyncClient() as client: x = await client.get(u)`.

    `client` is the class as `module:name`, `method` its method for the call.
    """

    client: str
    method: str


class RunInThread(ThreadStep):
    """`f(a, k=b)` becomes `await RUNNER(f, a, k=b)`.

    What anyio and trio have takes no keyword arguments for the function: those are wrapped with
    `functools.partial`.
    """


class RunExpressionInThread(ThreadStep):
    """`db.execute(q).fetchall()` becomes `await asyncio.to_thread(lambda: db.execute(q).fetchall())`."""


class CollectInThread(ThreadStep):
    """`for x in path.glob("*")` becomes `for x in await asyncio.to_thread(lambda: list(path.glob("*")))`."""


class RunBlockInThread(ThreadStep):
    """A `with open(...)` block, or a loop, becomes a local function that is run in a thread.

    The names that it assigns come back as results where they are read later; a block that returns on
    all its ways becomes `return await ...`. Refused where the block cannot be a function of its own.
    """


class AwaitArgument(SpanStep):
    """`asyncio.run(c)`, `loop.run_until_complete(c)`, `run_coroutine_threadsafe(c, l).result()`
    become `await c`; `async_to_sync(f)(a)` becomes `await f(a)`."""


class AwaitOffloaded(CallbackStep):
    """`await to_thread(f, a)` becomes `await f(a)`: a coroutine function needs no thread."""


class RunCallbackInThread(WrappingStep):
    """`Thread(target=f)` becomes `Thread(target=lambda: asyncio.run(f()))`."""


class ScheduleInCallback(WrappingStep):
    """`loop.call_soon(f)` gets a local function that starts `f()` as a task and keeps it, as KeepTask."""


@dataclass(frozen=True)
class ReplaceBase(SpanStep):
    """`class T(unittest.TestCase)` gets `target` (`module:name`) for the base whose last name is `base`."""

    base: str
    target: str


class RunEventLoop(SpanStep):
    """`f()` at module level or in a sync `main` becomes `asyncio.run(f())`."""


@dataclass(frozen=True)
class YieldToLoop(SpanStep):
    """`await asyncio.sleep(0)` as the last statement of every cycle, `continue` paths too."""

    library: Literal["asyncio", "anyio", "trio"] = "asyncio"


class KeepTask(TaskStep):
    """The task made by the call is kept in a set of the module (or of `self`) until it is done.

    The set is `background_tasks` (`self._background_tasks`), made once, before its first use; a set
    of `self` needs an `__init__`. The call is a statement, an assigned value, an element of a list or
    the receiver or only argument of another call that is a statement.
    """


class ScheduleTask(TaskStep):
    """`f()` becomes a kept `asyncio.create_task(f())`."""


class GatherElements(SpanStep):
    """`[f(x) for x in xs]` or `[f(), g()]` becomes `await asyncio.gather(*[...])` / `gather(f(), g())`."""


@dataclass(frozen=True)
class AwaitElements(SpanStep):
    """`all(f(x) for x in xs)` becomes `all([await f(x) for x in xs])`.

    The span is the generator or list comprehension, `element` the call in it.
    """

    element: Span


class StartInGroup(SpanStep):
    """`create_task(f())`, a statement, becomes `group.create_task(f())` in an `async with TaskGroup()`.

    The loop around it comes into the group's block or, where there is none, what follows in its block.
    """


class GatherInGroup(SpanStep):
    """`x, y = await gather(f(), g())` becomes tasks of a `TaskGroup` and their results."""


@dataclass(frozen=True)
class CollectAsync(SpanStep):
    """`list(ticks())` becomes `[item async for item in ticks()]`, where `into` is "list" or "set"; else
    only the argument, or the value that is unpacked, becomes such a list."""

    into: Literal["list", "set"] | None = None


class ListGenerator(SpanStep):
    """`sum(x for x in ticks())` becomes `sum([x for x in ticks()])`; the span is the iterable of its
    first clause."""


class UnpackArgument(SpanStep):
    """`gather([a(), b()])` becomes `gather(*[a(), b()])`; the span is the list."""


class CheckGatherResults(SpanStep):
    """The results of `gather(..., return_exceptions=True)` are looked through and the first
    exception is raised, in a statement right behind the gather's; the call must be awaited there."""


@dataclass(frozen=True)
class RemoveKeyword(SpanStep):
    """The keyword argument `name` of the call goes away."""

    name: str


class CallThreadsafe(SpanStep):
    """`loop.call_soon(f, a)` becomes `loop.call_soon_threadsafe(f, a)`."""


class SubmitThreadsafe(LoopStep):
    """`loop.create_task(c)` or `asyncio.create_task(c)` becomes
    `asyncio.run_coroutine_threadsafe(c, LOOP)`."""


class PostToLoop(LoopStep):
    """`fut.set_result(v)` becomes `LOOP.call_soon_threadsafe(fut.set_result, v)`."""


class RaiseInHandler(SpanStep):
    """A bare `raise` becomes the last statement of the except handler that starts there.

    It takes the place of a `pass`, `break`, `continue` or `return` that ends the clause.
    """


@dataclass(frozen=True)
class IgnoreOnLine(SpanStep):
    """`# asyncsense: ignore[rule]` at the end of the logical line; joins an existing one."""

    rule: str


@dataclass(frozen=True)
class IgnoreInFile(FileStep):
    """`# asyncsense: ignore-file[rule]` at the top of the file; joins an existing one."""

    rule: str


@dataclass(frozen=True)
class RemoveSuppression(SpanStep):
    """A suppression comment loses `rule`, or goes away where it names nothing else."""

    rule: str | None = None


@dataclass(frozen=True)
class TreatAsBlocking(FileStep):
    """The settings at `path` (pyproject.toml or asyncsense.toml) get `name` among what blocks."""

    name: str
    category: str


@dataclass(frozen=True)
class TreatAsNonBlocking(FileStep):
    """The settings at `path` (pyproject.toml or asyncsense.toml) get `name` among `treat.non-blocking`."""

    name: str
