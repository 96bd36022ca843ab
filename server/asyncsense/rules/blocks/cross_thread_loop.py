from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Related, Severity
from asyncsense.fixes.steps import CallThreadsafe, PostToLoop, SubmitThreadsafe
from asyncsense.knowledge.schema import LoopBound
from asyncsense.project.project import Registration
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, disabled, safe, unsafe
from asyncsense.rules.loops import loop_at_hand, loop_bound
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import dotted_name, last_name
from asyncsense.syntax.sites import CallSite
from asyncsense.syntax.summary import Function

_ASKS_FOR_THREAD = {"current_thread", "get_ident", "get_running_loop", "_get_running_loop"}


class CrossThreadLoop(Rule):
    """A function that runs in another thread touches what belongs to the event loop.

    ## Why is this bad?
    Event loops, tasks, futures, and the queues, events and locks of asyncio are not thread-safe. Used from
    another thread, they lose wake-ups: the loop sleeps on and notices seconds later, or never, that there is
    something to do. Worse, the two threads may change the loop's lists at the same time. In debug mode asyncio
    raises `RuntimeError` for some of it.

    The function may be put into the thread by `Thread`, an executor, `to_thread` or `run_in_executor`, or be
    called by one that is, through any number of others.

    ## Example
    ```python
    import asyncio
    import threading

    class Reader:
        def __init__(self, device, loop: asyncio.AbstractEventLoop):
            self.device = device
            self.loop = loop
            self.inbox = asyncio.Queue()
            threading.Thread(target=self.read).start()

        def read(self):
            for value in self.device:
                self.inbox.put_nowait(value)
    ```

    ## Use instead
    ```python
    import asyncio
    import threading

    class Reader:
        def __init__(self, device, loop: asyncio.AbstractEventLoop):
            self.device = device
            self.loop = loop
            self.inbox = asyncio.Queue()
            threading.Thread(target=self.read).start()

        def read(self):
            for value in self.device:
                self.loop.call_soon_threadsafe(self.inbox.put_nowait, value)
    ```

    ## Fix safety
    `call_soon_threadsafe` for `call_soon` is safe. Having the loop make another call is unsafe: it runs later,
    and what it raises goes to the loop's exception handler. Where no loop is at hand, there is no fix.

    ## When to ignore it
    Where the function only runs in the loop's own thread after all. What is called through
    `call_soon_threadsafe` and `run_coroutine_threadsafe` is not reported.

    ## References
    - [Concurrency and multithreading](https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading)

    ## In other tools
    none
    """

    name = "cross-thread-loop"
    severity = Severity.ERROR
    message = "`{call}` belongs to the event loop's thread, but {where}"
    since = "0.1"
    calls_in = frozenset({"loop_bound", "offloads"})

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        registration = ctx.thread_registration
        if registration is not None and not _asks_for_thread(ctx.function):
            bound = loop_bound(ctx.callees(call), ctx)
            if bound is not None:
                yield self._report(call, registration, bound, ctx)
        else:
            yield from self._handed_over(call, ctx)

    def _report(
        self, call: CallSite, registration: Registration, bound: LoopBound, ctx: Context
    ) -> Diagnostic:
        span = ctx.call_span(call)
        taker = registration.target.rpartition(".")[2]
        path = registration.module.path or ""
        return ctx.report(
            self,
            span,
            *_fixes(call, bound, ctx),
            related=(Related(path, registration.span, f"`{taker}` starts the thread here"),),
            target=bound.name,
            call=headline(ctx.source(span)),
            where="this function runs in another thread",
        )

    def _handed_over(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        """`Timer(5, event.set)`: the thread's function is itself what belongs to the loop."""
        offloads = ctx.project.knowledge.offloads
        if last_name(call.expression[1]) not in ctx.project.thread_takers:
            return
        name = ctx.calls_one_of(call, offloads)
        if name is None or offloads[name].process:
            return
        parameter = offloads[name].parameter
        given = ctx.argument(call, parameter.name, parameter.position)
        bound = loop_bound(ctx.types(given), ctx) if given is not None else None
        if given is not None and bound is not None:
            where = f"`{name.rpartition('.')[2]}` calls it in another thread"
            name = dotted_name(given) or last_name(given)
            span = ctx.call_span(call)
            yield ctx.report(self, span, target=bound.name, call=name, where=where)


def _asks_for_thread(function: Function) -> bool:
    """Whether the function finds out in which thread it runs."""
    return any(last_name(call.expression[1]) in _ASKS_FOR_THREAD for call in function.body.calls)


# ---------------------------------------------------------------------- fixes


def _fixes(call: CallSite, bound: LoopBound, ctx: Context) -> Iterator[Fix]:
    span, callee = ctx.call_span(call), call.expression[1]
    if bound.fix == "post":
        yield safe("Call `call_soon_threadsafe`", CallThreadsafe(ctx.path, span))
        return
    submits = bound.fix == "submit"
    title = "Submit the coroutine to the loop" if submits else "Let the loop call it"
    if not submits and call.use[0] not in ("discard", "lambda"):
        yield disabled(title, "what it returns is used")
        return
    loop = loop_at_hand(callee, ctx)
    if loop is None:
        yield disabled(title, "no event loop is at hand here")
    elif submits:
        yield unsafe(title, SubmitThreadsafe(ctx.path, span, loop))
    else:
        yield unsafe(title, PostToLoop(ctx.path, span, loop))
