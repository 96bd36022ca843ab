"""Where the `await` goes that a coroutine lacks, in a function that can await."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Fix, Step
from asyncsense.fixes.steps import AddAwait, AwaitElements, GatherElements, RemoveAwait
from asyncsense.inference.values import without_none
from asyncsense.project.consumption import Misuse
from asyncsense.rules.context import Context, safe, unsafe
from asyncsense.syntax.expressions import CALL, EITHER, NAME
from asyncsense.syntax.sites import AwaitSite, CallSite, Use

_GATHER = "Await them together with `asyncio.gather`"


def await_fixes(call: CallSite, misuse: Misuse, ctx: Context) -> Iterator[Fix]:
    """The fixes for a call of which the coroutine is lost or misused, the best first."""
    if call.use[0] in ("element", "comprehension"):
        yield from _in_container(call, ctx)
        return
    if _is_part_for_scheduler(call, ctx):
        return
    add_await = AddAwait(ctx.path, ctx.call_span(call))
    moved = list(_moved_awaits(call, misuse, ctx))
    if moved:
        yield unsafe("Move `await` here", add_await, *moved)
    else:
        make = safe if misuse.kind == "discarded" else unsafe
        yield make("Add `await`", add_await)


def _is_part_for_scheduler(call: CallSite, ctx: Context) -> bool:
    """`wait_for(f()["key"], 3)`: what wants the coroutine is given a part of its result, so that the
    `await` belongs around both."""
    use = call.use
    while use[0] in ("subscript", "attribute"):
        use = use[-1]
    if use[0] != "argument" or use == call.use:
        return False
    schedulers = ctx.project.knowledge.schedules
    return ctx.calls_one_of(ctx.body.calls[use[1]], schedulers) is not None


def _in_container(call: CallSite, ctx: Context) -> Iterator[Fix]:
    span, path = ctx.call_span(call), ctx.path
    kind, outer = call.use[1], call.use[2]
    container = ctx.container_of(call)
    if kind != "generator" or container is None:
        yield unsafe("Add `await`", AddAwait(path, span))
    elif outer[0] == "argument":
        yield unsafe("Await each one in a list", AwaitElements(path, container, span))
    if container is None or kind == "dict" or ctx.library != "asyncio":
        return
    if outer[0] in ("discard", "assign", "argument", "iterate") and _all_awaitable(call, ctx):
        yield unsafe(_GATHER, GatherElements(path, container))


def _all_awaitable(call: CallSite, ctx: Context) -> bool:
    """Whether the calls that are elements beside `call` give something to await as well."""
    beside = [
        one for one in ctx.body.calls if one.use[0] == "element" and one.use[3] == call.use[3]
    ]
    return all(
        ctx.kinds(without_none(ctx.types(one.expression))) <= {"coroutine", "awaitable", "task"}
        for one in beside
    )


def _moved_awaits(call: CallSite, misuse: Misuse, ctx: Context) -> Iterator[Step]:
    """What is done about the awaits that stand elsewhere for this one."""
    if misuse.kind == "one branch" and call.use[0] == "assign":
        for one in ctx.body.awaits:
            if one.expression[:2] == (NAME, call.use[1][0]) and one.start > call.end:
                yield _remove(one, ctx)
        return
    around = [one for one in ctx.body.awaits if one.start < call.start and call.end <= one.end]
    if not around:
        return
    outer = max(around, key=lambda one: one.start)
    if _leads_to_await(call.use):
        yield _remove(outer, ctx)
    elif call.use[:2] == ("test", "boolean") and outer.expression[0] == EITHER:
        yield from _distributed(outer, call, ctx)


def _leads_to_await(use: Use) -> bool:
    """`await f()[k]`: whether what is awaited is a part of what `f()` was taken for."""
    while use[0] in ("subscript", "attribute"):
        use = use[-1]
    return bool(use[0] == "await")


def _distributed(outer: AwaitSite, call: CallSite, ctx: Context) -> Iterator[Step]:
    """`await (f() or g())` becomes `(await f() or await g())`, if all of it can be awaited."""
    values = outer.expression[1]
    for value in values:
        kinds = ctx.kinds(without_none(ctx.types(value)))
        if value[0] != CALL or not kinds or not kinds <= {"coroutine", "awaitable", "task"}:
            return
    yield _remove(outer, ctx)
    for value in values:
        if value != call.expression:
            yield AddAwait(ctx.path, ctx.span(value[4], value[5]))


def _remove(awaited: AwaitSite, ctx: Context) -> RemoveAwait:
    return RemoveAwait(ctx.path, ctx.span(awaited.start, awaited.end))
