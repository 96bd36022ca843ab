"""What can be awaited, and how often."""

from __future__ import annotations

import re

from asyncsense.inference.values import NONE, ClassValue, Instance, Types, Value, without_none
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, CONSTANT, NAME, Expression
from asyncsense.syntax.sites import AwaitSite, Binding, Block

_LEAVES = re.compile(r"\b(?:break|return|raise)\b")
_LOOP = 1
FUNCTIONS = ("function", "decorated", "partial")
_WITH_ASYNC_FOR = ("typing.AsyncIterable", "typing.AsyncIterator", "typing.AsyncGenerator",
                   "types.AsyncGeneratorType")  # fmt: skip


def is_not_awaitable(types: Types, expression: Expression, ctx: Context) -> bool:
    """Whether none of `types` can be awaited. That a variable is None tells nothing: its meaning
    comes later."""
    if types == (NONE,):
        return expression[0] in (CALL, CONSTANT)
    if expression[0] == ATTRIBUTE and not _is_declared(expression, ctx):
        return False
    return bool(types) and all(value == NONE or _is_plain_value(value, ctx) for value in types)


def describe(types: Types) -> str:
    """What a value of these types is, in words for a message."""
    if types == (NONE,):
        return "is None"
    names: dict[str, None] = {}
    for value in types:
        match value:
            case Instance(cls):
                names[f"`{cls.node.name}`"] = None
            case ClassValue():
                names["class"] = None
            case _:
                names[
                    "function" if value.tag in FUNCTIONS else "None" if value == NONE else value.tag
                ] = None
    words = " or ".join(names)
    return f"is a {words}"


def _is_declared(attribute: Expression, ctx: Context) -> bool:
    """Whether the class says what the attribute is; others can be set from anywhere."""
    for receiver in without_none(ctx.types(attribute[1])):
        if receiver.tag == "module":
            continue
        if not isinstance(receiver, (Instance, ClassValue)):
            return False
        member = ctx.inference.find_member(receiver.cls, attribute[2])
        if member is None or member.rows[-1].kind not in ("def", "annotated"):
            return False
    return True


def _is_plain_value(value: Value, ctx: Context) -> bool:
    match value:
        case Instance(cls):
            if cls.qualname == "builtins.object" or ctx.inference.is_protocol(cls):
                return False
            return (
                ctx.kind(value) == "plain"
                and not ctx.inference.is_subclass(cls, *_WITH_ASYNC_FOR)
                and not any("__await__" in one.node.bindings for one in ctx.project.subclasses(cls))
            )
        case ClassValue(cls):
            return not any(
                keyword == "metaclass"
                for one in ctx.inference.mro(cls)
                for keyword, _ in one.node.keywords
            )
    return value.tag in ("tuple", "module", *FUNCTIONS)


def is_awaited_before(awaited: AwaitSite, ctx: Context) -> bool:
    """Whether every way to this `await` of a local name has awaited the same object before."""
    _, name, offset = awaited.expression
    bindings = [row for row in ctx.body.bindings.get(name, ()) if row.kind != "narrow"]
    if name in ctx.body.outside or any(row.kind == "inner" for row in bindings):
        return False
    bound = max((row.offset for row in bindings if row.offset <= offset), default=0)
    return _is_awaited_above(awaited, bound, ctx) or _repeats(awaited, bindings, bound, ctx)


def _is_awaited_above(awaited: AwaitSite, bound: int, ctx: Context) -> bool:
    # What a `try` awaits may not have been reached when the statement is left.
    in_try = {one for handler in ctx.body.handlers for one in handler.awaits}
    return any(
        other.expression[:2] == awaited.expression[:2]
        and bound < other.start < awaited.start
        and other.expression not in in_try
        and _is_on_the_way(other.block, awaited.block)
        for other in ctx.body.awaits
        if other.expression[0] == NAME
    )


def _is_on_the_way(before: Block, after: Block) -> bool:
    """Whether what stands in `before` has run when `after` runs: no branch apart, no handler between."""
    return after[: len(before)] == before and all(entry[2] for entry in after[len(before) :])


def _repeats(awaited: AwaitSite, bindings: list[Binding], bound: int, ctx: Context) -> bool:
    """Whether a loop comes back to the `await` with the same object."""
    made_in = next((row.block for row in bindings if row.offset == bound), ())
    for entry in awaited.block:
        if entry[2] != _LOOP or entry in made_in:
            continue
        is_bound_anew = any(awaited.start < row.offset <= entry[3] for row in bindings)
        may_leave = _LEAVES.search(ctx.source(ctx.span(bound, entry[3])))
        if not is_bound_anew and not may_leave:
            return True
    return False
