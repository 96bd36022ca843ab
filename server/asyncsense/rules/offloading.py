"""Fixes that take what blocks out of the event loop, into a thread."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Fix
from asyncsense.fixes.steps import (
    CollectInThread,
    RunBlockInThread,
    RunExpressionInThread,
    RunInThread,
)
from asyncsense.project.chains import Chain
from asyncsense.rules.context import Context, disabled, unsafe
from asyncsense.rules.loops import loop_bound, uses_loop
from asyncsense.rules.thread_bound import thread_binding
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    CALL,
    COMPARISON_METHODS,
    NAME,
    OPERATOR_METHODS,
    SUBSCRIPT,
    Expression,
)
from asyncsense.syntax.sites import (
    AttributeSite,
    CallSite,
    IterationSite,
    OperationSite,
    Use,
    WithSite,
)

Site = CallSite | WithSite | IterationSite | AttributeSite | OperationSite

# The site of these is the whole operation; elsewhere (a test, a format) it is only the operand.
_OPERATORS = {*OPERATOR_METHODS.values(), *COMPARISON_METHODS.values(), "__getitem__"}
_RUN = "Run it in a thread"
_OF_LOOP = "it uses what belongs to the event loop"


def thread_fixes(site: Site, chain: Chain, ctx: Context) -> Iterator[Fix]:
    """How what blocks at the site can be left to a thread, or why it must not be."""
    bound = thread_binding(chain, ctx)
    match site:
        case WithSite():
            yield _block(site, bound, ctx)
        case CallSite(use=("with", index, False)):
            yield _block(ctx.body.withs[index], bound, ctx)
        case IterationSite():
            yield from _loop(site, bound, ctx)
        case CallSite(use=("iterate", "for")):
            loop = next(one for one in ctx.body.iterations if one.expression == site.expression)
            if ctx.blocking_chain(loop) is not None:
                yield from _loop(loop, bound, ctx)
            else:
                yield _call(site, chain, bound, ctx)
        case CallSite():
            yield _call(site, chain, bound, ctx)
        case OperationSite(method=method) if method not in _OPERATORS:
            return
        case AttributeSite() | OperationSite():
            step = RunExpressionInThread(
                ctx.path, ctx.span(site.start, site.end), ctx.thread_runner
            )
            yield disabled(_RUN, bound) if bound else unsafe(_RUN, step)


def _call(call: CallSite, chain: Chain, bound: str | None, ctx: Context) -> Fix:
    if bound:
        return disabled(_RUN, bound)
    if chain.hops and uses_loop(ctx.callees(call), ctx):
        return disabled(_RUN, _OF_LOOP)
    if "coroutine" in ctx.kinds(ctx.types(call.expression)):
        return disabled(_RUN, "it makes a coroutine, which belongs to the event loop")
    whole = _whole_chain(call, ctx)
    if whole is call and not _is_made_by_blocking_call(call, ctx):
        return unsafe(_RUN, RunInThread(ctx.path, ctx.call_span(call), ctx.thread_runner))
    step = RunExpressionInThread(ctx.path, ctx.call_span(whole), ctx.thread_runner)
    return unsafe("Run the whole expression in a thread", step)


def _whole_chain(call: CallSite, ctx: Context) -> CallSite:
    """The outermost call on what `call` gives that blocks as well: `db.execute(q).fetchall()`."""
    found = call
    use: Use = call.use
    while use:
        if use[0] == "attribute":
            use = use[2]
        elif use[0] == "callee":
            outer = ctx.body.calls[use[1]]
            found = outer if ctx.blocking_chain(outer) is not None else found
            use = use[2]
        else:
            break
    return found


def _is_made_by_blocking_call(call: CallSite, ctx: Context) -> bool:
    """Whether a call that the callee goes through blocks: what a thread is given is evaluated before."""
    callee: Expression = call.expression[1]
    while callee[0] in (ATTRIBUTE, SUBSCRIPT, CALL):
        callee = callee[1]
        if callee[0] == CALL:
            inner = (one for one in ctx.body.calls if one.expression == callee)
            if any(ctx.blocking_chain(one) is not None for one in inner):
                return True
    return False


def _block(item: WithSite, bound: str | None, ctx: Context) -> Fix:
    title = "Run the block in a thread"
    # What the block makes itself, and does not let out, lives and dies in the thread.
    if bound and not _stays_inside(item, ctx):
        return disabled(title, bound)
    reason = _reason_against(item.start, item.body_end, ctx)
    if reason:
        return disabled(title, reason)
    statement = ctx.span(item.start, item.body_end)
    return unsafe(title, RunBlockInThread(ctx.path, statement, ctx.thread_runner))


def _stays_inside(item: WithSite, ctx: Context) -> bool:
    """Whether the object of a `with` is made by it and not used behind it."""
    names = [
        name
        for name, rows in ctx.body.bindings.items()
        if any(row.kind == "with" and row.payload == item.expression for row in rows)
    ]
    uses = [use for name in names for use in ctx.uses_of(name)]
    return item.expression[0] == CALL and all(use.offset < item.body_end for use in uses)


def _loop(loop: IterationSite, bound: str | None, ctx: Context) -> Iterator[Fix]:
    title = "Run the loop in a thread"
    if bound:
        yield disabled(title, bound)
        return
    if loop.where == "for":
        end = _end_of_loop(loop, ctx)
        reason = _reason_against(loop.start, end, ctx)
        step = RunBlockInThread(ctx.path, ctx.span(loop.start, end), ctx.thread_runner)
        yield disabled(title, reason) if reason else unsafe(title, step)
    iterable = ctx.span(*loop.expression_span)
    yield unsafe(
        "Collect the items in a thread", CollectInThread(ctx.path, iterable, ctx.thread_runner)
    )


def _end_of_loop(loop: IterationSite, ctx: Context) -> int:
    """Where the body of a `for` ends: so long its target has the value that the loop gives it."""
    depth = len(loop.block)
    ends = (
        row.block[depth][3]
        for rows in ctx.body.bindings.values()
        for row in rows
        if row.kind in ("iterate", "unpack") and loop.end < row.offset and len(row.block) > depth
        if loop.expression in (row.payload, row.payload[1])
    )
    return min(ends, default=loop.end)


def _reason_against(start: int, end: int, ctx: Context) -> str | None:
    """Why the code in a range must not run in a thread."""
    for place in ctx.pauses:
        if start < place < end:
            return "the block awaits"
    for call in ctx.body.calls:
        if start <= call.start < end:
            callees = ctx.callees(call)
            if loop_bound(callees, ctx) is not None or uses_loop(callees, ctx):
                return _OF_LOOP
            chain = ctx.blocking_chain(call)
            bound = thread_binding(chain, ctx) if chain is not None else None
            if bound and not _is_bound_inside(call.expression[1], start, end, ctx):
                return bound
    return None


def _is_bound_inside(callee: Expression, start: int, end: int, ctx: Context) -> bool:
    """Whether the object that is called upon is made, or comes to its name, in the range."""
    if callee[0] == NAME or all(value.tag == "module" for value in ctx.types(callee[1])):
        return True
    while callee[0] in (ATTRIBUTE, SUBSCRIPT, CALL):
        callee = callee[1]
    rows = ctx.body.bindings.get(callee[1], ()) if callee[0] == NAME else ()
    return bool(rows) and all(start <= row.offset < end for row in rows)
