from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Related, Severity
from asyncsense.inference.values import FunctionValue, Instance
from asyncsense.project.calls import function_values
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import ATTRIBUTE, NAME, dotted_name
from asyncsense.syntax.sites import CallSite

_VARIABLES = {"contextvars.ContextVar", "_contextvars.ContextVar"}
_MAX_DEPTH = 3


class LostContext(Rule):
    """A function reads a context variable in a thread that does not have the context.

    ## Why is this bad?
    Context variables belong to a task. `asyncio.to_thread` runs its function in a copy of the task's context;
    `loop.run_in_executor`, `Executor.submit` and `threading.Thread` do not. In their threads the variable has its
    default, or raises a `LookupError`: the request's user, its language or its trace are gone. (From Python 3.14
    a `threading.Thread` has it where `thread_inherit_context` is set, as it is in free-threaded builds.)

    ## Example
    ```python
    import asyncio
    from contextvars import ContextVar

    user: ContextVar[str] = ContextVar("user")

    def audit():
        print(user.get())

    async def handle():
        await asyncio.get_running_loop().run_in_executor(None, audit)
    ```

    ## Use instead
    ```python
    import asyncio
    from contextvars import ContextVar

    user: ContextVar[str] = ContextVar("user")

    def audit():
        print(user.get())

    async def handle():
        await asyncio.to_thread(audit)
    ```

    With an executor of your own, `contextvars.copy_context().run` carries the context over.

    ## Fix safety
    No fix is offered: `asyncio.to_thread` uses the default executor, which may not be what is wanted.

    ## When to ignore it
    Where the default is what the thread should see. A function that sets the variable itself is not reported, nor
    are variables that have a default and are read for it.

    ## References
    - [contextvars](https://docs.python.org/3/library/contextvars.html)
    - [asyncio.to_thread](https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread)

    ## In other tools
    none
    """

    name = "lost-context"
    severity = Severity.WARNING
    message = "`{function}` reads the context variable `{variable}`, which `{taker}` does not hand on to its thread"
    since = "0.1"
    calls_in = frozenset({"offloads"})

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if not ctx.is_async:
            return
        offloads = ctx.project.knowledge.offloads
        name = ctx.calls_one_of(call, offloads)
        if name is None or offloads[name].with_context or offloads[name].process:
            return
        parameter = offloads[name].parameter
        given = ctx.argument(call, parameter.name, parameter.position)
        for value in function_values(ctx.types(given)) if given is not None else ():
            read = _reads_variable(value, ctx, 0)
            if read is None:
                continue
            variable, place = read
            span = ctx.call_span(call)
            yield ctx.report(
                self,
                span,
                related=(place,),
                target=name,
                function=value.function.name,
                variable=variable,
                taker=headline(dotted_name(call.expression[1]) or name),
            )


def _reads_variable(value: FunctionValue, ctx: Context, depth: int) -> tuple[str, Related] | None:
    """The context variable that every call of a function reads, and where."""
    function = value.function
    if not value.module.in_project or function.is_async or function.is_generator:
        return None
    frame = ctx.inference.frame_of(function, value.module, value.bound)
    for call in function.body.calls:
        callee = call.expression[1]
        if callee[0] == ATTRIBUTE and callee[1][0] in (NAME, ATTRIBUTE):
            types = ctx.inference.evaluate(callee[1], frame)
            if types and all(
                isinstance(v, Instance) and v.cls.qualname in _VARIABLES for v in types
            ):
                if callee[2] != "get" or call.expression[2] or call.block:
                    return None
                path, piece = value.module.path or "", function.piece
                start, end = (value.module.offset(piece, one) for one in (call.start, call.end))
                place = Related(path, type(ctx.call_span(call))(start, end), "it is read here")
                return dotted_name(callee[1]) or "", place
        if depth < _MAX_DEPTH and function.body.always_reaches(call):
            for target in function_values(ctx.inference.callees(callee, frame)):
                read = _reads_variable(target, ctx, depth + 1)
                if read is not None:
                    return read
    return None
