from __future__ import annotations

import re
from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Fix, Severity
from asyncsense.fixes.steps import AddAsync, AddAwait, RemoveAsync, RemoveAwait
from asyncsense.inference.values import Decorated, FunctionValue, Instance, Types, without_none
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import NO_COROUTINE, Context, disabled, safe, unsafe
from asyncsense.rules.rule import Rule
from asyncsense.syntax.summary import AttributeSite, AwaitSite, CallSite, IterationSite, Use
from asyncsense.text import Span

_FOR = re.compile(r"\bfor\b")
_ASYNC_FOR = re.compile(r"\basync\s+for\b")
_IN = re.compile(r"\bin[\s(]+$")

# The arguments that are iterated: from the first position to before the second.
_ITERATES = {
    "builtins.list": (0, 1), "builtins.tuple": (0, 1), "builtins.set": (0, 1),
    "builtins.frozenset": (0, 1), "builtins.dict": (0, 1), "builtins.sorted": (0, 1),
    "builtins.sum": (0, 1), "builtins.any": (0, 1), "builtins.all": (0, 1),
    "builtins.next": (0, 1), "builtins.iter": (0, 1), "builtins.reversed": (0, 1),
    "builtins.enumerate": (0, 1), "builtins.zip": (0, 99), "builtins.map": (1, 99),
    "builtins.filter": (1, 2), "builtins.str.join": (0, 1), "builtins.list.extend": (0, 1),
    "builtins.set.update": (0, 99), "collections.deque": (0, 1), "collections.Counter": (0, 1),
    "functools.reduce": (1, 2), "itertools.islice": (0, 1), "itertools.chain": (0, 99),
    "itertools.batched": (0, 1), "itertools.pairwise": (0, 1), "itertools.cycle": (0, 1),
    "itertools.groupby": (0, 1), "itertools.accumulate": (0, 1), "itertools.tee": (0, 1),
    "itertools.takewhile": (1, 2), "itertools.dropwhile": (1, 2), "itertools.starmap": (1, 2),
}  # fmt: skip
_ITERATE_THEIR_ONLY_ARGUMENT = frozenset({"builtins.min", "builtins.max"})
_GENERATORS = (
    "types.AsyncGeneratorType", "typing.AsyncGenerator", "typing.AsyncIterator",
    "typing.AsyncIterable",
)  # fmt: skip
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
    coroutine that is known to return an asynchronous iterable. None is offered for a generator expression, whose
    kind would change with it, and for functions such as `list()`, for which there is no asynchronous one.

    ## References
    - [The async for statement](https://docs.python.org/3/reference/compound_stmts.html#the-async-for-statement)
    - [Asynchronous generators](https://peps.python.org/pep-0525/)

    ## In other tools
    reportGeneralTypeIssues (pyright), attr-defined (mypy), not-an-iterable (pylint)
    """

    name = "missing-async-for"
    severity = Severity.ERROR
    message = "`{iterable}` {phrase}"
    since = "0.1"

    def visit_iteration(self, loop: IterationSite, ctx: Context) -> Iterator[Diagnostic]:
        types = ctx.types(loop.expression)
        fails = _cannot_be_async_iterated if loop.is_async else _is_asynchronous
        if not fails(types, ctx) or not fails(types := ctx.certain_types(loop.expression), ctx):
            return
        phrase = _NEEDS
        if loop.is_async:
            phrase = "needs `for`: it is no asynchronous iterable"
            if ctx.all_define(types, "__await__"):
                phrase = "must be awaited: its result is what is iterated"
        start, end = _clause(loop, ctx)
        yield self._report(
            loop.expression_span, Span(start, end), phrase, ctx, _fix(loop, types, ctx)
        )

    def visit_call(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        yield from self._of_consumer(call, ctx)
        if _is_sync_use(call.use, call.start, ctx) and _is_certainly_asynchronous(
            call.expression, ctx
        ):
            yield self._report((call.start, call.end), ctx.call_span(call), _NEEDS, ctx)
        elif call.use[0] in ("discard", "assign") and _makes_generator(call, ctx):
            misuse = ctx.misuse_of(ctx.types(call.expression), call)
            if misuse is not None and misuse.kind in ("discarded", "unused"):
                phrase = (
                    "is an asynchronous generator that nobody iterates: it runs none of its code"
                )
                yield self._report((call.start, call.end), ctx.call_span(call), phrase, ctx)

    def visit_attribute(self, read: AttributeSite, ctx: Context) -> Iterator[Diagnostic]:
        if _is_sync_use(read.use, read.start, ctx) and _is_certainly_asynchronous(
            read.expression, ctx
        ):
            span = (read.start, read.end)
            yield self._report(span, ctx.span(*span), _NEEDS, ctx)

    def visit_await(self, awaited: AwaitSite, ctx: Context) -> Iterator[Diagnostic]:
        if not _are_generators(ctx.types(awaited.expression), ctx):
            return
        if _are_generators(ctx.certain_types(awaited.expression), ctx):
            place = ctx.span(awaited.start, awaited.end)
            used = awaited.use[0] != "discard"
            fixes = [unsafe("Remove `await`", RemoveAwait(ctx.path, place))] if used else []
            phrase = "awaits an asynchronous generator, which only `async for` can run"
            yield self._report((awaited.start, awaited.end), place, phrase, ctx, *fixes)

    def _of_consumer(self, call: CallSite, ctx: Context) -> Iterator[Diagnostic]:
        given = call.expression[2]
        name = (
            ctx.calls_one_of(call, _ITERATES.keys() | _ITERATE_THEIR_ONLY_ARGUMENT)
            if given
            else None
        )
        if name is None or (name in _ITERATE_THEIR_ONLY_ARGUMENT and len(given) > 1):
            return
        for argument in given[slice(*_ITERATES.get(name, (0, 1)))]:
            if _is_certainly_asynchronous(argument, ctx):
                short = name.removeprefix("builtins.")
                phrase = (
                    f"gives an asynchronous iterable to `{short}`, which needs a synchronous one"
                )
                yield self._report((call.start, call.end), ctx.call_span(call), phrase, ctx)
                return

    def _report(
        self, iterable: tuple[int, int], span: Span, phrase: str, ctx: Context, *fixes: Fix
    ) -> Diagnostic:
        text = headline(ctx.source(ctx.span(*iterable)))
        return ctx.report(self, span, *fixes, iterable=text, phrase=phrase)


def _is_asynchronous(types: Types, ctx: Context) -> bool:
    """Whether only `async for` can iterate it, and awaiting it first would not help."""
    return ctx.all_define(types, "__aiter__") and ctx.none_defines(
        types, "__iter__", "__getitem__", "__next__", "__await__"
    )


def _is_certainly_asynchronous(expression: tuple[object, ...], ctx: Context) -> bool:
    return _is_asynchronous(ctx.types(expression), ctx) and _is_asynchronous(
        ctx.certain_types(expression), ctx
    )


def _cannot_be_async_iterated(types: Types, ctx: Context) -> bool:
    objects = tuple(value for value in types if value.tag != "tuple")
    if types and not objects:
        return True
    return ctx.none_defines(objects, "__aiter__") and ctx.all_define(
        objects, "__iter__", "__getitem__", "__await__"
    )


def _are_generators(types: Types, ctx: Context) -> bool:
    return ctx.none_defines(types, "__await__") and all(
        isinstance(value, Instance) and value.cls.qualname in _GENERATORS
        for value in without_none(types)
    )


def _makes_generator(call: CallSite, ctx: Context) -> bool:
    """Whether every possible target is an asynchronous generator function."""
    for value in ctx.callees(call):
        function = value.original if isinstance(value, Decorated) else value
        if not isinstance(function, FunctionValue):
            return False
        if not (function.function.is_async and function.function.is_generator):
            return False
    return _are_generators(ctx.certain_types(call.expression), ctx)


def _is_sync_use(use: Use, start: int, ctx: Context) -> bool:
    """Whether the value is unpacked, or searched with `in`."""
    if use[0] in ("unpack", "starred"):
        return True
    if use[0] != "compare" or use[1] not in ("In", "NotIn"):
        return False
    place = ctx.span(start, start).start
    return _IN.search(ctx.document.text, max(place - 100, 0), place) is not None


# ---------------------------------------------------------------------- fixes


def _clause(loop: IterationSite, ctx: Context) -> Span:
    """From `for` (or `async`) to the end of the iterable, in the document."""
    header = ctx.span(loop.start, loop.expression_span[1])
    if loop.where in ("for", "yield from"):
        return header
    before = ctx.document.text[header.start : ctx.span(*loop.expression_span).start]
    keywords = list((_ASYNC_FOR if loop.is_async else _FOR).finditer(before))
    return Span(header.start + keywords[-1].start(), header.end) if keywords else header


def _fix(loop: IterationSite, types: Types, ctx: Context) -> Fix:
    clause = _clause(loop, ctx)
    if not loop.is_async:
        title = "Add `async`"
        if not ctx.is_async:
            return disabled(title, NO_COROUTINE)
        if loop.where in ("generator", "yield from"):
            return disabled(title, "what is made from it would become asynchronous as well")
        return safe(title, AddAsync(ctx.path, clause))
    if ctx.all_define(types, "__await__"):
        add_await = AddAwait(ctx.path, ctx.span(*loop.expression_span))
        result = ctx.inference.awaited(types)
        if _cannot_be_async_iterated(result, ctx):
            return unsafe(
                "Add `await`, and remove `async`", RemoveAsync(ctx.path, clause), add_await
            )
        return (safe if ctx.is_certain(result) else unsafe)("Add `await`", add_await)
    if ctx.blocking_chain(loop._replace(is_async=False)) is not None:
        return disabled("Remove `async`", "iterating it would block the event loop")
    return safe("Remove `async`", RemoveAsync(ctx.path, clause))
