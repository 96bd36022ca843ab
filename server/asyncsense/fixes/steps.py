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


@dataclass(frozen=True, slots=True)
class FileStep(Step):
    """A step in one file: what every kind of step here is."""

    path: str


@dataclass(frozen=True, slots=True)
class Plan(Step):
    """A step of which only the beginning is known, in `path`."""

    path: str


@dataclass(frozen=True, slots=True)
class MakeAsync(Plan):
    """The function around `place` becomes a coroutine function, and all that call it await it, as
    far up as it takes."""

    place: Span


@dataclass(frozen=True, slots=True)
class AwaitChain(Plan):
    """What the call at `call` reaches, and blocks, is awaited: the primitive becomes its awaitable
    twin, and all functions on the way to it become coroutine functions."""

    call: Span


@dataclass(frozen=True, slots=True)
class AddAwait(FileStep):
    """`f()` becomes `await f()`, with parentheses where precedence needs them."""

    expression: Span


@dataclass(frozen=True, slots=True)
class RemoveAwait(FileStep):
    """`await f()` becomes `f()`; `expression` is the await expression."""

    expression: Span


@dataclass(frozen=True, slots=True)
class CallIt(FileStep):
    """`f` becomes `f()`: a function object stands where its result was meant."""

    expression: Span


@dataclass(frozen=True, slots=True)
class AddAsync(FileStep):
    """`with`/`for`/`def` becomes `async with`/`async for`/`async def`; a comprehension's `for` too.

    `statement` starts at the keyword (for a comprehension: at the `for` of the clause; its end does
    not matter).
    """

    statement: Span


@dataclass(frozen=True, slots=True)
class AddDecorator(FileStep):
    """A line `@TARGET` above the function that starts at `statement`, behind other decorators'.

    `target` is `module:name`, as for ReplaceCallee.
    """

    statement: Span
    target: str


@dataclass(frozen=True, slots=True)
class RemoveAsync(FileStep):
    """`async with`/`async for`/`async def` loses its `async`; `statement` starts at `async`."""

    statement: Span


@dataclass(frozen=True, slots=True)
class ReplaceCallee(FileStep):
    """The called expression of `call` becomes `target`, imported where needed.

    `target` is `module:name` for a name reached through an import of the module
    (`asyncio:sleep` becomes `asyncio.sleep`, or what the file's imports call it), `:name` for a name
    of this file, or a bare attribute name after a dot (`.aget`) that replaces the last attribute of the
    callee.
    """

    call: Span
    target: str


@dataclass(frozen=True, slots=True)
class AwaitThroughClient(FileStep):
    """`x = httpx.get(u)` becomes `async with httpx.AsyncClient() as client: x = await client.get(u)`.

    `client` is the class as `module:name`, `method` its method for the call.
    """

    call: Span
    client: str
    method: str


@dataclass(frozen=True, slots=True)
class RunInThread(FileStep):
    """`f(a, k=b)` becomes `await RUNNER(f, a, k=b)`.

    `runner` is `module:name`, as for ReplaceCallee: `asyncio:to_thread`,
    `anyio:to_thread.run_sync`, `trio:to_thread.run_sync`. The latter two take no keyword arguments
    for the function: those are wrapped with `functools.partial`.
    """

    call: Span
    runner: str = "asyncio:to_thread"


@dataclass(frozen=True, slots=True)
class RunExpressionInThread(FileStep):
    """`db.execute(q).fetchall()` becomes `await asyncio.to_thread(lambda: db.execute(q).fetchall())`."""

    expression: Span
    runner: str = "asyncio:to_thread"


@dataclass(frozen=True, slots=True)
class CollectInThread(FileStep):
    """`for x in path.glob("*")` becomes `for x in await asyncio.to_thread(lambda: list(path.glob("*")))`."""

    iterable: Span
    runner: str = "asyncio:to_thread"


@dataclass(frozen=True, slots=True)
class RunBlockInThread(FileStep):
    """A `with open(...)` block, or a loop, becomes a local function that is run in a thread.

    The names that it assigns come back as results where they are read later; a block that returns on
    all its ways becomes `return await ...`. Refused where the block cannot be a function of its own.
    """

    statement: Span
    runner: str = "asyncio:to_thread"


@dataclass(frozen=True, slots=True)
class AwaitArgument(FileStep):
    """`asyncio.run(c)`, `loop.run_until_complete(c)`, `run_coroutine_threadsafe(c, l).result()`
    become `await c`; `async_to_sync(f)(a)` becomes `await f(a)`."""

    call: Span


@dataclass(frozen=True, slots=True)
class AwaitOffloaded(FileStep):
    """`await to_thread(f, a)` becomes `await f(a)`: a coroutine function needs no thread.

    The function is the argument `name` of `call`, or the one at `position`.
    """

    call: Span
    name: str
    position: int | None


@dataclass(frozen=True, slots=True)
class RunCallbackInThread(FileStep):
    """`Thread(target=f)` becomes `Thread(target=lambda: asyncio.run(f()))`.

    The function is the argument `name` of `call`, or the one at `position`; `forwarded` are the
    parameters that the lambda has and passes on, of `*args` and `**kwargs`.
    """

    call: Span
    name: str
    position: int | None
    forwarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScheduleInCallback(FileStep):
    """`loop.call_soon(f)` gets a local function that starts `f()` as a task and keeps it, as KeepTask.

    The arguments are those of RunCallbackInThread.
    """

    call: Span
    name: str
    position: int | None
    forwarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplaceBase(FileStep):
    """`class T(unittest.TestCase)` gets `target` (`module:name`) for the base whose last name is `base`.

    `statement` starts at `class`.
    """

    statement: Span
    base: str
    target: str


