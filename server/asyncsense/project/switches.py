"""Switches: parameters by which a call decides what runs, as in `def stop(wait=False)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from asyncsense.inference.arguments import Arguments
from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import FunctionValue
from asyncsense.knowledge.schema import BlockingCall
from asyncsense.syntax.expressions import CONSTANT, NAME, Expression
from asyncsense.syntax.sites import loops_in
from asyncsense.syntax.summary import Function
from asyncsense.syntax.switches import is_rebound

_KINDS = {"bool", "NoneType", "int", "float", "str"}


class Switches:
    """Finds the frames in which parameters of the project's functions are constants that decide."""

    def __init__(
        self, inference: Inference, known: Callable[[FunctionValue], BlockingCall | None]
    ) -> None:
        """`known` tells what is known of a function of a library that blocks."""
        self._inference = inference
        self._known = known
        self._deciding: dict[Function, tuple[str, ...]] = {}
        self._frames: dict[tuple[Frame, tuple[tuple[str, Expression], ...]], Frame] = {}

    def frame_for(self, frame: Frame, value: FunctionValue, arguments: Arguments) -> Frame:
        """The frame for a call: `frame`, or one that knows the constants which the call decides by."""
        names = self.of(value)
        if not names:
            return frame
        constants = dict(self._given(names, value, arguments))
        if not constants:
            return frame
        key = (frame, tuple(constants.items()))
        known = self._frames.get(key)
        if known is None:
            known = self._frames[key] = frame.given(constants)
        return known

    def of(self, value: FunctionValue) -> tuple[str, ...]:
        """The parameters of a function that decide what runs in it, or in what it hands them on to."""
        function = value.function
        known = self._deciding.get(function)
        if known is None:
            self._deciding[function] = ()
            body = function.body
            asked = {row[2] for row in body.switches}
            known = tuple(
                one.name
                for one in function.parameters
                if (one.name in asked and not _changes_in_loop(one.name, function))
                or self._is_handed_on(one.name, value)
            )
            self._deciding[function] = known
        return known

    def _is_handed_on(self, name: str, value: FunctionValue) -> bool:
        """Whether a parameter is given to what looks at it before it blocks."""
        body = value.function.body
        if is_rebound(body.bindings.get(name, ())):
            return False
        for one in body.uses.get(name, ()):
            if one.use[0] == "argument":
                callee = body.calls[one.use[1]].expression[1]
                frame = self._inference.frame_of(value.function, value.module)
                for target in self._inference.callees(callee, frame):
                    if isinstance(target, FunctionValue) and self._looks_at(target, one.use[2]):
                        return True
        return False

    def _looks_at(self, target: FunctionValue, place: int | str) -> bool:
        known = self._known(target)
        if known is not None or not target.module.in_project:
            return known is not None and bool(known.nonblocking_when)
        if isinstance(place, int):
            own = self._inference.own_parameters(target, target.function)
            place = own[place].name if place < len(own) else ""
        return place in self.of(target)

    def _given(
        self, names: tuple[str, ...], value: FunctionValue, arguments: Arguments
    ) -> Iterator[tuple[str, Expression]]:
        """The constants among what a call gives for `names`, or leaves at their defaults."""
        own = self._inference.own_parameters(value, value.function)
        for position, parameter in enumerate(own):
            if parameter.name not in names:
                continue
            given = arguments.keyword_expression(parameter.name)
            if given is None and parameter.kind == "positional":
                given = arguments.expression(position)
            if given is None and not arguments.has_unpacking:
                given = parameter.default
            if given is not None and given[0] == NAME and arguments.frame is not None:
                given = arguments.frame.constant(given[1])
            if given is not None and given[0] == CONSTANT and given[1] in _KINDS:
                yield parameter.name, given


def _changes_in_loop(name: str, function: Function) -> bool:
    """Whether a parameter gets another value in a loop, where a test before it may see that."""
    rows = function.body.bindings.get(name, ())
    return any(row.kind != "narrow" and loops_in(row.block) for row in rows)
