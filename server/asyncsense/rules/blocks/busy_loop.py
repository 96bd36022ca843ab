from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.fixes.steps import YieldToLoop
from asyncsense.rules.context import Context, unsafe
from asyncsense.rules.returning import comes_back_at_once, never_returns
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import Expression
from asyncsense.syntax.sites import LoopSite

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
# They change nothing that a condition looks at.
_WITHOUT_EFFECT = _STATE_OF_LOOP | {
    "time.sleep", "builtins.print", "builtins.len", "builtins.str", "builtins.repr",
    "logging.debug", "logging.info", "logging.warning", "logging.error", "logging.Logger.debug",
    "logging.Logger.info", "logging.Logger.warning", "logging.Logger.error",
    "logging.Logger.exception", "logging.Logger.critical", "logging.Logger.log",
}  # fmt: skip


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

    ## When to ignore it
    Where another thread, or a signal handler, changes what the loop looks at, and it is meant to spin until then.

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
        if not ctx.function.is_async or any(never_returns(callee, ctx) for callee in loop.calls):
            return
        if not loop.endless:
            if not all(_is_one_of(callee, _WITHOUT_EFFECT, ctx) for callee in loop.calls):
                return
            if not all(_is_one_of(callee, _STATE_OF_LOOP, ctx) for callee in loop.asked):
                return
            reason = "waits for something that nothing in it changes"
        elif not loop.awaits:
            reason = "can go round for ever without awaiting anything"
        elif all(comes_back_at_once(one, ctx.frame, ctx) for one in loop.awaits):
            reason = "awaits only coroutines that never suspend"
        else:
            return
        step = YieldToLoop(ctx.path, ctx.span(loop.start, loop.body_end), ctx.library)
        fix = unsafe(f"Add `await {ctx.library}.sleep(0)` to each round", step)
        yield ctx.report(self, ctx.span(loop.start, loop.end), fix, reason=reason)


def _is_one_of(callee: Expression, names: set[str], ctx: Context) -> bool:
    values = ctx.inference.callees(callee, ctx.frame)
    return all(not names.isdisjoint(ctx.project.names_of(value)) for value in values)
