from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import KeepTask, StartInGroup
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, safe, unsafe
from asyncsense.rules.rule import Rule
from asyncsense.rules.tasks import lost_reference, makes_task
from asyncsense.syntax.sites import CallSite


class DanglingTask(Rule):
    """A task is made, and the only reference to it is dropped.

    ## Why is this bad?
    The event loop keeps only weak references to tasks. A task that nothing else refers to may be collected
    as garbage while it waits: it stops in the middle, without an error. And if it fails, nobody sees the
    exception before the task is collected.

    ## Example
    ```python
    import asyncio

    async def notify(user): ...

    async def register(user):
        asyncio.create_task(notify(user))
    ```

    ## Use instead
    ```python
    import asyncio

    background_tasks = set()

    async def notify(user): ...

    async def register(user):
        task = asyncio.create_task(notify(user))
        background_tasks.add(task)
        task.add_done_callback(background_tasks.discard)
    ```

    From Python 3.11, a task group keeps its tasks and waits for them:
    ```python
    import asyncio

    async def notify(user): ...

    async def register(users):
        async with asyncio.TaskGroup() as group:
            for user in users:
                group.create_task(notify(user))
    ```

    ## Fix safety
    Keeping the task in a set until it is done is safe. It is offered as unsafe where the set would belong to
    the object, or the task stands in a larger expression. A `TaskGroup` is unsafe: the function waits for the
    task, and is cancelled if that fails.

    ## When to ignore it
    Where whatever the task waits for refers to it until it is done, and nobody needs to know whether it fails: a
    task that only sleeps is kept by the timer.

    ## References
    - [asyncio.create_task](https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task)

    ## In other tools
    RUF006 (ruff), S7502 (SonarQube), ASYNC300 (flake8-async)
    """

    name = "dangling-task"
    severity = Severity.WARNING
    message = "`{call}` makes a task {phrase}: it may be collected before it is done"
    since = "0.1"

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        phrase = lost_reference(call, ctx)
        if phrase is not None and makes_task(call.expression, ctx.frame, ctx):
            span = ctx.call_span(call)
            source = headline(ctx.source(span))
            target = ctx.name_of(ctx.callees(call))
            yield ctx.report(
                self, span, *_fixes(call, ctx), target=target, call=source, phrase=phrase
            )


def _fixes(call: CallSite, ctx: Context) -> Iterator[Fix]:
    path, span = ctx.path, ctx.call_span(call)
    make = safe if call.use[0] in ("discard", "assign") else unsafe
    yield make("Keep the task in a set until it is done", KeepTask(path, span))
    if call.use[0] == "discard" and ctx.is_async and ctx.target_version >= (3, 11):
        yield unsafe("Wait for it in a `TaskGroup`", StartInGroup(path, span))
    if ctx.function.owner is not None and ctx.function.kind == "function":
        step = KeepTask(path, span, on_self=True)
        yield unsafe("Keep the task in a set of the object until it is done", step)
