from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, NAME, Expression, dotted_name, last_name
from asyncsense.syntax.sites import CallSite
from asyncsense.syntax.summary import Function

_WAIT_FOR = frozenset({"asyncio.tasks.wait_for"})


class SharedFutureTimeout(Rule):
    """A timeout is put on a future that others wait for as well.

    ## Why is this bad?
    When the time is over, `asyncio.wait_for` cancels what it was given: not only this wait ends, but the task
    itself, or the future, and everybody else who awaits it gets a `CancelledError` as if cancelled himself. Who
    later calls `set_result` on the future gets an `InvalidStateError`.

    ## Example
    ```python
    import asyncio

    class Connection:
        def __init__(self):
            self.ready = asyncio.get_running_loop().create_future()

        async def wait_ready(self):
            await asyncio.wait_for(self.ready, 5)

        async def send(self, message):
            await self.ready
            print(message)
    ```

    ## Use instead
    ```python
    import asyncio

    class Connection:
        def __init__(self):
            self.ready = asyncio.get_running_loop().create_future()

        async def wait_ready(self):
            await asyncio.wait_for(asyncio.shield(self.ready), 5)

        async def send(self, message):
            await self.ready
            print(message)
    ```

    `asyncio.wait({future}, timeout=5)` does not cancel it either; and an `asyncio.Event` may be waited for by
    any number of tasks.

    ## Fix safety
    No fix is offered: whether the work should go on after the timeout is for the author to say.

    ## When to ignore it
    Where the timeout is to end the work for all. Nothing is reported where no other function is seen to await the
    same attribute.

    ## References
    - [asyncio.wait_for](https://docs.python.org/3/library/asyncio-task.html#asyncio.wait_for)
    - [asyncio.shield](https://docs.python.org/3/library/asyncio-task.html#asyncio.shield)

    ## In other tools
    none
    """

    name = "shared-future-timeout"
    severity = Severity.INFORMATION
    message = (
        "after the timeout `{future}` is cancelled, for `{other}` too, which awaits it as well"
    )
    since = "0.1"

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        given = ctx.argument(call, "fut", 0)
        if given is None or given[0] != ATTRIBUTE or not _is_of_self(given, ctx.function):
            return
        if ctx.calls_one_of(call, _WAIT_FOR) is None or ctx.kinds(ctx.types(given)) != {"task"}:
            return
        if _ends_it(given, ctx.function):
            return
        assert ctx.function.owner is not None
        for other in ctx.function.owner.functions:
            if other is not ctx.function and _awaits(given, other) and not _ends_it(given, other):
                span = ctx.call_span(call)
                future = headline(dotted_name(given) or "")
                yield ctx.report(self, span, future=future, other=other.name)
                return


def _is_of_self(attribute: Expression, function: Function) -> bool:
    if function.owner is None or not function.parameters:
        return False
    return bool(attribute[1][:2] == (NAME, function.parameters[0].name))


def _awaits(attribute: Expression, function: Function) -> bool:
    """Whether another method awaits the same attribute of its object."""
    return any(
        _is_same(attribute, one.expression, function)
        for one in function.body.awaits
        if one.expression[0] == ATTRIBUTE
    )


def _is_same(attribute: Expression, other: Expression, function: Function) -> bool:
    return bool(other[2] == attribute[2]) and _is_of_self(other, function)


def _ends_it(attribute: Expression, function: Function) -> bool:
    """Whether a method means to end the work: it cancels what it waits for, or makes it anew."""
    name = dotted_name(attribute)
    if name in function.body.bindings:
        return True
    return any(
        callee[0] == ATTRIBUTE
        and callee[2] in ("cancel", "set_result", "set_exception", "done")
        and last_name(callee[1]) == attribute[2]
        for callee in (
            call.expression[1] for call in function.body.calls if call.expression[0] == CALL
        )
    )
