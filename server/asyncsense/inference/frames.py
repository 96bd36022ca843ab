"""The surroundings in which an expression is evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING

from asyncsense.inference.values import Types, Value
from asyncsense.syntax.expressions import Expression
from asyncsense.syntax.summary import Class, Function
from asyncsense.syntax.switches import is_rebound

if TYPE_CHECKING:
    from asyncsense.inference.modules import Module


class Frame:
    """One function (or the code of a module or class body) in one context.

    The context is what is known beyond the text: the object behind `self`, the types of parameters
    and type variables, and the frame around a closure. Answers are remembered in the frame.
    """

    __slots__ = (
        "annotation_memo",
        "call_memo",
        "callee_memo",
        "cls",
        "constants",
        "function",
        "module",
        "name_memo",
        "outer",
        "parameters",
        "receiver",
        "result",
        "type_variables",
    )

    def __init__(
        self,
        module: Module,
        function: Function | None,
        cls: Class | None = None,
        receiver: Value | None = None,
        parameters: Mapping[str, Types] | None = None,
        type_variables: Mapping[str, Types] | None = None,
        outer: Frame | None = None,
    ) -> None:
        self.module = module
        self.function = function
        self.cls = cls
        """The class whose body (or annotations) this is evaluated in."""
        self.receiver = receiver
        self.parameters = parameters or {}
        self.type_variables = type_variables or {}
        self.outer = outer
        self.constants: Mapping[str, Expression] = {}
        """Parameters that are constants here, where that decides what runs."""
        self.result: Types | None = None
        """What the function returns, once it is known."""
        self.name_memo: dict[object, Types] = {}
        self.call_memo: dict[tuple[int, int], Types] = {}
        self.callee_memo: dict[int, tuple[Expression, Types]] = {}
        self.annotation_memo: dict[int, tuple[Expression, Types]] = {}
        """These two by the identity of the expression, which is kept alive for it."""

    def constant(self, name: str) -> Expression | None:
        """What a parameter is known to be all through the function."""
        known = self.constants.get(name)
        if known is None or self.function is None:
            return None
        return None if is_rebound(self.function.body.bindings.get(name, ())) else known

    def given(self, constants: Mapping[str, Expression]) -> Frame:
        """The same frame with some parameters known to be constants: expressions are in it what they are
        in this one."""
        frame = copy(self)
        frame.constants = constants
        return frame