@dataclass(frozen=True, slots=True)
class RunEventLoop(FileStep):
    """`f()` at module level or in a sync `main` becomes `asyncio.run(f())`."""

    call: Span


@dataclass(frozen=True, slots=True)
class YieldToLoop(FileStep):
    """`await asyncio.sleep(0)` as the last statement of every cycle, `continue` paths too."""

    loop: Span
    library: Literal["asyncio", "anyio", "trio"] = "asyncio"


@dataclass(frozen=True, slots=True)
class KeepTask(FileStep):
    """The task made by `call` is kept in a set of the module (or of `self`) until it is done.

    The set is `background_tasks` (`self._background_tasks`), made once, before its first use; a set
    of `self` needs an `__init__`. `call` is a statement, an assigned value, an element of a list or
    the receiver or only argument of another call that is a statement.
    """

    call: Span
    on_self: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleTask(FileStep):
    """`f()` becomes a kept `asyncio.create_task(f())`."""

    call: Span
    on_self: bool = False


@dataclass(frozen=True, slots=True)
class GatherElements(FileStep):
    """`[f(x) for x in xs]` or `[f(), g()]` becomes `await asyncio.gather(*[...])` / `gather(f(), g())`."""

    container: Span


@dataclass(frozen=True, slots=True)
class AwaitElements(FileStep):
    """`all(f(x) for x in xs)` becomes `all([await f(x) for x in xs])`.

    `comprehension` is the generator or list comprehension, `element` the call in it.
    """

    comprehension: Span
    element: Span


@dataclass(frozen=True, slots=True)
class StartInGroup(FileStep):
    """`create_task(f())`, a statement, becomes `group.create_task(f())` in an `async with TaskGroup()`.

    The loop around it comes into the group's block or, where there is none, what follows in its block.
    """

    call: Span


@dataclass(frozen=True, slots=True)
class GatherInGroup(FileStep):
    """`x, y = await gather(f(), g())` becomes tasks of a `TaskGroup` and their results."""

    call: Span


@dataclass(frozen=True, slots=True)
class CollectAsync(FileStep):
    """`list(ticks())` becomes `[item async for item in ticks()]`, where `into` is "list" or "set"; else
    only the argument, or the value that is unpacked, becomes such a list."""

    iterable: Span
    into: Literal["list", "set"] | None = None


@dataclass(frozen=True, slots=True)
class ListGenerator(FileStep):
    """`sum(x for x in ticks())` becomes `sum([x for x in ticks()])`; `iterable` is that of its first clause."""

    iterable: Span


@dataclass(frozen=True, slots=True)
class UnpackArgument(FileStep):
    """`gather([a(), b()])` becomes `gather(*[a(), b()])`; `argument` is the list."""

    argument: Span


@dataclass(frozen=True, slots=True)
class CheckGatherResults(FileStep):
    """The results of `gather(..., return_exceptions=True)` are looked through and the first
    exception is raised, in a statement right behind the gather's; `call` must be awaited there."""

    call: Span


@dataclass(frozen=True, slots=True)
class RemoveKeyword(FileStep):
    """The keyword argument `name` of `call` goes away."""

    call: Span
    name: str


@dataclass(frozen=True, slots=True)
class CallThreadsafe(FileStep):
    """`loop.call_soon(f, a)` becomes `loop.call_soon_threadsafe(f, a)`."""

    call: Span


@dataclass(frozen=True, slots=True)
class SubmitThreadsafe(FileStep):
    """`loop.create_task(c)` or `asyncio.create_task(c)` becomes
    `asyncio.run_coroutine_threadsafe(c, LOOP)`; `loop` is the source text of the loop."""

    call: Span
    loop: str


@dataclass(frozen=True, slots=True)
class PostToLoop(FileStep):
    """`fut.set_result(v)` becomes `LOOP.call_soon_threadsafe(fut.set_result, v)`."""

    call: Span
    loop: str


@dataclass(frozen=True, slots=True)
class RaiseInHandler(FileStep):
    """A bare `raise` becomes the last statement of the except handler that starts at `handler`.

    It takes the place of a `pass`, `break`, `continue` or `return` that ends the clause.
    """

    handler: Span


@dataclass(frozen=True, slots=True)
class IgnoreOnLine(FileStep):
    """`# asyncsense: ignore[rule]` at the end of the logical line of `place`; joins an existing one."""

    place: Span
    rule: str


@dataclass(frozen=True, slots=True)
class IgnoreInFile(FileStep):
    """`# asyncsense: ignore-file[rule]` at the top of the file; joins an existing one."""

    rule: str


@dataclass(frozen=True, slots=True)
class RemoveSuppression(FileStep):
    """A suppression comment loses `rule`, or goes away where it names nothing else."""

    comment: Span
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class TreatAsBlocking(FileStep):
    """The settings at `path` (pyproject.toml or asyncsense.toml) get `name` among what blocks."""

    name: str
    category: str


@dataclass(frozen=True, slots=True)
class TreatAsNonBlocking(FileStep):
    """The settings at `path` (pyproject.toml or asyncsense.toml) get `name` among `treat.non-blocking`."""

    name: str
