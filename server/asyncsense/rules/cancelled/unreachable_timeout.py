from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.inference.values import ClassValue
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import CALL, elements_of, last_name
from asyncsense.syntax.sites import HandlerSite

_WAIT = "asyncio.tasks.wait"
_TIMEOUTS = {"asyncio.exceptions.TimeoutError", "builtins.TimeoutError"}
# What may stand beside the wait: none of these raises a `TimeoutError`.
_HARMLESS = {
    "cancel", "append", "add", "discard", "remove", "debug", "info", "warning", "error", "print",
    "create_task", "ensure_future", "len", "list", "set", "time", "monotonic",
}  # fmt: skip


class UnreachableTimeout(Rule):
    """An `except TimeoutError` stands around `asyncio.wait`, which never raises it.

    ## Why is this bad?
    `asyncio.wait` with a `timeout` returns when the time is over, with the tasks that are not done as its second
    result. Unlike `wait_for` it raises nothing, and cancels nothing. The handler never runs, and the tasks that it
    should have looked after go on.

    ## Example
    ```python
    import asyncio

    async def collect(tasks):
        try:
            await asyncio.wait(tasks, timeout=5)
        except asyncio.TimeoutError:
            print("too slow")
    ```

    ## Use instead
    ```python
    import asyncio

    async def collect(tasks):
        done, pending = await asyncio.wait(tasks, timeout=5)
        if pending:
            print("too slow")
        for task in pending:
            task.cancel()
    ```

    ## Fix safety
    No fix is offered: what becomes of the tasks that are not done is for the author to say.

    ## When to ignore it
    Where something else in the `try` raises a `TimeoutError` after all; where a call in it might, nothing is reported.

    ## References
    - [asyncio.wait](https://docs.python.org/3/library/asyncio-task.html#asyncio.wait)

    ## In other tools
    none
    """

    name = "unreachable-timeout"
    severity = Severity.WARNING
    message = "`{types}` is never raised here: `asyncio.wait` returns when the time is over"
    since = "0.1"

    def visit_handler(self, handler: HandlerSite, ctx: Context) -> Iterator[Diagnostic]:
        if handler.types is None or handler.entered or not handler.awaits:
            return
        if not all(one[0] == CALL for one in handler.awaits) or not _is_timeout(handler, ctx):
            return
        places = {(one[4], one[5]) for one in handler.awaits}
        waits = [call for call in ctx.body.calls if (call.start, call.end) in places]
        if len(waits) < len(places) or any(
            ctx.calls_one_of(call, frozenset({_WAIT})) is None for call in waits
        ):
            return
        first = min(call.start for call in waits)
        others = [
            last_name(call.expression[1])
            for call in ctx.body.calls
            if first < call.start < handler.start and not _is_inside(call.start, places)
        ]
        if set(others) <= _HARMLESS and not _raises_between(first, handler.start, ctx):
            span = ctx.span(handler.start, handler.end)
            types = headline(ctx.source(span).removeprefix("except"))
            yield ctx.report(self, span, types=types)


def _is_timeout(handler: HandlerSite, ctx: Context) -> bool:
    """Whether nothing but a `TimeoutError` is caught."""
    assert handler.types is not None
    classes = [ctx.types(one) for one in elements_of(handler.types)]
    return all(
        bool(types)
        and all(isinstance(one, ClassValue) and one.cls.qualname in _TIMEOUTS for one in types)
        for types in classes
    )


def _raises_between(start: int, end: int, ctx: Context) -> bool:
    """Whether a `raise` without a call stands there."""
    names = (one for uses in ctx.body.uses.values() for one in uses)
    offsets = [one.offset for one in names if one.use == ("raise",)]
    offsets += [one.start for one in ctx.body.attributes if one.use == ("raise",)]
    return any(start < one < end for one in offsets)


def _is_inside(offset: int, places: set[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in places)
