"""How code can name an event loop."""

from __future__ import annotations

from asyncsense.inference.values import Decorated, FunctionValue, Instance, Types, without_none
from asyncsense.knowledge.schema import LoopBound
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import ATTRIBUTE, NAME, Expression, dotted_name
from asyncsense.syntax.sites import FOREVER
from asyncsense.syntax.summary import Function

_LOOP = "asyncio.events.AbstractEventLoop"
# So many functions are looked through before they count as harmless.
_MANY = 60
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


def loop_bound(values: Types, ctx: Context) -> LoopBound | None:
    """What is known of a call that all of its possible targets must leave to the loop's thread."""
    table = ctx.project.knowledge.loop_bound
    rows = [
        next((table[name] for name in ctx.project.names_of(value) if name in table), None)
        for value in values
    ]
    return rows[0] if rows and all(rows) else None


def _loop_of_object(method: Function, ctx: Context) -> str | None:
    assert method.owner is not None
    own = (NAME, method.parameters[0].name, FOREVER)
    cls = ctx.inference.class_ref(method.owner, ctx.module)
    for base in ctx.inference.mro(cls):
        for name in base.node.names_on_self:
            if _is_loop(ctx.types((ATTRIBUTE, own, name)), ctx):
                return f"{own[1]}.{name}"
    return None


def _is_loop(types: Types, ctx: Context) -> bool:
    members = without_none(types)
    return bool(members) and all(
        isinstance(value, Instance) and ctx.inference.is_subclass(value.cls, _LOOP)
        for value in members
    )


def uses_loop(values: Types, ctx: Context) -> bool:
    """Whether a function of the project among `values`, or one that it calls, uses what belongs to the
    event loop: it must not run in another thread."""
    known: set[Function] = set()
    todo = list(values)
    while todo and len(known) < _MANY:
        value = todo.pop()
        target = value.original if isinstance(value, Decorated) else value
        if not isinstance(target, FunctionValue) or not target.module.in_project:
            continue
        function = target.function
        if function in known or function.is_async or function.is_generator:
            continue
        known.add(function)
        frame = ctx.inference.frame_of(function, target.module, target.bound)
        for call in function.body.calls:
            callees = ctx.inference.callees(call.expression[1], frame)
            if loop_bound(callees, ctx) is not None:
                return True
            todo += callees
    return False
