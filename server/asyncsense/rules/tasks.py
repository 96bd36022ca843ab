"""Tasks: what makes one, and whether anything refers to it."""

from __future__ import annotations

from asyncsense.inference.frames import Frame
from asyncsense.inference.values import FunctionValue, Value
from asyncsense.knowledge.schema import Parameter
from asyncsense.project.calls import argument
from asyncsense.project.project import Registration
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, NAME, Expression, last_name
from asyncsense.syntax.sites import CallSite, NameUse, Use, loops_in
from asyncsense.syntax.summary import Function, walk_functions

_TASK_CLASSES = {"asyncio.tasks.Task", "_asyncio.Task"}
_LOOPS = ("loop", "_loop", "event_loop")
# They leave the reference where it is.
_WEAK = {
    "add_done_callback", "remove_done_callback", "done", "cancelled", "get_name", "set_name",
}  # fmt: skip
_ADDS = {"append", "add", "insert", "appendleft", "put_nowait"}
_WEAK_OF_CONTAINERS = {*_ADDS, "discard", "remove", "clear", "copy"}
_MAX_DEPTH = 4


def makes_task(call: Expression, frame: Frame, ctx: Context, depth: int = 0) -> bool:
    """Whether a call gives a new task of which nobody else keeps a reference.

    It calls what asyncio has for that, or a function of the project that does nothing but return one.
    Where the type of an object called `loop` is not known, `create_task` is taken for what it says.
    """
    values = ctx.inference.callees(call[1], frame)
    return all(_gives_task(value, call, frame, ctx, depth) for value in values)


def _gives_task(value: Value, call: Expression, frame: Frame, ctx: Context, depth: int) -> bool:
    if value.tag in ("unknown", "external"):
        callee = call[1]
        by_name = callee[0] == ATTRIBUTE and callee[2] == "create_task"
        return by_name and callee[1][0] in (NAME, ATTRIBUTE) and last_name(callee[1]) in _LOOPS
    names = ctx.project.names_of(value)
    if isinstance(value, FunctionValue) and value.module.in_project:
        # What stands behind speaks of a method that this one overrides.
        names = names[:1]
    known = next((row for row in map(ctx.project.knowledge.tasks.get, names) if row), None)
    if known is not None:
        future = argument(call, Parameter("coro_or_future", 0))
        kinds = ctx.kinds(ctx.inference.evaluate(future, frame)) if future is not None else set()
        return not known.keeps and not kinds & {"task", "awaitable"}
    if value.tag == "class":
        return not _TASK_CLASSES.isdisjoint(names)
    if not isinstance(value, FunctionValue) or not value.module.in_project or depth > _MAX_DEPTH:
        return False
    function = value.function
    if function.is_async or function.is_generator or not function.body.returns:
        return False
    inner = ctx.inference.frame_of(function, value.module, value.bound)
    return all(
        _is_new_task(returned, function, inner, ctx, depth + 1)
        for returned, *_ in function.body.returns
    )


def _is_new_task(
    returned: Expression, function: Function, frame: Frame, ctx: Context, depth: int
) -> bool:
    if returned[0] == NAME:
        rows = function.body.bindings.get(returned[1], ())
        uses = function.body.uses.get(returned[1], ())
        if len(rows) != 1 or rows[0].kind != "assign" or _is_seen_inside(returned[1], function):
            return False
        if not all(one.use[0] == "return" or _is_weak(one.use) for one in uses):
            return False
        returned = rows[0].payload
    return returned[0] == CALL and makes_task(returned, frame, ctx, depth)


def lost_reference(call: CallSite, ctx: Context) -> str | None:
    """How the value of a call is lost, in words; None where something may keep it."""
    return _Fate(ctx, call).of(call.use)


