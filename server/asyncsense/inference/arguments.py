"""The arguments of a call, evaluated when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from asyncsense.inference.values import Types
from asyncsense.syntax.expressions import STARRED, Expression

if TYPE_CHECKING:
    from asyncsense.inference.frames import Frame

Evaluate = Callable[[Expression, "Frame"], Types]
Lazy = Callable[[], Types]
_NO_KEYWORDS: dict[str | None, Expression] = {}


class Arguments:
    """Positional and keyword arguments; `has_unpacking` if `*` or `**` hides some."""

    def __init__(
        self,
        expressions: tuple[Expression, ...],
        keywords: tuple[tuple[str | None, Expression], ...],
        frame: Frame | None,
        evaluate: Evaluate | None,
        types: tuple[Types, ...] = (),
    ) -> None:
        self.frame = frame
        self._keywords = dict(keywords) if keywords else _NO_KEYWORDS
        self.unpacks_names = None in self._keywords
        self.has_unpacking = self.unpacks_names
        self._expressions = expressions
        self.unpacked: Expression | None = None
        """What is unpacked behind the positional arguments that are counted, with `*`."""
        for position, expression in enumerate(expressions):
            if expression[0] == STARRED:
                self.has_unpacking = True
                self._expressions = expressions[:position]
                self.unpacked = expression
                break
        self._evaluate = evaluate
        self._types = types

    @classmethod
    def of_types(cls, types: tuple[Types, ...]) -> Arguments:
        """Positional arguments of which only the types are known."""
        return cls((), (), None, None, types)

    @property
    def count(self) -> int:
        """How many positional arguments stand before any unpacking."""
        return len(self._types) or len(self._expressions)

    @property
    def keyword_names(self) -> tuple[str, ...]:
        return tuple(name for name in self._keywords if name is not None)

    def expression(self, position: int) -> Expression | None:
        return self._expressions[position] if position < len(self._expressions) else None

    def keyword_expression(self, name: str) -> Expression | None:
        return self._keywords.get(name)

    def positional(self, position: int) -> Lazy | None:
        if position < len(self._types):
            types = self._types[position]
            return lambda: types
        return self._lazy(self.expression(position))

    def keyword(self, name: str) -> Lazy | None:
        return self._lazy(self._keywords.get(name))

    def rest(self) -> Lazy | None:
        """What is unpacked with `*`, as one object."""
        return self._lazy(self.unpacked)

    def _lazy(self, expression: Expression | None) -> Lazy | None:
        frame, evaluate = self.frame, self._evaluate
        if expression is None or frame is None or evaluate is None:
            return None
        return lambda: evaluate(expression, frame)
