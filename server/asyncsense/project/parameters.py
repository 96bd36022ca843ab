"""Parameters: through which of them a call decides whether a function blocks."""

from __future__ import annotations

from collections.abc import Callable

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.values import ClassValue, FunctionValue, Instance, Value
from asyncsense.syntax.expressions import STARRED
from asyncsense.syntax.sites import CallSite, Use
from asyncsense.syntax.summary import Function, walk_functions

_HARMLESS = frozenset((
    "discard", "test", "compare", "format", "store", "raise", "delete", "match", "return", "yield",
    "await", "assign",
))  # fmt: skip
"""Uses by which nothing of a value runs now: it is looked at, kept, given back or given another name."""


class DecidingParameters:
    """Tells the parameters of the project's functions through which what runs depends on the call.

    A function that keeps a callback for later need not be looked at anew for each callback that it is
    given.
    """

    def __init__(self, inference: Inference, runs_argument: Callable[[Value], bool]) -> None:
        """`runs_argument` tells whether something of a library calls or iterates what it is given."""
        self._inference = inference
        self._runs_argument = runs_argument
        self._known: dict[Function, tuple[str, ...]] = {}

    def of(self, value: FunctionValue) -> tuple[str, ...]:
        """The names of the deciding parameters."""
        known = self._known.get(value.function)
        if known is None:
            names = tuple(parameter.name for parameter in value.function.parameters)
            # Where functions hand a parameter round in a circle, it decides.
            self._known[value.function] = names
            known = tuple(name for name in names if self._decides(name, value))
            self._known[value.function] = known
        return known

    def _decides(self, name: str, value: FunctionValue) -> bool:
        names = _names_for(name, value.function)
        body = value.function.body
        if any(self._runs(one.use, value) for name in names for one in body.uses.get(name, ())):
            return True
        return any(
            not inner.is_async and not names.isdisjoint(inner.body.uses)
            for inner in walk_functions(value.function)
            if inner is not value.function
        )

    def _runs(self, use: Use, value: FunctionValue) -> bool:
        if use[0] == "argument":
            call = value.function.body.calls[use[1]]
            frame = self._inference.frame_of(value.function, value.module)
            callees = self._inference.callees(call.expression[1], frame)
            return any(self._receiver_runs(use[2], call, one) for one in callees)
        return use[0] not in _HARMLESS

    def _receiver_runs(self, place: int | str, call: CallSite, callee: Value) -> bool:
        """Whether what is called runs its argument at that position or of that name."""
        if isinstance(callee, ClassValue) and callee.cls.module.in_project:
            member = self._inference.find_member(callee.cls, "__init__")
            if member is None or member.rows[-1].kind != "def":
                return member is not None
            method = member.owner.node.functions[member.rows[-1].payload]
            callee = FunctionValue(method, member.owner.module, Instance(callee.cls))
        if not isinstance(callee, FunctionValue) or not callee.module.in_project:
            return self._runs_argument(callee)
        if any(one[0] == STARRED for one in call.expression[2]):
            return True
        names = [
            parameter.name
            for parameter in self._inference.own_parameters(callee, callee.function)
            if parameter.kind == "positional" or parameter.name == place
        ]
        if isinstance(place, int):
            if place >= len(names):
                return True
            place = names[place]
        return place not in names or place in self.of(callee)


def _names_for(name: str, function: Function) -> set[str]:
    """The local names by which the value of a parameter may be known."""
    found: set[str] = set()
    todo = [name]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            uses = function.body.uses.get(name, ())
            todo += [one for use in uses if use.use[0] == "assign" for one in use.use[1]]
    return found
