"""How code can name an event loop."""

from __future__ import annotations

from asyncsense.inference.values import Instance, Types, without_none
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import ATTRIBUTE, NAME, Expression, dotted_name
from asyncsense.syntax.summary import FOREVER, Function

_LOOP = "asyncio.events.AbstractEventLoop"
_FUTURES = ("_asyncio.Future", "asyncio.futures.Future")


def loop_at_hand(callee: Expression, ctx: Context) -> str | None:
    """The source text of an event loop where `callee` is called."""
    receiver = callee[1] if callee[0] == ATTRIBUTE else None
    if receiver is not None and dotted_name(receiver) and _is_loop(ctx.types(receiver), ctx):
        return dotted_name(receiver)
    function: Function | None = ctx.function
    while function is not None and function.kind != "module":
        names = {one.name for one in function.parameters} | function.body.bindings.keys()
        for name in sorted(names):
            if name.isidentifier() and _is_loop(ctx.types((NAME, name, FOREVER)), ctx):
                return name
        if function.owner is not None and function.parameters:
            return _loop_of_object(function, ctx)
        function = function.parent
    if receiver is not None and dotted_name(receiver):
        values = without_none(ctx.types(receiver))
        classes = [value.cls for value in values if isinstance(value, Instance)]
        if classes and all(ctx.inference.is_subclass(cls, *_FUTURES) for cls in classes):
            return f"{dotted_name(receiver)}.get_loop()"
    return None


def _loop_of_object(method: Function, ctx: Context) -> str | None:
    assert method.owner is not None
    own = (NAME, method.parameters[0].name, FOREVER)
    cls = ctx.inference.class_ref(method.owner, ctx.module)
    for base in ctx.inference.mro(cls):
        for name in base.node.attributes:
            if _is_loop(ctx.types((ATTRIBUTE, own, name)), ctx):
                return f"{own[1]}.{name}"
    return None


def _is_loop(types: Types, ctx: Context) -> bool:
    members = without_none(types)
    return bool(members) and all(
        isinstance(value, Instance) and ctx.inference.is_subclass(value.cls, _LOOP)
        for value in members
    )
