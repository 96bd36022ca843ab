"""The steps that fixes are made of: plain data, lowered to edits by `asyncsense.fixes.lower`.

Every step names the file (absolute path) and a span of that file's text in the snapshot of the
diagnostic. A span of a call or expression is the whole expression; a span of a statement starts at
its first keyword.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asyncsense.diagnostics import Step
from asyncsense.text import Span


@dataclass(frozen=True, slots=True)
class AddAwait(Step):
    """`f()` becomes `await f()`, with parentheses where precedence needs them."""

    path: str
    expression: Span


@dataclass(frozen=True, slots=True)
class RemoveAwait(Step):
    """`await f()` becomes `f()`; `expression` is the await expression."""

    path: str
    expression: Span


@dataclass(frozen=True, slots=True)
class CallIt(Step):
    """`f` becomes `f()`: a function object stands where its result was meant."""

    path: str
    expression: Span


@dataclass(frozen=True, slots=True)
class AddAsync(Step):
    """`with`/`for` becomes `async with`/`async for`; a comprehension's `for` too.

    `statement` starts at the keyword (for a comprehension: at the `for` of the clause).
    """

    path: str
    statement: Span


@dataclass(frozen=True, slots=True)
class RemoveAsync(Step):
    """`async with`/`async for`/`async def` loses its `async`; `statement` starts at `async`."""

    path: str
    statement: Span


@dataclass(frozen=True, slots=True)
class ReplaceCallee(Step):
    """The called expression of `call` becomes `target`, imported where needed.

    `target` is `module:name` for a name reached through an import of the module
    (`asyncio:sleep` becomes `asyncio.sleep`, or what the file's imports call it), or a bare
    attribute name after a dot (`.aget`) that replaces the last attribute of the callee.
    """

    path: str
    call: Span
    target: str


@dataclass(frozen=True, slots=True)
class RunInThread(Step):
    """`f(a, k=b)` becomes `await RUNNER(f, a, k=b)`.

    `runner` is `module:name`, as for ReplaceCallee: `asyncio:to_thread`,
    `anyio:to_thread.run_sync`, `trio:to_thread.run_sync`. The latter two take no keyword arguments
    for the function: those are wrapped with `functools.partial`.
    """

    path: str
    call: Span
    runner: str = "asyncio:to_thread"


@dataclass(frozen=True, slots=True)
class RunBlockInThread(Step):
    """A `with open(...)` block becomes a local function that is run in a thread."""

    path: str
    statement: Span
    runner: str = "asyncio:to_thread"


@dataclass(frozen=True, slots=True)
class AwaitArgument(Step):
    """`asyncio.run(c)`, `loop.run_until_complete(c)`, `run_coroutine_threadsafe(c, l).result()`
    become `await c`; `async_to_sync(f)(a)` becomes `await f(a)`."""

    path: str
    call: Span


@dataclass(frozen=True, slots=True)
class RunEventLoop(Step):
    """`f()` at module level or in a sync `main` becomes `asyncio.run(f())`."""

    path: str
    call: Span


@dataclass(frozen=True, slots=True)
class YieldToLoop(Step):
    """`await asyncio.sleep(0)` as the last statement of every cycle, `continue` paths too."""

    path: str
    loop: Span
    library: Literal["asyncio", "anyio", "trio"] = "asyncio"


@dataclass(frozen=True, slots=True)
class KeepTask(Step):
    """The task made by `call` is kept in a set of the module (or of `self`) until it is done.

    The set is `background_tasks` (`self._background_tasks`), made once, before its first use.
    """

    path: str
    call: Span
    on_self: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleTask(Step):
    """`f()` becomes a kept `asyncio.create_task(f())`."""

    path: str
    call: Span
    on_self: bool = False


@dataclass(frozen=True, slots=True)
class GatherElements(Step):
    """`[f(x) for x in xs]` or `[f(), g()]` becomes `await asyncio.gather(*[...])` / `gather(f(), g())`."""

    path: str
    container: Span


@dataclass(frozen=True, slots=True)
class AwaitElements(Step):
    """`all(f(x) for x in xs)` becomes `all([await f(x) for x in xs])`.

    `comprehension` is the generator or list comprehension, `element` the call in it.
    """

    path: str
    comprehension: Span
    element: Span


@dataclass(frozen=True, slots=True)
class UnpackArgument(Step):
    """`gather([a(), b()])` becomes `gather(*[a(), b()])`; `argument` is the list."""

    path: str
    argument: Span


@dataclass(frozen=True, slots=True)
class CheckGatherResults(Step):
    """The results of `gather(..., return_exceptions=True)` are looked through and the first
    exception is raised, in a statement right behind the gather's."""

    path: str
    call: Span


@dataclass(frozen=True, slots=True)
class RemoveKeyword(Step):
    """The keyword argument `name` of `call` goes away."""

    path: str
    call: Span
    name: str


@dataclass(frozen=True, slots=True)
class CallThreadsafe(Step):
    """`loop.call_soon(f, a)` becomes `loop.call_soon_threadsafe(f, a)`."""

    path: str
    call: Span


@dataclass(frozen=True, slots=True)
class SubmitThreadsafe(Step):
    """`loop.create_task(c)` or `asyncio.create_task(c)` becomes
    `asyncio.run_coroutine_threadsafe(c, LOOP)`; `loop` is the source text of the loop."""

    path: str
    call: Span
    loop: str


@dataclass(frozen=True, slots=True)
class PostToLoop(Step):
    """`fut.set_result(v)` becomes `LOOP.call_soon_threadsafe(fut.set_result, v)`."""

    path: str
    call: Span
    loop: str


@dataclass(frozen=True, slots=True)
class RaiseInHandler(Step):
    """A bare `raise` becomes the last statement of the except handler that starts at `handler`."""

    path: str
    handler: Span


@dataclass(frozen=True, slots=True)
class IgnoreOnLine(Step):
    """`# asyncsense: ignore[rule]` at the end of the logical line of `place`; joins an existing one."""

    path: str
    place: Span
    rule: str


@dataclass(frozen=True, slots=True)
class IgnoreInFile(Step):
    """`# asyncsense: ignore-file[rule]` at the top of the file; joins an existing one."""

    path: str
    rule: str


@dataclass(frozen=True, slots=True)
class RemoveSuppression(Step):
    """A suppression comment loses `rule`, or goes away where it names nothing else."""

    path: str
    comment: Span
    rule: str | None = None
