"""Calls that never return, and awaits that come back without suspending."""

from __future__ import annotations

from asyncsense.inference.frames import Frame
from asyncsense.inference.values import FunctionValue, Instance, Types, Value
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import CALL, Expression, last_name

_ENDS = {"sys.exit", "os._exit", "os.abort", "os.execv", "builtins.exit", "builtins.quit"}
_MAX_DEPTH = 5


def never_returns(callee: Expression, ctx: Context) -> bool:
    """Whether a call never returns: it ends the program, or does nothing but raise."""
    for value in ctx.inference.callees(callee, ctx.frame):
        if not _ENDS.isdisjoint(ctx.project.names_of(value)):
            return True
        methods: Types = (value,)
        if isinstance(value, Instance):
            methods = ctx.inference.value_attribute(value, "__call__")
        if any(isinstance(one, FunctionValue) and _always_raises(one) for one in methods):
            return True
    return False


def _always_raises(value: FunctionValue) -> bool:
    function = value.function
    if function.returns is not None:
        return last_name(function.returns) in ("NoReturn", "Never")
    body = function.body
    if not value.module.in_project or function.is_async or body.returns or body.yields:
        return False
    raised = [one.block for one in body.calls if one.use == ("raise",)]
    raised += [one.block for one in body.attributes if one.use == ("raise",)]
    return () in raised


def comes_back_at_once(awaited: Expression, frame: Frame, ctx: Context, depth: int = 0) -> bool:
    """Whether awaiting this never suspends: it is a coroutine of the project that awaits nothing, or
    only such coroutines."""
    if awaited[0] != CALL or depth > _MAX_DEPTH:
        return False
    values = ctx.inference.callees(awaited[1], frame)
    return bool(values) and all(_never_suspends(value, ctx, depth) for value in values)


def _never_suspends(value: Value, ctx: Context, depth: int) -> bool:
    if not isinstance(value, FunctionValue) or not value.module.in_project:
        return False
    function = value.function
    body = function.body
    if not function.is_async or function.is_generator or _may_be_overridden(value, ctx):
        return False
    if any(one.is_async for one in body.withs) or any(one.is_async for one in body.iterations):
        return False
    inner = ctx.inference.frame_of(function, value.module, value.bound)
    return all(comes_back_at_once(one.expression, inner, ctx, depth + 1) for one in body.awaits)


def _may_be_overridden(value: FunctionValue, ctx: Context) -> bool:
    """Whether a method does nothing of its own, or a class of the project has another one for it."""
    function, project = value.function, ctx.project
    if function.owner is None:
        return False
    body = function.body
    if not (body.bindings or body.calls or body.attributes or body.operations):
        return True
    owner = ctx.inference.class_ref(function.owner, value.module)
    modules = map(project.program.module_at, project.names("async").get(function.name, ()))
    for module in filter(None, modules):
        for other in module.summary.functions():
            if other is function or other.name != function.name or other.owner is None:
                continue
            cls = ctx.inference.class_ref(other.owner, module)
            if ctx.inference.is_subclass(cls, owner.qualname):
                return True
    return False
