from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import (
    AddAsync,
    AddAwait,
    CollectAsync,
    ListGenerator,
    RemoveAsync,
    RemoveAwait,
)
from asyncsense.inference.values import Types
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import NO_COROUTINE, Context, disabled, safe, unsafe
from asyncsense.rules.protocols import (
    blocks_as_sync,
    cannot_be_async_iterated,
    clause_of,
    is_async_generator,
    is_async_iterable,
    iterated_arguments,
    iterates_at_once,
    iterates_both_ways,
    makes_async_generator,
    place_of,
)
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import Expression
from asyncsense.syntax.sites import AttributeSite, AwaitSite, CallSite, IterationSite
from asyncsense.text import Span

_UNUSED = "is an asynchronous generator that nobody iterates: it runs none of its code"
_INTO: dict[str, Literal["list", "set"]] = {"list": "list", "set": "set"}
_NEEDS = "needs `async for`: it is an asynchronous iterable"


class MissingAsyncFor(Rule):
    """Something is iterated with the wrong kind of `for`, or an asynchronous generator is never iterated.

    ## Why is this bad?
    `for`, a plain comprehension and functions such as `list()` call `__iter__`; `async for` awaits the items of
    `__aiter__`. An object that has only the other one fails with a `TypeError`. Calling an asynchronous
    generator runs none of its code, and it cannot be awaited: only `async for` runs it.

    ## Example
    ```python
    async def ticks():
        yield 1

    async def main():
        for tick in ticks():
            print(tick)
    ```

    ## Use instead
    ```python
    async def ticks():
        yield 1

    async def main():
        async for tick in ticks():
            print(tick)
    ```

    ## Fix safety
    A loop of the wrong kind fails as it stands, so adding or removing `async` is safe; so is awaiting a
    coroutine that is known to return an asynchronous iterable. Making a list of all items for a function such as
    `list()` or `sum()` is unsafe: there may be no end of them. Elsewhere a generator expression has no fix, since its
    kind would change with it.

    ## When to ignore it
    Where the class is given its other protocol while the program runs. Tests that expect the `TypeError` with
    `pytest.raises` are not reported.

    ## References
    - [The async for statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-for-statement)
    - [Asynchronous generators](https://peps.python.org/pep-0525/)

    ## In other tools
    reportGeneralTypeIssues (pyright), attr-defined (mypy), E1133 not-an-iterable (pylint)
    """

    name = "missing-async-for"
    severity = Severity.ERROR
    message = "`{iterable}` {phrase}"
    since = "0.1"

    def visit_iteration(self, loop: IterationSite, ctx: Context) -> Iterator[Diagnostic]:
        types = ctx.types(loop.expression)
        fails = cannot_be_async_iterated if loop.is_async else is_async_iterable
        if not fails(types, ctx) or not fails(types := ctx.certain_types(loop.expression), ctx):
            return
        phrase = _NEEDS
        if loop.is_async:
            if iterates_both_ways(loop.expression, ctx):
                return
            phrase = "needs `for`: it is no asynchronous iterable"
            if ctx.all_define(types, "__await__"):
                phrase = "must be awaited: its result is what is iterated"
        start, end = clause_of(loop, ctx)
        yield from self._report(
            loop.expression_span, Span(start, end), phrase, ctx, _fix(loop, types, ctx)
        )

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        yield from self._of_consumer(call, ctx)
        if iterates_at_once(call.use, call.start, ctx) and _is_certainly_async(
            call.expression, ctx
        ):
            span = ctx.call_span(call)
            yield from self._report((call.start, call.end), span, _NEEDS, ctx, _collect(span, ctx))
        elif call.use[0] in ("discard", "assign") and makes_async_generator(call, ctx):
            misuse = ctx.misuse_of(ctx.types(call.expression), call)
            if misuse is not None and misuse.kind in ("discarded", "unused"):
                yield from self._report((call.start, call.end), ctx.call_span(call), _UNUSED, ctx)

    def visit_attribute(self, read: AttributeSite, ctx: Context) -> Iterator[Diagnostic]:
        if iterates_at_once(read.use, read.start, ctx) and _is_certainly_async(
            read.expression, ctx
        ):
            span = (read.start, read.end)
            place = ctx.span(*span)
            yield from self._report(span, place, _NEEDS, ctx, _collect(place, ctx))

    def visit_await(self, awaited: AwaitSite, ctx: Context) -> Iterator[Diagnostic]:
        if not is_async_generator(ctx.types(awaited.expression), ctx):
            return
        if is_async_generator(ctx.certain_types(awaited.expression), ctx):
            place = ctx.span(awaited.start, awaited.end)
            used = awaited.use[0] != "discard"
            fixes = [unsafe("Remove `await`", RemoveAwait(ctx.path, place))] if used else []
            phrase = "awaits an asynchronous generator, which only `async for` can run"
            yield from self._report((awaited.start, awaited.end), place, phrase, ctx, *fixes)

    def _of_consumer(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        for argument in iterated_arguments(call, ctx):
            if _is_certainly_async(argument, ctx):
                name = ctx.name_of(ctx.callees(call)).removeprefix("builtins.")
                phrase = f"gives `{name}` an asynchronous iterable, which it cannot iterate"
                place = place_of(argument, ctx)
                into = _INTO.get(name)
                fixes = [_collect(place, ctx, into)] if place is not None else []
                yield from self._report(
                    (call.start, call.end), ctx.call_span(call), phrase, ctx, *fixes
                )
                return

    def _report(
        self, iterable: tuple[int, int], span: Span, phrase: str, ctx: Context, *fixes: Fix
    ) -> Iterator[Diagnostic]:
        if not ctx.expects_failure(iterable[0]):
            text = headline(ctx.source(ctx.span(*iterable)))
            yield ctx.report(self, span, *fixes, iterable=text, phrase=phrase)


def _is_certainly_async(expression: Expression, ctx: Context) -> bool:
    return is_async_iterable(ctx.types(expression), ctx) and is_async_iterable(
        ctx.certain_types(expression), ctx
    )


# ---------------------------------------------------------------------- fixes


def _collect(iterable: Span, ctx: Context, into: Literal["list", "set"] | None = None) -> Fix:
    title = "Collect the items with `async for`"
    if not ctx.is_async:
        return disabled(title, NO_COROUTINE)
    return unsafe(title, CollectAsync(ctx.path, iterable, into))


def _fix(loop: IterationSite, types: Types, ctx: Context) -> Fix:
    clause = clause_of(loop, ctx)
    if not loop.is_async:
        title = "Add `async`"
        if not ctx.is_async:
            return disabled(title, NO_COROUTINE)
        if loop.where == "generator":
            iterable = ctx.span(*loop.expression_span)
            steps = (AddAsync(ctx.path, clause), ListGenerator(ctx.path, iterable))
            return unsafe("Make a list of it, with `async for`", *steps)
        if loop.where == "yield from":
            return disabled(title, "what is made from it would become asynchronous as well")
        return safe(title, AddAsync(ctx.path, clause))
    if ctx.all_define(types, "__await__"):
        add_await = AddAwait(ctx.path, ctx.span(*loop.expression_span))
        result = ctx.inference.awaited(types)
        if cannot_be_async_iterated(result, ctx):
            return unsafe(
                "Add `await`, and remove `async`", RemoveAsync(ctx.path, clause), add_await
            )
        return (safe if ctx.is_certain(result) else unsafe)("Add `await`", add_await)
    if blocks_as_sync(loop, ctx):
        return disabled("Remove `async`", "iterating it would block the event loop")
    return safe("Remove `async`", RemoveAsync(ctx.path, clause))
