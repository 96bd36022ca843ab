from __future__ import annotations

from collections.abc import Callable, Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity, Step
from asyncsense.fixes.steps import AddAsync, AddAwait, RemoveAsync
from asyncsense.inference.values import Types
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import NO_COROUTINE, Context, disabled, safe, unsafe
from asyncsense.rules.protocols import (
    blocks_as_sync,
    is_async_manager,
    is_sync_manager,
    must_be_awaited_first,
)
from asyncsense.rules.rule import Rule
from asyncsense.syntax.sites import WithSite


class MissingAsyncWith(Rule):
    """A context manager is entered with the wrong kind of `with`.

    ## Why is this bad?
    `with` calls `__enter__` and `__exit__`, `async with` awaits `__aenter__` and `__aexit__`. Most managers have
    one pair only, or have the other just to raise an error: then the statement fails, and its body never runs.
    A coroutine has neither pair: the manager is what it returns.

    ## Example
    ```python
    import asyncio

    lock = asyncio.Lock()

    async def main():
        with lock:
            print("alone")
    ```

    ## Use instead
    ```python
    import asyncio

    lock = asyncio.Lock()

    async def main():
        async with lock:
            print("alone")
    ```

    ## Fix safety
    The statement fails as it stands, so adding or removing `async` and adding `await` are safe, unless it is
    not known what the coroutine returns. No fix is offered where another manager of the same statement needs
    what stands there now, or where entering the manager would block the event loop.

    ## When to ignore it
    Where the class is given its other protocol while the program runs. Tests that expect the error with
    `pytest.raises` are not reported.

    ## References
    - [The async with statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement)

    ## In other tools
    reportGeneralTypeIssues (pyright), attr-defined (mypy), E1129 not-context-manager and
    E1701 not-async-context-manager (pylint)
    """

    name = "missing-async-with"
    severity = Severity.ERROR
    message = "`{manager}` {phrase}"
    since = "0.1"

    def visit_with(self, item: WithSite, ctx: Context) -> Iterator[Diagnostic]:
        if not _fails(item, ctx.types(item.expression), ctx) or ctx.expects_failure(item.start):
            return
        types = ctx.certain_types(item.expression)
        if not _fails(item, types, ctx):
            return
        phrase = "needs `with`: it is no asynchronous context manager"
        if must_be_awaited_first(types, ctx):
            phrase = "must be awaited: its result is the context manager"
        elif not item.is_async:
            phrase = "needs `async with`: it is an asynchronous context manager"
        start, end = item.expression_span
        yield ctx.report(
            self,
            ctx.span(item.start, end),
            _fix(item, types, ctx),
            manager=headline(ctx.source(ctx.span(start, end))),
            phrase=phrase,
        )


def _fails(item: WithSite, types: Types, ctx: Context) -> bool:
    """Whether entering any of `types` with this statement certainly fails."""
    is_wrong = is_sync_manager if item.is_async else is_async_manager
    return is_wrong(types, ctx) or must_be_awaited_first(types, ctx)


# ---------------------------------------------------------------------- fixes


def _fix(item: WithSite, types: Types, ctx: Context) -> Fix:
    if must_be_awaited_first(types, ctx):
        return _await_manager(item, ctx.inference.awaited(types), ctx)
    return _change_kind(item, types, ctx)


def _await_manager(item: WithSite, manager: Types, ctx: Context) -> Fix:
    if not ctx.is_async:
        return disabled("Add `await`", NO_COROUTINE)
    add_await = AddAwait(ctx.path, ctx.span(*item.expression_span))
    wrong = is_sync_manager(manager, ctx) if item.is_async else is_async_manager(manager, ctx)
    if wrong:
        fix = _change_kind(item, manager, ctx)
        title = f"Add `await`, and {fix.title[0].lower()}{fix.title[1:]}"
        return Fix(title, fix.applicability, (*fix.steps, add_await), fix.reason)
    return (safe if ctx.is_certain(manager) else unsafe)("Add `await`", add_await)


def _change_kind(item: WithSite, types: Types, ctx: Context) -> Fix:
    """Add `async` to the statement, or remove it."""
    make: Callable[..., Step] = RemoveAsync if item.is_async else AddAsync
    title = "Remove `async`" if item.is_async else "Add `async`"
    method = "__enter__" if item.is_async else "__aenter__"
    if not item.is_async and not ctx.is_async:
        return disabled(title, NO_COROUTINE)
    others = [one for one in ctx.body.withs if one.start == item.start and one != item]
    for other in others:
        if not ctx.all_define(ctx.types(other.expression), method):
            text = headline(ctx.source(ctx.span(*other.expression_span)))
            return disabled(title, f"`{text}` in the same statement has no `{method}`")
    if item.is_async and blocks_as_sync(item, ctx):
        return disabled(title, "entering it would block the event loop")
    return safe(title, make(ctx.path, ctx.span(item.start, item.end)))
