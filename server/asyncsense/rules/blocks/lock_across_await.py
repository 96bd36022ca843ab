from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context
from asyncsense.rules.deadlocks import holds_lock_across_await
from asyncsense.rules.rule import Rule
from asyncsense.syntax.sites import CallSite, WithSite
from asyncsense.text import Span


class LockAcrossAwait(Rule):
    """A coroutine holds a `threading` lock while it waits.

    ## Why is this bad?
    While the coroutine waits, other tasks run in the same thread. The first one that wants the lock stops
    the thread, and with it the event loop, until the lock is free; but the coroutine that holds it can
    only go on when the loop runs. The program hangs for good. With an `RLock` it is the other way round:
    the lock belongs to the thread, so that the other task gets it too and nothing is protected.

    ## Example
    ```python
    import threading

    lock = threading.Lock()

    async def refresh(cache, load):
        with lock:
            cache["value"] = await load()
    ```

    ## Use instead
    ```python
    import asyncio

    lock = asyncio.Lock()

    async def refresh(cache, load):
        async with lock:
            cache["value"] = await load()
    ```

    Where other threads need the lock too, fetch first and take the lock only for the assignment.

    ## Fix safety
    No fix: whether other threads use the lock is for the author to say.

    ## When to ignore it
    Where no other task or callback of the same loop ever wants the lock, but other threads do.

    ## References
    - [asyncio.Lock](https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock)
    - [threading.Lock](https://docs.python.org/3/library/threading.html#lock-objects)

    ## In other tools
    none
    """

    name = "lock-across-await"
    severity = Severity.WARNING
    message = "`{lock}` is a threading lock, held while the coroutine waits: others that want it stop the loop"
    since = "0.1"

    def visit_with(self, item: WithSite, ctx: Context) -> Iterator[Diagnostic]:
        if holds_lock_across_await(item, ctx):
            yield self._report(ctx, ctx.span(item.start, item.end), ctx.span(*item.expression_span))

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if holds_lock_across_await(call, ctx):
            yield self._report(ctx, ctx.call_span(call), ctx.call_span(call))

    def _report(self, ctx: Context, span: Span, lock: Span) -> Diagnostic:
        return ctx.report(self, span, lock=headline(ctx.source(lock)))
