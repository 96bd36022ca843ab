from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.fixes.steps import YieldToLoop
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import FunctionValue, Value
from asyncsense.rules.context import Context, unsafe
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import Expression, last_name
from asyncsense.syntax.summary import LoopSite

_MAX_DEPTH = 5
_ENDS = {"sys.exit", "os._exit", "os.abort", "os.execv", "builtins.exit", "builtins.quit"}
# They change nothing that a condition looks at.
_WITHOUT_EFFECT = {
    "time.sleep", "builtins.print", "logging.debug", "logging.info", "logging.warning",
    "logging.Logger.debug", "logging.Logger.info", "logging.Logger.warning", "logging.Logger.error",
}  # fmt: skip
# They change only when the event loop runs.
_STATE_OF_LOOP = {
    f"{module}.{name}"
    for module, names in {
        "_asyncio.Future": ("done", "cancelled"),
        "asyncio.futures.Future": ("done", "cancelled"),
        "asyncio.locks.Event": ("is_set",),
        "asyncio.locks.Lock": ("locked",),
        "asyncio.queues.Queue": ("empty", "full", "qsize"),
    }.items()
    for name in names
}


class BusyLoop(Rule):
    """A loop in a coroutine goes round and round without ever giving the event loop a turn.

    ## Why is this bad?
    Other tasks run only while a coroutine waits. A loop that never waits keeps them all from running:
    also the one that would change what the loop looks at. The program hangs with one processor at full
    load. Awaiting alone is not enough: a coroutine that never suspends gives nobody else a turn.

    Reported are `while True` and conditions that nothing in the loop can change, where some way round
    neither suspends nor leaves: the queue was empty, the event not set, the item `None`.

    ## Example
    ```python
    async def wait_until_ready(device):
        while not device.ready:
            pass
    ```

    ## Use instead
    ```python
    import asyncio

    async def wait_until_ready(device):
        while not device.ready:
            await asyncio.sleep(0.1)
    ```

    Better still is something to wait for, like an `asyncio.Event` or an `asyncio.Queue`.

    ## Fix safety
    `await asyncio.sleep(0)` at the end of each round lets the others run, which may change what the loop
    works on: it is offered as unsafe.

    ## References
    - [Concurrency and multithreading](https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading)
    - [asyncio.sleep](https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep)

    ## In other tools
    ASYNC110 (flake8-async, ruff) reports loops that sleep; this one reports those that do not.
    """

    name = "busy-loop"
    severity = Severity.WARNING
    message = "this loop {reason}: while it runs, the event loop stands still"
    since = "0.1"

    def visit_loop(self, loop: LoopSite, ctx: Context) -> Iterator[Diagnostic]:
        if not ctx.is_async or any(_ends(callee, ctx) for callee in loop.calls):
            return
        if not loop.endless:
            if not all(_is_one_of(callee, _WITHOUT_EFFECT, ctx) for callee in loop.calls):
                return
            if not all(_is_one_of(callee, _STATE_OF_LOOP, ctx) for callee in loop.asked):
                return
            reason = "waits for something that nothing in it changes"
        elif not loop.awaits:
            reason = "can go round for ever without awaiting anything"
        elif all(_comes_back_at_once(one, ctx.frame, ctx, 0) for one in loop.awaits):
            reason = "awaits only coroutines that never suspend"
        else:
            return
        step = YieldToLoop(ctx.path, ctx.span(loop.start, loop.body_end), ctx.library)
        fix = unsafe(f"Add `await {ctx.library}.sleep(0)` to each round", step)
        yield ctx.report(self, ctx.span(loop.start, loop.end), fix, reason=reason)


def _names(callee: Expression, ctx: Context) -> Iterator[list[str]]:
    for value in ctx.inference.callees(callee, ctx.frame):
        yield ctx.project.names_of(value)


def _is_one_of(callee: Expression, names: set[str], ctx: Context) -> bool:
    return all(not names.isdisjoint(found) for found in _names(callee, ctx))


def _ends(callee: Expression, ctx: Context) -> bool:
    """Whether a call never returns: it ends the program, or does nothing but raise."""
    for value in ctx.inference.callees(callee, ctx.frame):
        if not _ENDS.isdisjoint(ctx.project.names_of(value)):
            return True
        if isinstance(value, FunctionValue) and _always_raises(value):
            return True
    return False


def _always_raises(value: FunctionValue) -> bool:
    function = value.function
    if function.returns is not None:
        return last_name(function.returns) in ("NoReturn", "Never")
    body = function.body
    if not value.module.in_project or function.is_async or body.returns or body.yields:
        return False
    raised = [one.block for one in body.calls if one.use == ("raise",)]
    raised += [one.block for one in body.attributes if one.use == ("raise",)]
    return () in raised


def _comes_back_at_once(awaited: Expression, frame: Frame, ctx: Context, depth: int) -> bool:
    """Whether awaiting this never suspends: it is a coroutine of the project that awaits nothing, or
    only such coroutines."""
    if awaited[0] != "call" or depth > _MAX_DEPTH:
        return False
    values = ctx.inference.callees(awaited[1], frame)
    return bool(values) and all(_never_suspends(value, ctx, depth) for value in values)


def _never_suspends(value: Value, ctx: Context, depth: int) -> bool:
    if not isinstance(value, FunctionValue) or not value.module.in_project:
        return False
    function = value.function
    body = function.body
    if not function.is_async or function.is_generator or _may_be_overridden(value, ctx):
        return False
    if any(one.is_async for one in body.withs) or any(one.is_async for one in body.iterations):
        return False
    inner = ctx.inference.frame_of(function, value.module, value.bound)
    return all(_comes_back_at_once(one.expression, inner, ctx, depth + 1) for one in body.awaits)


def _may_be_overridden(value: FunctionValue, ctx: Context) -> bool:
    """Whether a method does nothing of its own, or a class of the project has another one for it."""
    function, project = value.function, ctx.project
    if function.owner is None:
        return False
    body = function.body
    if not (body.bindings or body.calls or body.attributes):
        return True
    owner = ctx.inference.class_ref(function.owner, value.module)
    modules = map(project.program.module_at, project.names("async").get(function.name, ()))
    for module in filter(None, modules):
        for other in module.summary.functions():
            if other is function or other.name != function.name or other.owner is None:
                continue
            cls = ctx.inference.class_ref(other.owner, module)
            if ctx.inference.is_subclass(cls, owner.qualname):
                return True
    return False
