from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import FunctionValue, Instance
from asyncsense.rules.blocking import headline
from asyncsense.rules.context import Context
from asyncsense.rules.rule import Rule
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, NAME, Expression, dotted_name
from asyncsense.syntax.sites import CallSite, WithSite

# Not those that may be taken twice: `RLock`, and conditions, which have one.
_ASYNC_LOCKS = {"asyncio.locks.Lock", "anyio._core._synchronization.Lock", "trio._sync.Lock"}
_THREAD_LOCKS = {"_thread.lock", "_thread.LockType", "threading.Lock"}
_MAX_DEPTH = 3


class ReenteredLock(Rule):
    """A lock is held, and what runs meanwhile takes it again.

    ## Why is this bad?
    `asyncio.Lock` does not know who holds it: a task that wants a lock of which it is the owner itself waits for
    ever, and everybody who wants the lock after that waits, too. There is no asynchronous counterpart of
    `threading.RLock`. A `threading.Lock` taken twice in one thread stops the whole thread.

    The second time may be hidden in a method that is called while the lock is held.

    ## Example
    ```python
    import asyncio

    class Account:
        def __init__(self):
            self.lock = asyncio.Lock()
            self.balance = 0

        async def book(self, amount):
            async with self.lock:
                self.balance += amount

        async def move(self, other, amount):
            async with self.lock:
                await self.book(-amount)
                await other.book(amount)
    ```

    ## Use instead
    ```python
    import asyncio

    class Account:
        def __init__(self):
            self.lock = asyncio.Lock()
            self.balance = 0

        async def book(self, amount):
            async with self.lock:
                self.balance += amount

        async def move(self, other, amount):
            await self.book(-amount)
            await other.book(amount)
    ```

    Where all of it must happen under the lock, let the public methods take it, and call private ones that expect
    it to be held.

    ## Fix safety
    No fix is offered: what the lock is to protect is for the author to say.

    ## When to ignore it
    Where a subclass that does not take the lock overrides the method. A method that returns before it comes to the
    lock, or takes it only on a condition, is not reported.

    ## References
    - [asyncio.Lock](https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock)

    ## In other tools
    none
    """

    name = "reentered-lock"
    severity = Severity.ERROR
    message = "`{lock}` is held here already, and {again}: it waits for itself for ever"
    since = "0.1"

    def visit_with(self, item: WithSite, ctx: Context) -> Iterator[Diagnostic]:
        if not _is_lock(item, ctx.frame, ctx) or _is_released(item, ctx):
            return
        place = dotted_name(item.expression) or ""
        for inner in ctx.body.withs:
            if item.end < inner.start < item.body_end and inner.is_async == item.is_async:
                if dotted_name(inner.expression) == place and _is_shared(
                    inner.expression, ctx.frame
                ):
                    span = ctx.span(inner.start, inner.end)
                    yield ctx.report(self, span, lock=place, again="is taken again")
        for call in ctx.body.calls:
            if not item.end < call.start < item.body_end or _is_late(call, item):
                continue
            if _takes_again(call, item, ctx.frame, ctx, 0):
                span = ctx.call_span(call)
                again = f"`{headline(ctx.source(span))}` takes it again"
                taken = ctx.related(item.start, item.end, f"`{place}` is taken")
                yield ctx.report(self, span, related=(taken,), lock=place, again=again)


def _is_lock(item: WithSite, frame: Frame, ctx: Context) -> bool:
    """Whether a `with` takes a lock that the object or the module has, and that nobody may take twice."""
    wanted = _ASYNC_LOCKS if item.is_async else _THREAD_LOCKS
    types = ctx.inference.evaluate(item.expression, frame)
    return (
        _is_shared(item.expression, frame)
        and bool(types)
        and all(isinstance(one, Instance) and one.cls.qualname in wanted for one in types)
    )


def _is_shared(expression: Expression, frame: Frame) -> bool:
    """`self.lock`, or a name of the module."""
    function = frame.function
    if function is None:
        return False
    if expression[0] == ATTRIBUTE:
        own = function.owner is not None and function.parameters
        return bool(own) and expression[1][:2] == (NAME, function.parameters[0].name)
    local = expression[0] == NAME and expression[1] in function.body.bindings
    is_global = expression[0] == NAME and expression[1] in frame.module.bindings
    return is_global and not local and all(one.name != expression[1] for one in function.parameters)


def _is_released(item: WithSite, ctx: Context) -> bool:
    """Whether the lock is let go in the meantime."""
    place = dotted_name(item.expression)
    return any(
        call.expression[1][0] == ATTRIBUTE
        and call.expression[1][2] == "release"
        and dotted_name(call.expression[1][1]) == place
        for call in ctx.body.calls
    )


def _is_late(call: CallSite, item: WithSite) -> bool:
    """Whether a coroutine is only made here, and awaited by somebody else, or later."""
    return item.is_async and call.use[0] != "await"


def _takes_again(call: CallSite, item: WithSite, frame: Frame, ctx: Context, depth: int) -> bool:
    """Whether every function that a call may mean takes the lock of `item` as it goes."""
    values = ctx.inference.callees(call.expression[1], frame)
    return bool(values) and all(
        isinstance(value, FunctionValue) and _runs_into(value, call, item, frame, ctx, depth)
        for value in values
    )


def _runs_into(
    value: FunctionValue, call: CallSite, item: WithSite, frame: Frame, ctx: Context, depth: int
) -> bool:
    function = value.function
    if not value.module.in_project or function.is_generator or depth > _MAX_DEPTH:
        return False
    if function.is_async is not (call.use[0] == "await") or (
        function.is_async and not item.is_async
    ):
        return False
    if item.expression[0] == ATTRIBUTE:
        if not _is_on_self(call.expression[1], frame) or function.owner is None:
            return False
    elif value.module is not frame.module:
        return False
    inner = ctx.inference.frame_of(function, value.module, value.bound)
    for other in function.body.withs:
        if other.is_async is item.is_async and function.body.always_reaches(other):
            if _same(other.expression, item.expression) and _is_lock(other, inner, ctx):
                return True
    return any(
        function.body.always_reaches(other)
        and not _is_late(other, item)
        and _takes_again(other, item, inner, ctx, depth + 1)
        for other in function.body.calls
    )


def _is_on_self(callee: Expression, frame: Frame) -> bool:
    function = frame.function
    if callee[0] != ATTRIBUTE or function is None or not function.parameters:
        return False
    receiver = callee[1]
    if receiver[0] == CALL and receiver[1][:2] == (NAME, "super"):
        return True
    return bool(receiver[:2] == (NAME, function.parameters[0].name))


def _same(one: Expression, other: Expression) -> bool:
    """Whether two expressions name the same attribute, or the same variable."""
    part = 2 if one[0] == ATTRIBUTE else 1
    return bool(one[0] == other[0] and one[part] == other[part])
