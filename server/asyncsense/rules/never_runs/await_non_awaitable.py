from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import CallIt, RemoveAwait
from asyncsense.inference.values import Types
from asyncsense.project.calls import names_in
from asyncsense.rules.awaiting import FUNCTIONS, describe, is_awaited_before, is_not_awaitable
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, disabled, safe, unsafe
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import NAME, last_name
from asyncsense.syntax.sites import AwaitSite, CallSite
from asyncsense.text import Span


class AwaitNonAwaitable(Rule):
    """Something is awaited that cannot be awaited.

    ## Why is this bad?
    `await` takes a coroutine, a task, a future or another object with `__await__`. Anything else is a `TypeError`,
    raised after the call has done its work. A function has to be called first; and a coroutine object can be
    awaited only once: the second `await` is a `RuntimeError`.

    ## Example
    ```python
    import asyncio

    async def main():
        ready = asyncio.Event()
        await ready.set()
    ```

    ## Use instead
    ```python
    import asyncio

    async def main():
        ready = asyncio.Event()
        ready.set()
    ```

    ## Fix safety
    Removing `await` from a call is safe: the call runs as before, only the error after it goes. For other values,
    and for functions that are not called, the fix is unsafe, since something else may have been meant. No fix is
    offered where the call blocks the event loop: then its asynchronous twin is needed, not the bare call.

    ## When to ignore it
    Where the name is replaced while the program runs, as tests do. A test that expects the `TypeError` with
    `pytest.raises` is not reported.

    ## References
    - [Awaitables](https://docs.python.org/3/library/asyncio-task.html#awaitables)

    ## In other tools
    reportGeneralTypeIssues (pyright), misc (mypy), invalid-await (ty)
    """

    name = "await-non-awaitable"
    severity = Severity.ERROR
    message = "`{value}` cannot be awaited: it {phrase}"
    since = "0.1"

    def visit_await(self, awaited: AwaitSite, ctx: Context) -> Iterator[Diagnostic]:
        types = ctx.types(awaited.expression)
        if ctx.kinds(types) == {"coroutine"}:
            if awaited.expression[0] == NAME and is_awaited_before(awaited, ctx):
                yield self._report(awaited, "is a coroutine that has been awaited before", ctx)
            return
        if not is_not_awaitable(types, awaited.expression, ctx) or _is_guarded(awaited, ctx):
            return
        if awaited.expression[0] == NAME and _is_given(awaited.expression[1], ctx):
            return
        types = ctx.certain_types(awaited.expression)
        if is_not_awaitable(types, awaited.expression, ctx):
            yield self._report(awaited, describe(types), ctx, *_fixes(awaited, types, ctx))

    def _report(self, awaited: AwaitSite, phrase: str, ctx: Context, *fixes: Fix) -> Diagnostic:
        span = ctx.span(awaited.start, awaited.end)
        value = headline(ctx.source(span).removeprefix("await").strip())
        return ctx.report(self, span, *fixes, value=value, phrase=phrase)


def _is_given(name: str, ctx: Context) -> bool:
    """Whether a test is given what may be the coroutine of a fixture."""
    return any(one.name == name for one in ctx.function.parameters) and (
        ctx.project.fixtures.may_be_coroutine(ctx.function, ctx.module, name)
    )


def _is_guarded(awaited: AwaitSite, ctx: Context) -> bool:
    """Whether a `TypeError` is expected here."""
    caught = [one.types for one in ctx.body.handlers if awaited.expression in one.awaits]
    for item in ctx.body.withs:
        if item.start < awaited.start < item.body_end and last_name(item.expression) == "suppress":
            caught.append(item.expression)
    return ctx.expects_failure(awaited.start) or any(
        types is None or "TypeError" in names_in(types) for types in caught
    )


# ---------------------------------------------------------------------- fixes


def _fixes(awaited: AwaitSite, types: Types, ctx: Context) -> Iterator[Fix]:
    place = ctx.span(awaited.start, awaited.end)
    if all(value.tag in FUNCTIONS for value in types):
        function = _place_of_name(awaited, ctx)
        if ctx.async_functions(types) and function is not None:
            yield unsafe("Call it", CallIt(ctx.path, function))
        return
    title = "Remove `await`"
    call = next((one for one in ctx.body.calls if one.expression == awaited.expression), None)
    if call is None:
        yield unsafe(title, RemoveAwait(ctx.path, place))
    elif _blocks(call, ctx):
        yield disabled(title, "the call would block the event loop")
    else:
        yield safe(title, RemoveAwait(ctx.path, place))


def _blocks(call: CallSite, ctx: Context) -> bool:
    """Whether the call would block the event loop without its `await`."""
    return ctx.project.facts.call_chain(call._replace(use=("other",)), ctx.frame) is not None


def _place_of_name(awaited: AwaitSite, ctx: Context) -> Span | None:
    """Where the awaited name or attribute stands, without parentheses around it."""
    expression = awaited.expression
    if expression[0] == NAME:
        return ctx.span(expression[2], expression[2] + len(expression[1]))
    reads = (one for one in ctx.body.attributes if one.expression == expression)
    return next((ctx.span(read.start, read.end) for read in reads), None)
