"""What looking up names asks of the parts of inference that build on it."""

from __future__ import annotations

from asyncsense.inference.frames import Frame
from asyncsense.inference.modules import Module
from asyncsense.inference.values import NOTHING, ClassRef, FunctionValue, Types
from asyncsense.syntax.expressions import Expression
from asyncsense.syntax.summary import Function


class Questions:
    """Answered by the classes further down."""

    def evaluate(self, expression: Expression, frame: Frame) -> Types:
        raise NotImplementedError

    def annotation(self, expression: Expression, frame: Frame) -> Types:
        raise NotImplementedError

    def iterated(self, types: Types) -> Types:
        raise NotImplementedError

    def async_iterated(self, types: Types) -> Types:
        raise NotImplementedError

    def entered(self, types: Types, is_async: bool) -> Types:
        raise NotImplementedError

    def decorated(self, function: FunctionValue, frame: Frame) -> Types:
        raise NotImplementedError

    def tuple_fields(self, cls: ClassRef) -> tuple[str, ...]:
        raise NotImplementedError

    def attribute(self, types: Types, name: str) -> Types:
        raise NotImplementedError

    def attribute_evidence(self, cls: ClassRef, name: str) -> Types:
        """What other code of the project sets an attribute to that the class says nothing of."""
        return NOTHING

    def parameter_evidence(self, function: Function, module: Module, parameter: str) -> Types:
        """What callers in the project pass for an unannotated parameter."""
        return NOTHING