class _Fate:
    """What becomes of the value of a call."""

    def __init__(self, ctx: Context, call: CallSite) -> None:
        self._ctx = ctx
        self._call = call

    def of(self, use: Use) -> str | None:
        match use:
            case ("discard",):
                return "that nothing keeps"
            case ("either", outer):
                return self.of(outer)
            case ("attribute", name, _) if name in _WEAK:
                return "that nothing keeps"
            case ("assign", (name,), *_):
                return self._of_name(name)
            case ("element" | "comprehension", kind, outer, _) if kind != "generator":
                return self._of_container(outer)
            case ("argument", index, _):
                container = self._collecting(index)
                return self._of_local_container(container) if container else None
            case ("lambda",) if isinstance(self._ctx.loop_registration, Registration):
                return "that the event loop does not keep"
        return None

    def _of_name(self, name: str) -> str | None:
        uses = self._uses_of(name)
        if uses is None:
            return None
        for one in uses:
            if one.use[0] == "argument":
                container = self._collecting(one.use[1])
                if container is None or self._of_local_container(container) is None:
                    return None
            elif not _is_weak(one.use) or _is_said_to_be_done(one.use) or self._is_polled(one):
                return None
        return None if self._waits_meanwhile() else f"that only the local name `{name}` refers to"

    def _of_container(self, outer: Use) -> str | None:
        match outer:
            case ("discard",):
                return "that nothing keeps"
            case ("assign", (name,), *_):
                return self._of_local_container(name)
        return None

    def _of_local_container(self, name: str) -> str | None:
        uses = self._uses_of(name)
        if uses is None:
            return None
        for one in uses:
            match one.use:
                case ("attribute", method, _) if method in _WEAK_OF_CONTAINERS:
                    continue
                case ("argument", index, 0) if self._callee_name(index) == "len":
                    continue
                case ("test" | "delete", *_):
                    continue
            return None
        return None if self._waits_meanwhile() else f"that only the local name `{name}` refers to"

    def _collecting(self, index: int) -> str | None:
        """The name of the container to which the call of that index adds its argument."""
        callee = self._ctx.body.calls[index].expression[1]
        adds = callee[0] == ATTRIBUTE and callee[2] in _ADDS and callee[1][0] == NAME
        return str(callee[1][1]) if adds else None

    def _callee_name(self, index: int) -> str:
        return last_name(self._ctx.body.calls[index].expression[1])

    def _uses_of(self, name: str) -> tuple[NameUse, ...] | None:
        """The uses of a name that dies with the function; None for any other name."""
        function = self._ctx.function
        if function.kind not in ("function", "lambda") or name in function.body.outside:
            return None
        rows = function.body.bindings.get(name, ())
        if not any(row.kind in ("assign", "annotated") for row in rows):
            return None
        return None if _is_seen_inside(name, function) else self._ctx.uses_of(name)

    def _is_polled(self, use: NameUse) -> bool:
        """`while not task.done(): await …`: the name is there until then."""
        if use.use[:2] != ("attribute", "done"):
            return False
        following = (one for one in self._ctx.body.awaits if one.start > use.offset)
        pause = min(following, key=lambda one: one.start, default=None)
        return pause is not None and any(
            loop not in self._call.block for loop in loops_in(pause.block)
        )

    def _waits_meanwhile(self) -> bool:
        """Whether the function itself goes on waiting, and keeps its local names so long."""
        if loops_in(self._call.block):
            return False
        if not self._ctx.is_async and self._runs_loop_later():
            return True
        sleeps = {
            one.start
            for one in self._ctx.body.awaits
            if one.expression[0] == CALL and last_name(one.expression) == "sleep"
        }
        return any(start > self._call.end for start in self._ctx.pauses if start not in sleeps)

    def _runs_loop_later(self) -> bool:
        """Whether the function runs an event loop to its end after the call."""
        ctx = self._ctx
        rows = (
            ctx.project.knowledge.blocking.get(name)
            for call in ctx.body.calls
            if call.start > self._call.end
            for value in ctx.inference.callees(call.expression[1], ctx.frame)
            for name in ctx.project.names_of(value)
        )
        return any(row is not None and row.category == "event-loop" for row in rows)


def _is_weak(use: Use) -> bool:
    return use[0] == "delete" or (use[0] == "attribute" and use[1] in _WEAK)


def _is_said_to_be_done(use: Use) -> bool:
    """`assert task.done()`: the name is there until then."""
    return use[:2] == ("attribute", "done") and use[2][2:] == (("test", "assert"),)


def _is_seen_inside(name: str, function: Function) -> bool:
    """Whether an inner function uses the name."""
    return any(
        name in inner.body.uses for inner in walk_functions(function) if inner is not function
    )
