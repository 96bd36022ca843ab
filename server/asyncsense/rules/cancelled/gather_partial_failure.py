from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import GatherInGroup, UnpackArgument
from asyncsense.inference.values import Instance
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, safe, unsafe
from asyncsense.rules.gathering import is_gather, mentions_cancel, returns_exceptions
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import COMPREHENSION, NAME, STARRED, Expression
from asyncsense.syntax.sites import CallSite

_COLLECTIONS = {
    "builtins.list", "builtins.tuple", "builtins.set", "builtins.dict", "builtins.frozenset",
    "types.GeneratorType", "builtins.map", "builtins.filter",
}  # fmt: skip


class GatherPartialFailure(Rule):
    """When one of the coroutines in a `gather` fails, the others go on.

    ## Why is this bad?
    `gather` raises the first exception at once and leaves the other tasks running; it does not cancel them.
    They go on after the function that started them has failed: half of a transfer is booked, a retry runs
    beside what it repeats, and what they raise later is lost. Only if the gather itself is cancelled are they.

    A single list instead of coroutines is another mistake, and an error: `gather([a(), b()])` raises a
    `TypeError`. The list must be unpacked.

    ## Example
    ```python
    import asyncio

    async def transfer(source, target, amount):
        await asyncio.gather(source.debit(amount), target.credit(amount))
    ```

    ## Use instead
    ```python
    import asyncio

    async def transfer(source, target, amount):
        async with asyncio.TaskGroup() as group:
            group.create_task(source.debit(amount))
            group.create_task(target.credit(amount))
    ```

    A `TaskGroup` (Python 3.11) cancels the others and waits for them. Or gather with `return_exceptions=True`,
    which waits for all, and look at the results.

    ## Fix safety
    Unpacking the list is safe: without, the call always raises. A `TaskGroup` is unsafe: it cancels the others,
    and raises an `ExceptionGroup`. It is refused where an `except` of the function would see that.

    ## When to ignore it
    Where the siblings are independent, and it is right that they go on: it is a hint, no more. `ignore` it for the
    whole project if that is how it uses `gather`.

    ## References
    - [asyncio.gather](https://docs.python.org/3/library/asyncio-task.html#asyncio.gather)
    - [asyncio.TaskGroup](https://docs.python.org/3/library/asyncio-task.html#task-groups)

    ## In other tools
    none
    """

    name = "gather-partial-failure"
    severity = Severity.HINT
    message = "{what}"
    since = "0.1"
    calls_in = frozenset({"schedules"})

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        if not is_gather(call, ctx) or call.use[0] == "discard":
            return
        span = ctx.call_span(call)
        arguments = call.expression[2]
        if len(arguments) == 1 and _is_collection(arguments[0], ctx):
            what = f"`{headline(ctx.source(span))}` gathers one collection, which cannot be awaited"
            fixes = _unpacking(call, ctx)
            yield ctx.report(self, span, *fixes, severity=Severity.ERROR, what=what)
        elif returns_exceptions(call) is False and not mentions_cancel(ctx):
            if len(arguments) > 1 or (arguments and arguments[0][0] == STARRED):
                what = "if one of these fails, the others go on, and nobody waits for them"
                yield ctx.report(self, span, *_grouping(call, ctx), what=what)


def _is_collection(argument: Expression, ctx: Context) -> bool:
    types = ctx.types(argument) if argument[0] != STARRED else ()
    return bool(types) and all(
        value.tag == "tuple" or (isinstance(value, Instance) and value.cls.qualname in _COLLECTIONS)
        for value in types
    )


def _grouping(call: CallSite, ctx: Context) -> Iterator[Fix]:
    """A task group takes coroutines only."""
    given = call.expression[2]
    if len(given) == 1 and given[0][0] == STARRED and given[0][1][0] == COMPREHENSION:
        given = (given[0][1][2],)
    are_coroutines = all(
        one[0] != STARRED and ctx.kinds(ctx.types(one)) == {"coroutine"} for one in given
    )
    if are_coroutines and call.use[0] == "await" and ctx.target_version >= (3, 11):
        yield unsafe("Run them in a `TaskGroup`", GatherInGroup(ctx.path, ctx.call_span(call)))


def _unpacking(call: CallSite, ctx: Context) -> Iterator[Fix]:
    given = call.expression[2][0]
    place = (given[2], given[2] + len(given[1])) if given[0] == NAME else None
    use = ("argument", ctx.body.calls.index(call), 0)
    for inner in ctx.body.calls:
        if inner.use[0] in ("element", "comprehension") and inner.use[2] == use:
            place = inner.use[3]
    if place is not None:
        yield safe("Unpack it with `*`", UnpackArgument(ctx.path, ctx.span(*place)))
