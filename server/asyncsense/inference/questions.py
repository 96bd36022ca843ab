"""What looking up names asks of the parts of inference that build on it."""

from __future__ import annotations

from asyncsense.inference.frames import Frame
from asyncsense.inference.values import ClassRef, FunctionValue, Types
from asyncsense.syntax.expressions import Expression


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

    def remaining(self, types: Types, name: str, offset: int, frame: Frame) -> Types:
        raise NotImplementedError

    def is_protocol(self, cls: ClassRef) -> bool:
        raise NotImplementedError

    def may_stand_for(self, cls: ClassRef, wanted: ClassRef) -> bool:
        raise NotImplementedError

    def attribute(self, types: Types, name: str) -> Types:
        raise NotImplementedError
