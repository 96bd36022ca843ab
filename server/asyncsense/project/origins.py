"""Where objects come from: the call that made what a name or attribute holds."""

from __future__ import annotations

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import Instance
from asyncsense.syntax import expressions as form
from asyncsense.syntax.expressions import Expression, dotted_name
from asyncsense.syntax.sites import Binding


class Origins:
    """Follows names back to the calls behind them."""

    def __init__(self, inference: Inference) -> None:
        self._inference = inference

    def made_by(self, expression: Expression, frame: Frame) -> Expression | None:
        """The call that made the object: the expression itself, or what its name was assigned."""
        if expression[0] == form.CALL:
            return expression
        name = dotted_name(expression)
        function = frame.function
        if name is None or function is None:
            return None
        offset = _root_offset(expression)
        rows = [
            row
            for row in function.body.bindings.get(name, ())
            if row.offset <= offset <= row.end and row.kind in ("assign", "annotated", "with")
        ]
        if not rows:
            local = any(one.name == name for one in function.parameters)
            return None if local else self._made_in_methods(expression, frame)
        payload = rows[-1].payload[1] if rows[-1].kind == "annotated" else rows[-1].payload
        return payload if payload is not None and payload[0] == form.CALL else None

    def _made_in_methods(self, expression: Expression, frame: Frame) -> Expression | None:
        if expression[0] != form.ATTRIBUTE:
            if expression[0] != form.NAME:
                return None
            rows = [row.binding for row in frame.module.bindings.get(expression[1], ())]
        else:
            receiver = self._inference.evaluate(expression[1], frame)
            if len(receiver) != 1 or not isinstance(receiver[0], Instance):
                return None
            rows = []
            for cls in self._inference.mro(receiver[0].cls):
                found = cls.node.set_on_self(expression[2])
                if found:
                    rows = [Binding._make(row[1:]) for row in found]
                    break
        calls = [
            row.payload[1] if row.kind == "annotated" else row.payload
            for row in rows
            if row.kind in ("assign", "annotated")
        ]
        calls = [one for one in calls if one is not None and one[0] == form.CALL]
        return calls[0] if len(calls) == 1 else None


def _root_offset(expression: Expression) -> int:
    while expression[0] == form.ATTRIBUTE:
        expression = expression[1]
    return int(expression[2]) if expression[0] == form.NAME else 0
