from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import dotted_name, last_name
from asyncsense.syntax.sites import WithSite


class YieldInCancelScope(Rule):
    """An asynchronous generator yields inside a timeout or a task group.

    ## Why is this bad?
    While a generator stands at its `yield`, the code that iterates it runs: inside the `async with`, as far as the
    event loop can tell. A timeout then cancels the consumer's own work, wherever that waits, and a task that fails
    in a group cancels it, too, with no exception to explain it. If the consumer leaves its loop early, the generator is closed
    later, in another task: the scope is left in a task that never entered it, which raises a `RuntimeError` or
    cancels a stranger.

    ## Example
    ```python
    import asyncio

    async def lines(reader):
        async with asyncio.timeout(30):
            while line := await reader.readline():
                yield line
    ```

    ## Use instead
    ```python
    import asyncio

    async def lines(reader):
        while True:
            async with asyncio.timeout(30):
                line = await reader.readline()
            if not line:
                return
            yield line
    ```

    A task group can fill an `asyncio.Queue` that the consumer reads, or the generator can become a
    `contextlib.asynccontextmanager`, which is entered and left by the same task.

    ## Fix safety
    No fix is offered: where the time is to be counted is for the author to say.

    ## When to ignore it
    Where every consumer iterates to the end, and shall be cancelled with the generator. Nothing is reported for
    generators with decorators (context managers, fixtures), or that are handed to somebody as a function.

    ## References
    - [PEP 789: preventing task-cancellation bugs by limiting yield in async generators](https://peps.python.org/pep-0789/)
    - [Timeouts](https://docs.python.org/3/library/asyncio-task.html#timeouts)

    ## In other tools
    ASYNC119 and ASYNC101 (flake8-async)
    """

    name = "yield-in-cancel-scope"
    severity = Severity.WARNING
    message = (
        "`{scope}` is still open while the consumer of this generator runs, which it may cancel"
    )
    since = "0.1"

    def concerns(self, ctx: Context) -> bool:
        function = ctx.function
        is_generator = function.is_async and function.is_generator
        return bool(is_generator and not function.decorators and ctx.body.withs)

    def visit_with(self, item: WithSite, ctx: Context) -> Iterator[Diagnostic]:
        inside = [one for one in ctx.body.yield_places if item.end < one < item.body_end]
        if not inside or not _is_cancel_scope(item, ctx) or _is_handed_over(ctx):
            return
        name = dotted_name(item.expression[1] if item.expression[0] == "call" else item.expression)
        related = (ctx.related(inside[0], inside[0] + len("yield"), "the consumer runs here"),)
        span = ctx.span(item.start, item.end)
        yield ctx.report(self, span, related=related, scope=name or "the scope")


def _is_cancel_scope(item: WithSite, ctx: Context) -> bool:
    scopes = ctx.project.knowledge.cancel_scopes
    return any(
        call.expression == item.expression and ctx.calls_one_of(call, scopes) is not None
        for call in ctx.body.calls
    )


def _is_handed_over(ctx: Context) -> bool:
    """Whether somebody takes the generator function itself, and may make a context manager of it."""
    name = ctx.function.name
    for path in ctx.project.files:
        module = ctx.project.program.module_at(path)
        if module is not None and name in module.bindings:
            for function in module.summary.functions():
                uses = function.body.uses.get(name, ())
                if any(one.use[0] == "argument" for one in uses):
                    return True
    return any(
        read.expression[0] == "attribute" and last_name(read.expression) == name
        for piece in ctx.module.summary.pieces
        for read in piece.code.body.attributes
    )
