from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.fixes.steps import RaiseInHandler
from asyncsense.inference.values import ClassValue
from asyncsense.project.calls import names_in
from asyncsense.rules.blocking import headline
from asyncsense.rules.cancellation import may_be_of_another_task
from asyncsense.rules.context import Context, unsafe
from asyncsense.rules.returning import never_returns
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import NAME, Expression, elements_of, last_name
from asyncsense.syntax.sites import HandlerSite, Use, loops_in

_CANCELLED = {"asyncio.exceptions.CancelledError", "builtins.BaseException"}
_LOOKS = {
    "debug", "info", "warning", "warn", "error", "critical", "exception", "log", "print", "repr",
    "str", "isinstance", "type", "format", "format_exception", "print_exception", "Exception",
}  # fmt: skip


class SwallowedCancellation(Rule):
    """A task is cancelled, an `except` catches it, and the task goes on.

    ## Why is this bad?
    `task.cancel()` raises `CancelledError` where the task waits. If the task catches that and does not raise
    it again, it has not been cancelled: it goes on, or ends as if all were well. Whoever cancelled it waits in
    vain: `asyncio.timeout` and `wait_for` do not time out, a `TaskGroup` does not stop, Ctrl-C is ignored.

    `CancelledError` is caught by its name, by `except BaseException` and by a bare `except`; not by
    `except Exception`. Nothing is reported where the function itself cancelled what it awaits, or awaits
    only tasks, whose own cancellation it may catch. Where an `except CancelledError` ends the task quietly,
    this is information, not a warning: that harms those who wait for the task, if any do.

    ## Example
    ```python
    async def run(source):
        while True:
            try:
                await source.poll()
            except BaseException:
                print("poll failed")
    ```

    ## Use instead
    ```python
    async def run(source):
        while True:
            try:
                await source.poll()
            except Exception:
                print("poll failed")
    ```

    Or raise it again when all is tidied up:
    ```python
    import asyncio

    async def run(source):
        try:
            await source.poll()
        except asyncio.CancelledError:
            source.close()
            raise
    ```

    ## Fix safety
    Adding `raise` is unsafe: callers may rely on the exception being caught.

    ## When to ignore it
    Where the end of the task is what its owner wanted, and nobody awaits it: a worker that logs and returns. In a
    function that cancelled the task itself, and awaits it, nothing is reported.

    ## References
    - [Task cancellation](https://docs.python.org/3/library/asyncio-task.html#task-cancellation)

    ## In other tools
    ASYNC103 (flake8-async), S7497 (SonarQube)
    """

    name = "swallowed-cancellation"
    severity = Severity.WARNING
    message = "{caught} catches the cancellation of this task, {end}"
    since = "0.1"

    def visit_handler(self, handler: HandlerSite, ctx: Context) -> Iterator[Diagnostic]:
        if not ctx.function.is_async or handler.then == "raise":
            return
        if not _catches_cancellation(handler.types, ctx):
            return
        if any(_catches_cancellation(types, ctx) for types in handler.earlier):
            return
        if may_be_of_another_task(handler, ctx) or _ends_or_keeps_error(handler, ctx):
            return
        span = ctx.span(handler.start, handler.end)
        step = RaiseInHandler(ctx.path, ctx.span(handler.start, handler.body_end))
        goes_on = _goes_on(handler, ctx)
        quiet = _is_meant(handler) and not goes_on
        yield ctx.report(
            self,
            span,
            unsafe("Raise it again", step),
            severity=Severity.INFORMATION if quiet else None,
            caught=f"`{headline(ctx.source(span))}`" if handler.types else "a bare `except`",
            end="which goes on" if goes_on else "which ends as if it had not been cancelled",
        )


def _is_meant(handler: HandlerSite) -> bool:
    """Whether the handler names the cancellation: somebody thought of it."""
    return handler.types is not None and "CancelledError" in names_in(handler.types)


def _goes_on(handler: HandlerSite, ctx: Context) -> bool:
    """Whether the function waits again behind the handler."""
    if handler.then == "return":
        return False
    loops = loops_in(handler.block)
    if handler.then == "fall" and loops:
        return True
    end = loops[-1][3] if loops else handler.statement_end
    return any(start > end for start in ctx.pauses)


def _catches_cancellation(types: Expression | None, ctx: Context) -> bool:
    if types is None:
        return True
    for one in elements_of(types):
        if one[0] == NAME and any(one[1] == given.name for given in ctx.function.parameters):
            # `type[BaseException]` says that callers may choose which.
            continue
        values = ctx.types(one)
        names = {value.cls.qualname for value in values if isinstance(value, ClassValue)}
        if names & _CANCELLED:
            return True
    return False


def _ends_or_keeps_error(handler: HandlerSite, ctx: Context) -> bool:
    """Whether the handler ends the program, or hands the exception to somebody else."""
    calls = [one for one in ctx.body.calls if handler.end <= one.start < handler.body_end]
    if any(never_returns(call.expression[1], ctx) for call in calls):
        return True
    uses = [
        one for one in ctx.uses_of(handler.name) if handler.end <= one.offset < handler.body_end
    ]
    return not all(_is_shown(one.use, ctx) for one in uses)


def _is_shown(use: Use, ctx: Context) -> bool:
    """Whether the exception is only looked at, or logged."""
    if use[0] == "argument":
        return last_name(ctx.body.calls[use[1]].expression[1]) in _LOOKS
    return use[0] in ("format", "attribute", "test", "compare", "operand")
