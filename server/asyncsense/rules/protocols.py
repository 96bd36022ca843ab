"""Which kind of `with` and `for` objects need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asyncsense.inference.values import Decorated, FunctionValue, Instance, Types, without_none
from asyncsense.project.calls import qualified_name
from asyncsense.rules.context import Context
from asyncsense.rules.makers import has_own_parameters
from asyncsense.syntax.expressions import CALL, NAME, Expression, last_name
from asyncsense.syntax.sites import CallSite, IterationSite, Use, WithSite
from asyncsense.syntax.summary import Function
from asyncsense.text import Span

_FOR = re.compile(r"\bfor\b")
_ASYNC_FOR = re.compile(r"\basync\s+for\b")
_IN = re.compile(r"\bin[\s(]+$")
# What iterates its arguments: from the first position to before the second.
_ITERATES = {
    "builtins.list": (0, 1), "builtins.tuple": (0, 1), "builtins.set": (0, 1),
    "builtins.frozenset": (0, 1), "builtins.dict": (0, 1), "builtins.sorted": (0, 1),
    "builtins.sum": (0, 1), "builtins.any": (0, 1), "builtins.all": (0, 1),
    "builtins.min": (0, 1), "builtins.max": (0, 1), "builtins.next": (0, 1),
    "builtins.iter": (0, 1), "builtins.reversed": (0, 1), "builtins.enumerate": (0, 1),
    "builtins.zip": (0, 99), "builtins.map": (1, 99), "builtins.filter": (1, 2),
    "builtins.str.join": (0, 1), "builtins.list.extend": (0, 1), "builtins.set.update": (0, 99),
    "collections.deque": (0, 1), "collections.Counter": (0, 1), "functools.reduce": (1, 2),
    "itertools.islice": (0, 1), "itertools.chain": (0, 99), "itertools.batched": (0, 1),
    "itertools.pairwise": (0, 1), "itertools.cycle": (0, 1), "itertools.groupby": (0, 1),
    "itertools.accumulate": (0, 1), "itertools.tee": (0, 1), "itertools.takewhile": (1, 2),
    "itertools.dropwhile": (1, 2), "itertools.starmap": (1, 2),
}  # fmt: skip
_BOTH_SINCE_3_13 = ("asyncio.tasks.as_completed",)
_COMPARE_SEVERAL = ("builtins.min", "builtins.max")
_ASYNC_ITERABLES = (
    "types.AsyncGeneratorType", "typing.AsyncGenerator", "typing.AsyncIterator",
    "typing.AsyncIterable",
)  # fmt: skip


def must_be_awaited_first(types: Types, ctx: Context) -> bool:
    """Whether it is a coroutine (or the like), so that only its result can be entered."""
    return ctx.all_define(types, "__await__") and ctx.none_defines(types, "__enter__", "__aenter__")


def is_sync_manager(types: Types, ctx: Context) -> bool:
    return ctx.all_define(types, "__enter__") and ctx.none_defines(types, "__aenter__")


def is_async_manager(types: Types, ctx: Context) -> bool:
    """Whether only `async with` can enter it; an `__enter__` that only raises does not count."""
    return ctx.all_define(types, "__aenter__") and all(
        ctx.none_defines((value,), "__enter__") or _enter_only_raises(value, ctx)
        for value in without_none(types)
        if isinstance(value, Instance)
    )


def _enter_only_raises(value: Instance, ctx: Context) -> bool:
    member = ctx.inference.find_member(value.cls, "__enter__")
    if member is None or member.rows[-1].kind != "def":
        return False
    return _never_returns(member.owner.node.functions[member.rows[-1].payload])


def _never_returns(function: Function) -> bool:
    if function.returns is not None and last_name(function.returns) in ("NoReturn", "Never"):
        return True
    body = function.body
    raised = [call for call in body.calls if call.use == ("raise",) and not call.block]
    return bool(raised) and not body.returns


def is_async_iterable(types: Types, ctx: Context) -> bool:
    """Whether only `async for` can iterate it, and awaiting it first would not help."""
    return ctx.all_define(types, "__aiter__") and ctx.none_defines(
        types, "__iter__", "__getitem__", "__next__", "__await__"
    )


def is_async_generator(types: Types, ctx: Context) -> bool:
    """Whether it is an asynchronous generator, or typed as one or as an iterator."""
    return ctx.none_defines(types, "__await__") and all(
        isinstance(value, Instance) and value.cls.qualname in _ASYNC_ITERABLES
        for value in without_none(types)
    )


def makes_async_generator(call: CallSite, ctx: Context) -> bool:
    """Whether every possible target of a call is an asynchronous generator function."""
    for value in ctx.callees(call):
        function = value.original if isinstance(value, Decorated) else value
        if not isinstance(function, FunctionValue):
            return False
        if not (function.function.is_async and function.function.is_generator):
            return False
    return is_async_generator(ctx.certain_types(call.expression), ctx)


def iterates_both_ways(expression: Expression, ctx: Context) -> bool:
    """Whether it is a call of what newer versions of Python give `__aiter__` as well."""
    if expression[0] != CALL:
        return False
    callees = ctx.inference.callees(expression[1], ctx.frame)
    return any(qualified_name(value) in _BOTH_SINCE_3_13 for value in callees)


def cannot_be_async_iterated(types: Types, ctx: Context) -> bool:
    """Whether it is a synchronous iterable, or must be awaited first."""
    objects = tuple(value for value in types if value.tag != "tuple")
    if types and not objects:
        return True
    return ctx.none_defines(objects, "__aiter__") and ctx.all_define(
        objects, "__iter__", "__getitem__", "__await__"
    )


def iterated_arguments(call: CallSite, ctx: Context) -> Iterator[Expression]:
    """The arguments that a builtin or the like iterates with a plain `for`."""
    given = call.expression[2]
    name = ctx.calls_one_of(call, _ITERATES) if given else None
    if name is not None and has_own_parameters(call, ctx):
        return
    if name is not None and not (name in _COMPARE_SEVERAL and len(given) > 1):
        yield from given[slice(*_ITERATES[name])]


def place_of(argument: Expression, ctx: Context) -> Span | None:
    """Where a call, name or attribute stands that is an argument."""
    if argument[0] == CALL:
        return ctx.span(argument[4], argument[5])
    if argument[0] == NAME:
        return ctx.span(argument[2], argument[2] + len(argument[1]))
    reads = (one for one in ctx.body.attributes if one.expression == argument)
    return next((ctx.span(read.start, read.end) for read in reads), None)


def iterates_at_once(use: Use, start: int, ctx: Context) -> bool:
    """Whether a value that stands at `start` is unpacked, or searched with `in`."""
    if use[0] in ("unpack", "starred"):
        return True
    if use[0] != "compare" or use[1] not in ("In", "NotIn"):
        return False
    place = ctx.span(start, start).start
    return _IN.search(ctx.document.text, max(place - 100, 0), place) is not None


def blocks_as_sync(site: WithSite | IterationSite, ctx: Context) -> bool:
    """Whether the statement would block the event loop without its `async`."""
    facts = ctx.project.facts
    if isinstance(site, WithSite):
        return facts.with_chain(site._replace(is_async=False), ctx.frame) is not None
    return facts.iteration_chain(site._replace(is_async=False), ctx.frame) is not None


def clause_of(loop: IterationSite, ctx: Context) -> Span:
    """From `for` (or `async`) to the end of the iterable, in the document."""
    header = ctx.span(loop.start, loop.expression_span[1])
    if loop.where in ("for", "yield from"):
        return header
    before = ctx.document.text[header.start : ctx.span(*loop.expression_span).start]
    keywords = list((_ASYNC_FOR if loop.is_async else _FOR).finditer(before))
    return Span(header.start + keywords[-1].start(), header.end) if keywords else header
