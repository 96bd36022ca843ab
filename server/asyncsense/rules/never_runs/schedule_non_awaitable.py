from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import CallIt, RemoveAwait
from asyncsense.inference.values import NONE, Instance, TupleInstance, Types, without_none
from asyncsense.knowledge.schema import Wanted
from asyncsense.rules.awaiting import FUNCTIONS, describe, is_not_awaitable
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context, unsafe
from asyncsense.rules.makers import has_own_parameters
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import AWAIT, NAME, STARRED, Expression, last_name
from asyncsense.syntax.sites import AttributeSite, AwaitSite, CallSite
from asyncsense.text import Span

_WANTED: dict[Wanted, str] = {
    "awaitable": "something to await",
    "awaitables": "a collection of what to await",
    "coroutine": "a coroutine",
    "tasks": "a collection of tasks",
    "function": "the coroutine function, and its arguments behind it",
}
_COLLECTIONS = ("awaitables", "tasks")


class ScheduleNonAwaitable(Rule):
    """What should run a coroutine is given something else.

    ## Why is this bad?
    `asyncio.run`, `create_task`, `gather`, `wait_for` and their like take a coroutine, and raise a `TypeError` for
    anything that cannot be awaited. Three mistakes lead there: the function is not called; the coroutine is awaited
    already, so that its result arrives, and what should run at the same time ran one after the other; or the call
    was never one of a coroutine function.

    Two of them are more exact about what they take. `create_task`, `asyncio.run` and `run_coroutine_threadsafe`
    want a coroutine, not a future or task, which needs no task of its own. `asyncio.wait` wants tasks: since
    Python 3.11 it refuses coroutines.

    ## Example
    ```python
    import asyncio

    async def first(): ...

    async def second(): ...

    async def main():
        await asyncio.gather(await first(), await second())

    asyncio.run(main)
    ```

    ## Use instead
    ```python
    import asyncio

    async def first(): ...

    async def second(): ...

    async def main():
        await asyncio.gather(first(), second())

    asyncio.run(main())
    ```

    ## Fix safety
    Calling the function, and taking the `await` away, are unsafe: something else may have been meant, and what ran
    one after the other then runs at the same time.

    ## When to ignore it
    Where the error is what a test is about. Inside `pytest.raises(TypeError)` nothing is reported.

    ## References
    - [Awaitables](https://docs.python.org/3/library/asyncio-task.html#awaitables)
    - [asyncio.wait](https://docs.python.org/3/library/asyncio-task.html#asyncio.wait)

    ## In other tools
    reportArgumentType (pyright), arg-type (mypy), invalid-argument-type (ty), where types are annotated
    """

    name = "schedule-non-awaitable"
    severity = Severity.ERROR
    message = "`{callee}` wants {wanted}: `{value}` {phrase}"
    since = "0.1"
    calls_in = frozenset({"schedules"})

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        schedulers = ctx.project.knowledge.schedules
        name = ctx.calls_one_of(call, schedulers)
        if name is None or ctx.expects_failure(call.start) or has_own_parameters(call, ctx):
            return
        parameter, wants = schedulers[name].parameter, schedulers[name].wants
        first = ctx.argument(call, parameter.name, parameter.position)
        given: tuple[Expression, ...] = () if first is None else (first,)
        if schedulers[name].variadic:
            given = call.expression[2]
            if len(given) == 1 and _is_collection(ctx.types(given[0]), ctx):
                # `gather-partial-failure` says that it must be unpacked.
                return
        for value in given:
            if value[0] == STARRED:
                continue
            phrase = _fault(value, wants, ctx)
            if phrase is None:
                continue
            span = _place(value, call, ctx)
            yield ctx.report(
                self,
                span,
                *_fixes(value, span, wants, ctx),
                target=name,
                callee=last_name(call.expression[1]),
                wanted=_WANTED[wants],
                value=headline(ctx.source(span)),
                phrase=phrase,
            )


def _fault(given: Expression, wants: Wanted, ctx: Context) -> str | None:
    """What is wrong with what is given, if that is certain."""
    types = ctx.types(given)
    kinds = ctx.kinds(types)
    if wants == "function":
        return "is a coroutine" if kinds == {"coroutine"} else None
    if wants in _COLLECTIONS:
        if kinds == {"coroutine"}:
            return "is a single coroutine"
        elements = _elements(types, ctx) if wants == "tasks" else ()
        return "holds coroutines" if ctx.kinds(elements) == {"coroutine"} else None
    if wants == "coroutine" and kinds == {"task"}:
        return f"{describe(types)}, which runs already"
    if not _is_plain(types, given, ctx):
        return None
    types = ctx.certain_types(given)
    if not _is_plain(types, given, ctx):
        return None
    if given[0] == AWAIT:
        return f"has been awaited already, and its result {describe(types)}"
    is_function = all(value.tag in FUNCTIONS for value in types)
    return "is a function that is not called" if is_function else describe(types)


def _is_plain(types: Types, given: Expression, ctx: Context) -> bool:
    """Whether what is given can certainly not be awaited; generators of old are coroutines, too."""
    if "types.GeneratorType" in ctx.class_names(types):
        return False
    return is_not_awaitable(types, given, ctx) or (types == (NONE,) and given[0] == AWAIT)


def _is_collection(types: Types, ctx: Context) -> bool:
    return ctx.all_define(types, "__iter__") or any(value.tag == "tuple" for value in types)


def _elements(types: Types, ctx: Context) -> Types:
    """What the collections among `types` hold."""
    members = without_none(types)
    if all(isinstance(one, (Instance, TupleInstance)) for one in members):
        return ctx.inference.iterated(members)
    return ()


def _place(given: Expression, call: CallSite, ctx: Context) -> Span:
    """Where an argument stands; the whole call, where nothing tells."""
    if given[0] == NAME:
        return ctx.span(given[2], given[2] + len(given[1]))
    use = ("argument", ctx.body.calls.index(call))
    sites: list[CallSite | AwaitSite | AttributeSite]
    sites = [*ctx.body.calls, *ctx.body.awaits, *ctx.body.attributes]
    for site in sites:
        value = (AWAIT, site.expression) if isinstance(site, AwaitSite) else site.expression
        if site.use[:2] == use and value == given:
            return ctx.span(site.start, site.end)
    return ctx.call_span(call)


def _fixes(given: Expression, span: Span, wants: Wanted, ctx: Context) -> Iterator[Fix]:
    if wants == "function" or wants in _COLLECTIONS:
        return
    if given[0] == AWAIT:
        yield unsafe("Remove `await`", RemoveAwait(ctx.path, span))
    elif ctx.async_functions(ctx.types(given)):
        yield unsafe("Call it", CallIt(ctx.path, span))
