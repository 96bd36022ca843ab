from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.inference.values import NONE, Instance, Types, Value
from asyncsense.knowledge.schema import Parameter
from asyncsense.rules.awaiting import describe
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import CALL, last_name
from asyncsense.syntax.sites import CallSite


class CalledCallback(Rule):
    """A function is called where it should be handed over to be called.

    ## Why is this bad?
    `asyncio.to_thread(load())` calls `load` first, here and now, on the event loop, and gives its result to the
    thread, which cannot call that. So nothing runs in the thread; or later; or when the future is done. Most of
    these take their time to raise the `TypeError`, and raise it where nobody looks: in another thread, in the
    event loop's exception handler, at exit.

    ## Example
    ```python
    import asyncio

    def load() -> dict[str, str]:
        return {}

    async def main():
        return await asyncio.to_thread(load())
    ```

    ## Use instead
    ```python
    import asyncio

    def load() -> dict[str, str]:
        return {}

    async def main():
        return await asyncio.to_thread(load)
    ```

    Arguments follow the function, `asyncio.to_thread(load, path)`, or go into a `functools.partial` or a `lambda`
    where the function is all that is taken.

    ## Fix safety
    No fix is offered: the call may have arguments, and what they should become depends on what takes the function.

    ## When to ignore it
    Where the function returns a function: that is seen if its code or its annotation tells. Nothing is reported
    unless it is certain that what comes back cannot be called.

    ## References
    - [asyncio.to_thread](https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread)
    - [Scheduling callbacks](https://docs.python.org/3/library/asyncio-eventloop.html#scheduling-callbacks)

    ## In other tools
    reportArgumentType (pyright), arg-type and func-returns-value (mypy), invalid-argument-type (ty), where types
    are annotated
    """

    name = "called-callback"
    severity = Severity.ERROR
    message = "`{taker}` wants a function to call: `{value}` {is_called}, and {result}"
    since = "0.1"
    calls_in = frozenset({"offloads", "loop_callbacks", "sync_callbacks"})

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        for name, parameter in _slots(call, ctx):
            given = ctx.argument(call, parameter.name, parameter.position)
            if given is None or given[0] != CALL or ctx.expects_failure(call.start):
                continue
            if not _cannot_be_called(ctx.types(given), ctx):
                continue
            types = ctx.certain_types(given)
            if _cannot_be_called(types, ctx):
                span = ctx.span(given[4], given[5])
                coroutine = ctx.kinds(types) == {"coroutine"}
                yield ctx.report(
                    self,
                    span,
                    target=name,
                    taker=last_name(call.expression[1]),
                    value=headline(ctx.source(span)),
                    is_called="makes a coroutine" if coroutine else "is called at once",
                    result="that is no function" if coroutine else f"gives what {describe(types)}",
                )
                return


def _slots(call: CallSite, ctx: Context) -> Iterator[tuple[str, Parameter]]:
    """The parameters of what is called that take a function, with its name."""
    if not any(one[0] == CALL for one in call.expression[2]) and not any(
        value[0] == CALL for _, value in call.expression[3]
    ):
        return
    known = ctx.project.knowledge
    offload = ctx.calls_one_of(call, known.offloads)
    if offload is not None and not known.offloads[offload].iterator:
        yield offload, known.offloads[offload].parameter
    registered = ctx.calls_one_of(call, known.loop_callbacks)
    if registered is not None:
        yield registered, known.loop_callbacks[registered].parameter
    called = ctx.calls_one_of(call, known.sync_callbacks)
    if called is not None and not known.sync_callbacks[called].optional:
        yield called, known.sync_callbacks[called].parameter


def _cannot_be_called(types: Types, ctx: Context) -> bool:
    return bool(types) and all(_is_uncallable(value, ctx) for value in types)


def _is_uncallable(value: Value, ctx: Context) -> bool:
    if value == NONE or value.tag in ("tuple", "module"):
        return True
    if not isinstance(value, Instance):
        return False
    cls, inference = value.cls, ctx.inference
    if cls.qualname == "builtins.object" or inference.is_protocol(cls):
        return False
    return not inference.has_unknown_base(cls) and not inference.defines(cls, "__call__")
