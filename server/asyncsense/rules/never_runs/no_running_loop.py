from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import last_name
from asyncsense.syntax.sites import CallSite

_NEED_LOOP = frozenset(
    {
        "asyncio.tasks.create_task",
        "asyncio.events.get_running_loop",
        "_asyncio.get_running_loop",
    }
)
_OUTSIDE = ("module", "class body")
_CAUGHT = {"RuntimeError", "Exception", "BaseException"}


class NoRunningLoop(Rule):
    """Code that runs before any event loop does makes a task.

    ## Why is this bad?
    `asyncio.create_task` and `asyncio.get_running_loop` need a loop that runs in this thread. Module-level code,
    and a plain function that only module-level code calls, run without one: `RuntimeError: no running event loop`.
    The coroutine that should have become a task is never awaited.

    ## Example
    ```python
    import asyncio

    async def serve(): ...

    def main():
        asyncio.create_task(serve())

    if __name__ == "__main__":
        main()
    ```

    ## Use instead
    ```python
    import asyncio

    async def serve(): ...

    async def main():
        await serve()

    if __name__ == "__main__":
        asyncio.run(main())
    ```

    ## Fix safety
    No fix is offered: which coroutine should be the first is for the author to say.

    ## When to ignore it
    In code that is run where a loop runs already: notebooks, and consoles such as `python -m asyncio`. Notebook
    files are not read.

    ## References
    - [asyncio.create_task](https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task)
    - [asyncio.get_running_loop](https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_running_loop)

    ## In other tools
    none
    """

    name = "no-running-loop"
    severity = Severity.ERROR
    message = "`{call}` needs a running event loop, and there is none: {why}"
    since = "0.1"

    def concerns(self, ctx: Context) -> bool:
        return not ctx.runs_while_loop_does

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if last_name(call.expression[1]) not in ("create_task", "get_running_loop"):
            return
        if ctx.calls_one_of(call, _NEED_LOOP) is None or _expects_error(call, ctx):
            return
        if ctx.function.kind in _OUTSIDE:
            why = "this runs when the module is imported"
        elif _is_called_outside_only(ctx):
            why = f"only module-level code calls `{ctx.function.name}`"
        else:
            return
        span = ctx.call_span(call)
        yield ctx.report(self, span, call=headline(ctx.source(span)), why=why)


def _expects_error(call: CallSite, ctx: Context) -> bool:
    """Whether somebody looks whether a loop runs."""
    return ctx.expects_failure(call.start) or not _CAUGHT.isdisjoint(ctx.body.uses)


def _is_called_outside_only(ctx: Context) -> bool:
    """Whether a plain function has callers, and all of them are module-level code."""
    function = ctx.function
    plain = function.kind == "function" and not function.is_async and not function.is_generator
    if not plain or function.owner is not None or function.decorators:
        return False
    if function.parent is None or function.parent.kind != "module":
        return False
    callers = list(ctx.project.calls_of([function.name]))
    if not callers or any(caller.kind != "module" for _, caller, _ in callers):
        return False
    return not any(
        one.use[0] != "callee"
        for other in ctx.module.summary.functions()
        for one in other.body.uses.get(function.name, ())
    )
