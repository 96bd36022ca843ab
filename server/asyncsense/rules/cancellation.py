"""Whose cancellation an except handler catches."""

from __future__ import annotations

from asyncsense.project.calls import names_in
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    CALL,
    NAME,
    STARRED,
    SUBSCRIPT,
    Expression,
    last_name,
)
from asyncsense.syntax.sites import HandlerSite

_WAIT_FOR = {"wait_for", "shield", "wrap_future", "gather"}


def may_be_of_another_task(handler: HandlerSite, ctx: Context) -> bool:
    """Whether what is caught may be that of an awaited task (this function cancelled it, or nothing but
    tasks and futures is awaited), or this function cancelled its own task."""
    if not handler.entered and all(_is_task(awaited, ctx) for awaited in handler.awaits):
        return True
    cancelled: set[str] = set()
    for call in ctx.body.calls:
        callee = call.expression[1]
        if callee[0] == ATTRIBUTE and callee[2] == "cancel" and call.start < handler.start:
            if _is_own_task(callee[1], ctx):
                return True
            cancelled |= names_in(callee[1]) - {"self"}
    for name in tuple(cancelled):
        for binding in ctx.body.bindings.get(name, ()):
            if binding.kind in ("iterate", "unpack"):
                cancelled |= names_in(binding.payload) - {"self"}
    return any(names_in(awaited) & cancelled for awaited in handler.awaits)


def _is_own_task(task: Expression, ctx: Context) -> bool:
    """Whether it is what `asyncio.current_task()` gives, perhaps by a name."""
    made = ctx.project.origins.made_by(task, ctx.frame)
    return made is not None and "current_task" in names_in(made)


def _is_task(awaited: Expression, ctx: Context) -> bool:
    """Whether an object that is there already is awaited, not a coroutine that is made for it."""
    if awaited[0] == CALL and last_name(awaited) in _WAIT_FOR and awaited[2]:
        return _is_task(awaited[2][0], ctx)
    if awaited[0] not in (NAME, ATTRIBUTE, SUBSCRIPT, STARRED):
        return False
    return "coroutine" not in ctx.kinds(ctx.types(awaited))
