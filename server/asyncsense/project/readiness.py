"""What makes a call that usually waits return at once: its object is ready, or does not wait."""

from __future__ import annotations

import re

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import Instance
from asyncsense.knowledge.schema import BlockingCall, Condition, Parameter
from asyncsense.project.calls import argument, names_in, qualified_name
from asyncsense.project.chains import Chain
from asyncsense.project.origins import Origins
from asyncsense.syntax import expressions as form
from asyncsense.syntax.expressions import Expression, dotted_name, last_name
from asyncsense.syntax.sites import CallSite
from asyncsense.syntax.summary import Function
from asyncsense.syntax.switches import Switch, is_rebound

_IN_MEMORY = {"io.StringIO", "io.BytesIO", "_io.StringIO", "_io.BytesIO"}
_GUARDS = {"get_running_loop", "_get_running_loop", "is_running", "current_async_library"}
_QUESTION = re.compile(r"_?(in|is|has)_.*(async|loop|thread)")
_NO_WAITING = (((form.CONSTANT, "bool", False),), ((form.CONSTANT, "int", 0),))
# Who handles these calls a socket without knowing that it is ready, so it must not be a blocking one.
_TRIES = {"BlockingIOError", "InterruptedError"}


def returns_at_once(
    inference: Inference, origins: Origins, chain: Chain, call: CallSite, frame: Frame
) -> bool:
    """Whether something around a primitive's call makes it return without waiting."""
    if chain.hops or frame.function is None:
        return False
    callee = call.expression[1]
    made = origins.made_by(callee[1], frame) if callee[0] == form.ATTRIBUTE else None
    if chain.category == "file" and any(
        _is_in_memory(inference, one, frame) for one in (call.expression, made) if one is not None
    ):
        return True
    if chain.primitive.name == "ssl.SSLContext.wrap_socket":
        return _wraps_unconnected(inference, origins, call, frame)
    if chain.primitive.name == "socket.socket.connect" and made is not None:
        if "SOCK_DGRAM" in names_in(made):
            # Nobody is asked: it says where datagrams go.
            return True
    receiver = dotted_name(callee[1]) if callee[0] == form.ATTRIBUTE else None
    if receiver is None:
        return False
    if chain.primitive.name.endswith(("Future.result", "Future.exception")):
        told = _is_told(frame, receiver, {"done", "cancelled", "add_done_callback"})
        return told or _is_waited_for(frame, callee[1]) or _is_wrapped(frame, receiver, call.start)
    if chain.primitive.name.endswith("ueue.get"):
        return _is_told(frame, receiver, {"empty", "qsize"})
    if chain.category == "network":
        return _is_made_nonblocking(frame, receiver)
    return False


def is_told_not_to_wait(
    known: BlockingCall, call: Expression, frame: Frame, origins: Origins
) -> bool:
    """Whether the arguments of a known call, or those that made its object, let it return at once."""
    if any(_holds(one, call, frame) for one in known.nonblocking_when):
        return True
    if known.constructed_with is None:
        return False
    made = origins.made_by(call[1][1], frame) if call[1][0] == form.ATTRIBUTE else None
    given = argument(made, known.constructed_with) if made is not None else None
    return given is None or given[2:] == (0,)


def is_quick(known: BlockingCall, call: Expression, frame: Frame) -> bool:
    """Whether the arguments of a known call leave it nobody to wait for."""
    return any(_holds(one, call, frame) for one in known.quick_when)


def _holds(condition: Condition, call: Expression, frame: Frame) -> bool:
    given = argument(call, condition.parameter)
    if given is not None and given[0] == form.NAME:
        given = frame.constant(given[1]) or _compared_with(given, frame) or given
    if given is None and any(name is None for name, _ in call[3]):
        # Who knows what `**options` holds.
        return True
    if condition.missing or given is None:
        return condition.missing and given is None
    if condition.constant_name is not None:
        wanted = condition.constant_name.rpartition(".")[2]
        return wanted in names_in(given)
    if given[0] != form.CONSTANT:
        return False
    if isinstance(given[2], bool) is not isinstance(condition.value, bool):
        return False
    return bool(given[2] == condition.value)


def _compared_with(name: Expression, frame: Frame) -> Expression | None:
    """The constant that a test around a name has found it to be."""
    if frame.function is None:
        return None
    body = frame.function.body
    _, text, place = name
    for one in map(Switch._make, body.switches):
        compares = one.name == text and one.constant is not None and one.outcome
        if compares and one.start <= place < one.end:
            if not is_rebound(body.bindings.get(text, ()), one.start, place):
                return one.constant
    return None


