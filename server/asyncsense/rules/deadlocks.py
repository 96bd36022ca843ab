"""Waits that only the event loop itself could end: locks held over an `await`, its own coroutines."""

from __future__ import annotations

from asyncsense.inference.values import Instance, Types, without_none
from asyncsense.knowledge.schema import Parameter
from asyncsense.project.calls import argument
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, CONSTANT, NAME, Expression, dotted_name
from asyncsense.syntax.sites import CallSite, WithSite

_LOCKS = (
    "_thread.lock", "_thread.LockType", "_thread.RLock", "threading.Lock", "threading.RLock",
    "threading._RLock", "threading.Semaphore", "threading.Condition",
)  # fmt: skip
_RUNNING_LOOP = {
    "asyncio.events.get_running_loop", "_asyncio.get_running_loop", "asyncio.get_running_loop",
    "asyncio.events.get_event_loop", "_asyncio.get_event_loop", "asyncio.get_event_loop",
}  # fmt: skip
_ENTER_CONTEXT = {"contextlib.ExitStack.enter_context", "contextlib.AsyncExitStack.enter_context"}


def holds_lock_across_await(site: object, ctx: Context) -> bool:
    """Whether what happens here takes a threading lock that is still held at an `await`."""
    if not ctx.is_async:
        return False
    match site:
        case WithSite():
            return not site.is_async and site.awaits and _is_lock(site.expression, ctx)
        case CallSite(expression=("call", (tag, receiver, "acquire"), *_)) if tag == ATTRIBUTE:
            return (
                _is_lock(receiver, ctx)
                and _released_after_await(site, receiver, ctx)
                and not _nobody_waits_for(receiver, ctx)
            )
        case CallSite(expression=("call", (tag, _, "enter_context"), (lock,), *_)):
            if tag != ATTRIBUTE or ctx.calls_one_of(site, _ENTER_CONTEXT) is None:
                return False
            stacks = [one for one in ctx.body.withs if one.end < site.start < one.body_end]
            end = max(stacks, key=lambda one: one.start).body_end if stacks else site.end
            return _is_lock(lock, ctx) and _awaits_between(site.end, end, ctx)
    return False


def waits_for_own_loop(site: object, ctx: Context) -> bool:
    """Whether this is the `result()` of what `run_coroutine_threadsafe` gave to the running loop."""
    if not ctx.runs_on_loop or not isinstance(site, CallSite):
        return False
    callee = site.expression[1]
    if callee[0] != ATTRIBUTE or callee[2] not in ("result", "exception"):
        return False
    submit = made_by_call_of(callee[1], {"asyncio.tasks.run_coroutine_threadsafe"}, ctx)
    loop = argument(submit, Parameter("loop", 1)) if submit is not None else None
    return loop is not None and made_by_call_of(loop, _RUNNING_LOOP, ctx) is not None


def made_by_call_of(expression: Expression, names: set[str], ctx: Context) -> Expression | None:
    """The call in this function that made the object, if it is one of a function so named."""
    local = expression[0] in (CALL, NAME)
    made = ctx.project.origins.made_by(expression, ctx.frame) if local else None
    if made is None:
        return None
    values = ctx.inference.callees(made[1], ctx.frame)
    known = all(not names.isdisjoint(ctx.project.names_of(value)) for value in values)
    return made if known else None


def _is_lock(expression: Expression, ctx: Context) -> bool:
    types: Types = without_none(ctx.types(expression))
    return bool(types) and all(
        isinstance(value, Instance) and ctx.inference.is_subclass(value.cls, *_LOCKS)
        for value in types
    )


def _released_after_await(call: CallSite, lock: Expression, ctx: Context) -> bool:
    """Whether the next release of the same lock stands behind an await."""
    name = dotted_name(lock)
    released = [
        one.start
        for one in ctx.body.calls
        if one.start > call.end and dotted_name(one.expression[1]) == f"{name}.release"
    ]
    return bool(name and released) and _awaits_between(call.end, min(released), ctx)


def _nobody_waits_for(lock: Expression, ctx: Context) -> bool:
    """Whether all code of this file, or class, that wants the lock asks for it without waiting."""
    name = dotted_name(lock) or ""
    owner = ctx.function.lexical_class()
    functions = owner.functions if owner and "." in name else ctx.module.summary.functions()
    return not any(
        any(dotted_name(item.expression) == name for item in function.body.withs)
        or any(
            dotted_name(call.expression[1]) == f"{name}.acquire" and _waits(call.expression)
            for call in function.body.calls
        )
        for function in functions
    )


def _waits(acquire: Expression) -> bool:
    return argument(acquire, Parameter("blocking", 0)) != (CONSTANT, "bool", False)


def _awaits_between(start: int, end: int, ctx: Context) -> bool:
    return any(start <= place < end for place in ctx.pauses)
