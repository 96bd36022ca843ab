from __future__ import annotations

from collections.abc import Callable, Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity, Step
from asyncsense.fixes.steps import AddAsync, AddAwait, RemoveAsync
from asyncsense.inference.values import Instance, Types, without_none
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import NO_COROUTINE, Context, disabled, safe, unsafe
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import last_name
from asyncsense.syntax.summary import Function, WithSite


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

    ## References
    - [The async with statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-with-statement)

    ## In other tools
    reportGeneralTypeIssues (pyright), attr-defined (mypy), not-context-manager and
    not-async-context-manager (pylint)
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
        if ctx.all_define(types, "__await__") and _has_no_protocol(types, ctx):
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
    if ctx.all_define(types, "__await__") and _has_no_protocol(types, ctx):
        return True
    if item.is_async:
        return _is_synchronous(types, ctx)
    return _is_asynchronous(types, ctx)


def _has_no_protocol(types: Types, ctx: Context) -> bool:
    return ctx.none_defines(types, "__enter__", "__aenter__")


def _is_synchronous(types: Types, ctx: Context) -> bool:
    return ctx.all_define(types, "__enter__") and ctx.none_defines(types, "__aenter__")


def _is_asynchronous(types: Types, ctx: Context) -> bool:
    return ctx.all_define(types, "__aenter__") and all(
        ctx.none_defines((value,), "__enter__") or _only_raises(value, ctx)
        for value in without_none(types)
        if isinstance(value, Instance)
    )


def _only_raises(value: Instance, ctx: Context) -> bool:
    """Whether `__enter__` is there just to tell that it is the wrong one."""
    member = ctx.inference.find_member(value.cls, "__enter__")
    if member is None or member.rows[-1].kind != "def":
        return False
    return _never_returns(member.owner.node.functions[member.rows[-1].payload])


def _never_returns(function: Function) -> bool:
    if function.returns is not None and last_name(function.returns) in ("NoReturn", "Never"):
        return True
    body = function.body
    raised = [call for call in body.calls if call.use == ("raise",) and not call.block]
    return bool(raised) and not body.returns


# ---------------------------------------------------------------------- fixes


def _fix(item: WithSite, types: Types, ctx: Context) -> Fix:
    if ctx.all_define(types, "__await__") and _has_no_protocol(types, ctx):
        return _await_manager(item, ctx.inference.awaited(types), ctx)
    return _change_kind(item, types, ctx)


def _await_manager(item: WithSite, manager: Types, ctx: Context) -> Fix:
    if not ctx.is_async:
        return disabled("Add `await`", NO_COROUTINE)
    add_await = AddAwait(ctx.path, ctx.span(*item.expression_span))
    wrong = _is_synchronous(manager, ctx) if item.is_async else _is_asynchronous(manager, ctx)
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
    if item.is_async and ctx.blocking_chain(item._replace(is_async=False)) is not None:
        return disabled(title, "entering it would block the event loop")
    return safe(title, make(ctx.path, ctx.span(item.start, item.end)))