def _is_in_memory(inference: Inference, call: Expression, frame: Frame) -> bool:
    """Whether a call is given a file that is none."""
    given = (*call[2][:2], *(value for _, value in call[3][:2]))
    values = (value for one in given for value in inference.evaluate(one, frame))
    return any(isinstance(one, Instance) and one.cls.qualname in _IN_MEMORY for one in values)


def asks_for_loop(function: Function) -> bool:
    """Whether a function asks if a loop is running before it starts one, or goes on where that fails."""
    if any(one.use[0] == "handler" for one in function.body.uses.get("RuntimeError", ())):
        return True
    names = {last_name(call.expression[1]) for call in function.body.calls}
    return not names.isdisjoint(_GUARDS) or any(map(_QUESTION.match, names))


def _wraps_unconnected(
    inference: Inference, origins: Origins, call: CallSite, frame: Frame
) -> bool:
    """Whether a socket is wrapped that has just been made: the handshake comes when it is connected."""
    given = argument(call.expression, Parameter("sock", 0))
    made = origins.made_by(given, frame) if given is not None else None
    classes = inference.callees(made[1], frame) if made is not None else ()
    if given is None or [qualified_name(value) for value in classes] != ["socket.socket"]:
        return False
    name = dotted_name(given)
    return name is None or not any(
        before.expression[1][0] == form.ATTRIBUTE
        and before.expression[1][2].startswith("connect")
        and dotted_name(before.expression[1][1]) == name
        and before.start < call.start
        for before in (frame.function.body.calls if frame.function is not None else ())
    )


def _is_told(frame: Frame, receiver: str, methods: set[str]) -> bool:
    """Whether the function calls one of `methods` on the same object."""
    assert frame.function is not None
    return any(
        callee[0] == form.ATTRIBUTE and callee[2] in methods and dotted_name(callee[1]) == receiver
        for callee in (call.expression[1] for call in frame.function.body.calls)
    )


def _is_wrapped(frame: Frame, receiver: str, start: int) -> bool:
    """Whether the loop has waited for a thread's future, by one of its own that is made of it."""
    assert frame.function is not None
    return any(
        last_name(call.expression[1]) == "wrap_future"
        and call.start < start
        and receiver in map(dotted_name, call.expression[2])
        for call in frame.function.body.calls
    )


def _is_waited_for(frame: Frame, future: Expression) -> bool:
    """Whether a future comes out of `as_completed`, or out of what `wait` waited for."""
    function = frame.function
    if future[0] != form.NAME or function is None:
        return False
    for row in function.body.bindings.get(future[1], ()):
        if row.kind == "iterate" and row.offset <= future[2] <= row.end:
            source = row.payload
            if _gives_done_ones(source, function) or _is_result_of_wait(source, function):
                return True
            if source[0] == form.NAME and any(
                {"wait", source[1]} <= names_in(call.expression) and call.start < source[2]
                for call in function.body.calls
            ):
                return True
    return False


def _is_result_of_wait(source: Expression, function: Function) -> bool:
    """Whether it is the first half of what `wait` gives: `done, pending = wait(futures)`."""
    return source[0] == form.NAME and any(
        row.kind == "unpack" and row.payload[2] == 0 and "wait" in names_in(row.payload[1])
        for row in function.body.bindings.get(source[1], ())
    )


def _gives_done_ones(source: Expression, function: Function) -> bool:
    """Whether it is `as_completed` that is iterated, here or in a thread."""
    call = source[1] if source[0] == form.AWAIT else source
    if call[0] != form.CALL:
        return False
    inner = [one for one in function.body.functions if call[4] < one.start < call[5]]
    calls = [other.expression for one in inner for other in one.body.calls]
    return any("as_completed" in names_in(one) for one in (call, *calls))


def _is_made_nonblocking(frame: Frame, receiver: str) -> bool:
    """Whether a socket is non-blocking: set so, watched by the loop, or tried without waiting."""
    function = frame.function
    assert function is not None
    if not _TRIES.isdisjoint(function.body.uses):
        return True
    owner = function.lexical_class()
    functions = owner.functions if owner is not None and "." in receiver else (function,)
    return any(
        _makes_nonblocking(call.expression, receiver)
        for one in functions
        for call in one.body.calls
    )


def _makes_nonblocking(call: Expression, receiver: str) -> bool:
    callee = call[1]
    if callee[0] != form.ATTRIBUTE:
        return False
    if callee[2] in ("setblocking", "settimeout"):
        return dotted_name(callee[1]) == receiver and call[2][:1] in _NO_WAITING
    watched = callee[2].startswith(("sock_", "add_reader", "add_writer"))
    return watched and bool(call[2]) and dotted_name(call[2][0]) == receiver
