"""Functions that a framework calls: in a thread, if they are not async."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Fix
from asyncsense.fixes.steps import RemoveAsync
from asyncsense.rules.context import Context, disabled, unsafe
from asyncsense.rules.loops import loop_bound, uses_loop
from asyncsense.syntax.expressions import CALL

_TITLE = "Drop `async`, so that the framework runs it in a thread"


def endpoint_fixes(ctx: Context) -> Iterator[Fix]:
    """For an async endpoint that awaits nothing."""
    function = ctx.function
    if not ctx.is_async or function.is_generator or ctx.pauses or not _is_endpoint(ctx):
        return
    if ctx.project.names("called").get(function.name):
        yield disabled(_TITLE, f"`{function.name}` may be called by other code, which awaits it")
    elif any(_belongs_to_loop(call.expression[1], ctx) for call in ctx.body.calls):
        yield disabled(_TITLE, "it uses what belongs to the event loop")
    else:
        place = ctx.span(function.start, function.end)
        yield unsafe(_TITLE, RemoveAsync(ctx.path, place))


def _is_endpoint(ctx: Context) -> bool:
    """Whether a decorator gives the function to a framework that runs plain functions in threads."""
    entry_points = ctx.project.knowledge.entry_points
    frame = ctx.inference.definition_frame(ctx.function, ctx.module)
    for expression, _, _ in ctx.function.decorators:
        called = expression[1] if expression[0] == CALL else expression
        for value in ctx.inference.evaluate(called, frame):
            for name in ctx.project.names_of(value):
                row = entry_points.get(name)
                if row is not None and row.kind == "sync-in-thread" and row.form == "decorator":
                    return True
    return False


def _belongs_to_loop(callee: tuple[object, ...], ctx: Context) -> bool:
    values = ctx.inference.callees(callee, ctx.frame)
    return loop_bound(values, ctx) is not None or uses_loop(values, ctx)
