"""Contexts: when a function has to be looked at anew for what a call gives to it."""

from __future__ import annotations

from collections.abc import Collection

from asyncsense.inference.arguments import Arguments
from asyncsense.inference.frames import Frame
from asyncsense.inference.overloads import Overloads
from asyncsense.inference.values import UNKNOWN, FunctionValue, Instance, Types
from asyncsense.syntax.sites import Parameter
from asyncsense.syntax.summary import Function

_CALLABLES = {"function", "decorated", "partial"}
_MAX_CONTEXT = 4


class Contexts(Overloads):
    """The part of inference that chooses the frame for a call."""

    context_depth = 0
    """How many calls with frames of their own are being followed."""

    def call_frame(
        self,
        value: FunctionValue,
        arguments: Arguments | None,
        deciding: Collection[str] | None = None,
    ) -> Frame:
        """The frame for one call: the shared one, or one of its own where arguments tell more of the
        parameters that are `deciding` (None: of any)."""
        parameters: dict[str, Types] = {}
        if arguments is not None and deciding != () and self.context_depth < _MAX_CONTEXT:
            parameters = self._given(value, arguments, deciding)
        if not parameters and value.closure is None:
            return self.frame_of(value.function, value.module, value.bound)
        context = tuple(sorted(parameters.items(), key=lambda item: item[0]))
        key = ("call", value.function, value.bound, value.closure, context)
        frame = value.module.frames.get(key)
        if frame is None:
            frame = value.module.frames[key] = Frame(
                value.module, value.function, None, value.bound, parameters, None, value.closure
            )
        return frame

    def annotation_frame(self, value: FunctionValue, signature: Function) -> Frame:
        """The frame in which the annotations of a signature are evaluated."""
        if value.closure is not None:
            return value.closure
        return self.definition_frame(signature, value.module)

    def _given(
        self, value: FunctionValue, arguments: Arguments, deciding: Collection[str] | None
    ) -> dict[str, Types]:
        """What the arguments tell of parameters beyond their annotations."""
        found: dict[str, Types] = {}
        for parameter, types in self.bound_arguments(value, value.function, arguments):
            if deciding is not None and parameter.name not in deciding:
                continue
            if not self._tells_more(parameter, value):
                continue
            given = types()
            if not given or UNKNOWN in given:
                continue
            if parameter.annotation is None or all(one.tag in _CALLABLES for one in given):
                found[parameter.name] = given
        return found

    def _tells_more(self, parameter: Parameter, value: FunctionValue) -> bool:
        """Whether an argument may tell more than the annotation of its parameter: which function it is."""
        if parameter.annotation is None:
            return True
        frame = self.annotation_frame(value, value.function)
        declared = self.annotation(parameter.annotation, frame)
        return not all(
            one.tag == "none"
            or (isinstance(one, Instance) and self.find_member(one.cls, "__call__") is None)
            for one in declared
        )
