from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import AwaitArgument, RunInThread
from asyncsense.project.chains import Chain
from asyncsense.project.readiness import asks_for_loop
from asyncsense.rules.blocking import BlockingRule, BlockingSite, headline
from asyncsense.rules.context import Context, disabled, safe, unsafe
from asyncsense.rules.deadlocks import made_by_call_of, waits_for_own_loop
from asyncsense.syntax.expressions import CALL, dotted_name
from asyncsense.syntax.sites import CallSite

_STAGES = {"patch", "raises", "assertRaises", "assertRaisesRegex"}
_TAKES_COROUTINE = (".run", ".run_until_complete")
_ASYNC_TO_SYNC = {"asgiref.sync.async_to_sync", "asgiref.sync.AsyncToSync"}


class NestedEventLoop(BlockingRule):
    """Code that runs on an event loop starts another one, or waits for its own.

    ## Why is this bad?
    `asyncio.run`, `run_until_complete` and their like raise `RuntimeError` where a loop is running: an event
    loop cannot be run inside another one. The coroutine that they were given is never awaited.
    `run_coroutine_threadsafe(...).result()` on the loop's own thread is worse: it waits for a coroutine that
    can only run when the waiting ends.

    The call may be hidden: a function that reaches it through any number of other functions fails as well.
    The finding stands at the call in the coroutine and names the way.

    ## Example
    ```python
    import asyncio

    async def load(path): ...

    async def main():
        asyncio.run(load("a"))
    ```

    ## Use instead
    ```python
    import asyncio

    async def load(path): ...

    async def main():
        await load("a")
    ```

    ## Fix safety
    Awaiting the coroutine is safe where the call itself stands in a coroutine, since the call always raises
    there. For a deadlock, and for a function that starts a loop somewhere below, the fix is unsafe.

    ## When to ignore it
    Where `nest_asyncio` is in force, or the code runs in a thread of its own in a way that this cannot see.

    ## References
    - [asyncio.run](https://docs.python.org/3/library/asyncio-runner.html#asyncio.run)
    - [run_coroutine_threadsafe](https://docs.python.org/3/library/asyncio-task.html#asyncio.run_coroutine_threadsafe)

    ## In other tools
    none
    """

    name = "nested-event-loop"
    severity = Severity.ERROR
    since = "0.1"
    category = "event-loop"
    phrase = "starts an event loop while one is running, which raises"

    def concerns(self, ctx: Context) -> bool:
        return self.applies(ctx) or ctx.registers_callbacks

    def applies(self, ctx: Context) -> bool:
        return ctx.runs_while_loop_does

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        phrase = self.phrase
        if _is_staged(call, ctx):
            return
        if waits_for_own_loop(call, ctx):
            phrase = "waits for ever: its own loop would have to run"
            fixes = _deadlock_fixes(call, ctx)
        elif self.applies(ctx) and made_by_call_of(call.expression[1], _ASYNC_TO_SYNC, ctx):
            fixes = _await_fix(call, ctx) if call.expression[1][0] == CALL else iter(())
        else:
            yield from super().visit_call(call, ctx)
            return
        span = ctx.call_span(call)
        source = headline(ctx.source(span))
        yield ctx.report(self, span, *fixes, call=source, phrase=phrase, via="")

    def speaks_of(self, chain: Chain, site: BlockingSite, ctx: Context) -> bool:
        if chain.category != self.category or _may_nest(ctx):
            return False
        if not ctx.is_async and asks_for_loop(ctx.function):
            return False
        # Code that goes through a function of its own to the loop of another thread knows its thread.
        return not (chain.hops and "from_thread" in chain.primitive.name)

    def fixes(self, site: BlockingSite, chain: Chain, ctx: Context) -> Iterator[Fix]:
        if not isinstance(site, CallSite):
            return
        span = ctx.call_span(site)
        if chain.hops and ctx.is_async:
            yield unsafe("Run it in a thread", RunInThread(ctx.path, span, ctx.thread_runner))
        elif chain.primitive.name.endswith(_TAKES_COROUTINE):
            yield from _await_fix(site, ctx)


def _await_fix(call: CallSite, ctx: Context) -> Iterator[Fix]:
    if ctx.is_async:
        yield safe("Await the coroutine", AwaitArgument(ctx.path, ctx.call_span(call)))
    else:
        yield disabled("Await the coroutine", "this function is no coroutine: it cannot await")


def _deadlock_fixes(call: CallSite, ctx: Context) -> Iterator[Fix]:
    if call.expression[1][1][0] == "call":
        yield unsafe("Await the coroutine", AwaitArgument(ctx.path, ctx.call_span(call)))


def _is_staged(site: BlockingSite, ctx: Context) -> bool:
    """Whether it stands in a `with` of a test that replaces what is called, or expects the error."""
    for item in ctx.body.withs:
        manager = item.expression[1] if item.expression[0] == CALL else item.expression
        words = (dotted_name(manager) or "").split(".")
        if item.start < site.start < item.body_end and not _STAGES.isdisjoint(words):
            return True
    return False


def _may_nest(ctx: Context) -> bool:
    """Whether the project makes event loops reentrant."""
    calls = ctx.project.calls_of(["apply"])
    return any(dotted_name(call.expression[1]) == "nest_asyncio.apply" for _, _, call in calls)
