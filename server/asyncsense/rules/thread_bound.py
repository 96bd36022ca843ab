"""Objects that belong to the thread that made them: what uses them must not be moved to another."""

from __future__ import annotations

from asyncsense.project.chains import Chain, Hop
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, NAME, SUBSCRIPT, Expression, dotted_name
from asyncsense.syntax.sites import CallSite, Use, WithSite

_ESCAPES = {"return", "store", "yield"}
_MAKERS = {"module", "class", "function"}
_MAX_STEPS = 4


def thread_binding(chain: Chain, ctx: Context) -> str | None:
    """Why what a chain leads to must stay in its thread; None where it may run in any.

    A function may be moved with all that it makes for itself alone, and with locks that it gives back.
    """
    reason = chain.primitive.thread_bound
    if reason is None or not chain.hops:
        return reason
    hop = chain.hops[-1]
    site = _site_of(hop)
    if site is None:
        return reason
    is_held = chain.category == "wait" and _is_given_back(site, hop)
    return None if is_held or _is_made_there(site, hop, ctx) else reason


def _is_given_back(site: CallSite | WithSite, hop: Hop) -> bool:
    """Whether the function that takes a lock gives it back as well."""
    body = hop.function.body
    if isinstance(site, WithSite):
        return True
    callee = site.expression[1]
    lock = dotted_name(callee[1]) if callee[0] == ATTRIBUTE else None
    return lock is not None and (
        any(dotted_name(item.expression) == lock for item in body.withs)
        or any(dotted_name(call.expression[1]) == f"{lock}.release" for call in body.calls)
    )


def _is_made_there(site: CallSite | WithSite, hop: Hop, ctx: Context) -> bool:
    """Whether the function at the end of a chain made what blocks in it, and gives it to nobody."""
    if isinstance(site, WithSite):
        return _is_own(site.expression, hop, ctx)
    return not _escapes(site.use, hop) and _is_own(site.expression[1], hop, ctx)


def _site_of(hop: Hop) -> CallSite | WithSite | None:
    body, place = hop.function.body, (hop.start, hop.end)
    for call in body.calls:
        if (call.start, call.end) == place:
            return call
    return next((item for item in body.withs if item.expression_span == place), None)


def _is_own(expression: Expression, hop: Hop, ctx: Context, steps: int = 0) -> bool:
    """Whether an object comes from nothing but a call of a module's function or of a class, made there."""
    while expression[0] in (ATTRIBUTE, SUBSCRIPT, CALL):
        expression = expression[1]
    if expression[0] != NAME or steps > _MAX_STEPS:
        return False
    function = hop.function
    rows = function.body.bindings.get(expression[1])
    if not rows:
        frame = ctx.inference.frame_of(function, hop.module)
        found = ctx.inference.evaluate(expression, frame)
        return {value.tag for value in found} <= _MAKERS
    return all(
        row.kind in ("assign", "with")
        and row.payload[0] == CALL
        and _is_own(row.payload[1], hop, ctx, steps + 1)
        for row in rows
    ) and not any(_escapes(one.use, hop) for one in function.body.uses.get(expression[1], ()))


def _escapes(use: Use, hop: Hop) -> bool:
    """Whether somebody else may have a value afterwards."""
    if use[0] == "assign":
        uses = hop.function.body.uses
        return any(one.use[0] in _ESCAPES for name in use[1] for one in uses.get(name, ()))
    return use[0] in _ESCAPES
