"""What libraries give to functions of the project that are handed to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asyncsense.inference.annotations import substitute
from asyncsense.inference.arguments import Arguments
from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.modules import Module
from asyncsense.inference.values import (
    CallableValue,
    ClassValue,
    FunctionValue,
    Instance,
    Types,
    Value,
    union,
)
from asyncsense.knowledge.schema import Handler
from asyncsense.project.calls import argument, function_values, qualified_name
from asyncsense.syntax.expressions import CALL, LAMBDA, OTHER, Expression, last_name
from asyncsense.syntax.sites import CallSite, Parameter
from asyncsense.syntax.summary import Function

_Handed = tuple[Function, CallSite, int | str]


class Handlers:
    """Finds the types of unannotated parameters of functions that only a library calls.

    A library says what it gives to a callback where it annotates it as a `Callable`, or in the method that
    a class overrides; of others the knowledge tells.
    """

    def __init__(self, inference: Inference, known: Mapping[str, Handler]) -> None:
        self._inference = inference
        self._known = known
        self._handed: dict[Module, dict[str | Function, list[_Handed]]] = {}

    def given(self, function: Function, module: Module, name: str) -> Types:
        """What the parameter `name` gets; nothing where that cannot be told."""
        own = function.parameters
        if function.owner is not None:
            own = own[1:]
        place = next((i for i, one in enumerate(own) if one.name == name), None)
        if place is None or own[place].kind != "positional":
            return ()
        types = (
            self._by_decorator(function, module, place)
            or self._by_base(function, module, place)
            or self._by_taker(function, module, place)
        )
        return substitute(types, {}, rest=True)

    def _by_decorator(self, function: Function, module: Module, place: int) -> Types:
        frame = self._inference.definition_frame(function, module)
        for expression, _, _ in function.decorators:
            called = expression[1] if expression[0] == CALL else expression
            for value in self._inference.evaluate(called, frame):
                types = self._classes(self._row_for(value), function.name, place)
                if not types and expression[0] == CALL:
                    made = self._inference.evaluate(expression, frame)
                    wanted = (one.parameters[:1] for one in made if isinstance(one, CallableValue))
                    types = _given_by(union(part for one in wanted for part in one), place)
                if types:
                    return types
        return ()

    def _by_base(self, function: Function, module: Module, place: int) -> Types:
        """What a method of a base is declared to take that this one overrides."""
        if function.owner is None:
            return ()
        inference, name = self._inference, function.name
        for base in inference.mro(inference.class_ref(function.owner, module))[1:]:
            types = self._classes(self._known.get(base.qualname), name, place, by_name=True)
            if types:
                return types
            rows = base.node.bindings.get(name, ())
            if rows and rows[-1].kind == "def":
                method = base.node.functions[rows[-1].payload]
                declared = method.parameters[place + 1 : place + 2]
                return self._declared(method, base.module, declared[0]) if declared else ()
        return ()

    def _declared(self, function: Function, module: Module, parameter: Parameter) -> Types:
        if parameter.annotation is None or parameter.kind != "positional":
            return ()
        frame = self._inference.definition_frame(function, module)
        return self._inference.annotation(parameter.annotation, frame)

    # ------------------------------------------------------------------ handed over in a call

    def _by_taker(self, function: Function, module: Module, place: int) -> Types:
        key = function if function.kind == "lambda" else function.name
        for caller, call, position in self._handed_in(module).get(key, ()):
            frame = self._inference.frame_of(caller, module)
            given = _argument_at(call.expression, position)
            if given is None:
                continue
            targets = function_values(self._inference.evaluate(given, frame))
            if not any(one.function is function for one in targets):
                continue
            for value in self._inference.callees(call.expression[1], frame):
                types = self._taken(value, call.expression, position, place, frame)
                if types:
                    return types
        return ()

    def _taken(
        self, value: Value, call: Expression, position: int | str, place: int, frame: Frame
    ) -> Types:
        inference = self._inference
        given = _argument_at(call, position)
        row = self._row_for(value)
        if row is not None and row.parameter is not None:
            return self._classes(row, "", place) if argument(call, row.parameter) is given else ()
        taker = inference.constructor(value.cls) if isinstance(value, ClassValue) else value
        if not isinstance(taker, FunctionValue) or taker.module.in_project:
            return ()
        others = Arguments(
            tuple((OTHER,) if one is given else one for one in call[2]),
            tuple((name, (OTHER,) if one is given else one) for name, one in call[3]),
            frame,
            inference.evaluate,
        )
        for signature in inference.signatures(taker, others):
            own = inference.own_parameters(taker, signature)
            wanted = own[position : position + 1] if isinstance(position, int) else ()
            wanted = wanted or tuple(one for one in own if one.name == position)
            if not wanted or wanted[0].annotation is None:
                continue
            scope = inference.definition_frame(signature, taker.module)
            types = _given_by(inference.annotation(wanted[0].annotation, scope), place)
            if types:
                return substitute(types, inference.learned(taker, signature, others), rest=True)
        return ()

    def _handed_in(self, module: Module) -> dict[str | Function, list[_Handed]]:
        """The arguments of calls in a module that are names or attributes, by their last names, and
        those that are lambdas."""
        known = self._handed.get(module)
        if known is None:
            known = self._handed[module] = {}
            for function in module.summary.functions():
                for call in function.body.calls:
                    for position, value in _arguments(call.expression):
                        key = _key(value, function)
                        if key:
                            known.setdefault(key, []).append((function, call, position))
        return known

    # ------------------------------------------------------------------ what the knowledge tells

    def _row_for(self, value: Value) -> Handler | None:
        if isinstance(value, FunctionValue) and isinstance(value.bound, (Instance, ClassValue)):
            for cls in self._inference.mro(value.bound.cls):
                row = self._known.get(f"{cls.qualname}.{value.function.name}")
                if row is not None:
                    return row
        if isinstance(value, FunctionValue) and value.module.in_project:
            return self._row_behind(value)
        name = qualified_name(value)
        return self._known.get(name) if name is not None else None

    def _row_behind(self, value: FunctionValue) -> Handler | None:
        """The row for what a function of the project calls to make the decorator that it returns."""
        returns = value.function.body.returns
        made = returns[-1][0] if returns else None
        if made is None or made[0] != CALL or len(returns) > 1:
            return None
        frame = self._inference.frame_of(value.function, value.module)
        callees = self._inference.callees(made[1], frame)
        outside = (one for one in callees if not self._is_own(one))
        return next(filter(None, map(self._row_for, outside)), None)

    def _is_own(self, value: Value) -> bool:
        return isinstance(value, FunctionValue) and value.module.in_project

    def _classes(self, row: Handler | None, name: str, place: int, by_name: bool = False) -> Types:
        if row is None:
            return ()
        names = row.gives.get(name) or (() if by_name else row.gives.get("", ()))
        cls = self._inference.find_class(names[place]) if place < len(names) else None
        return (Instance(cls),) if cls is not None else ()


def _key(value: Expression, function: Function) -> str | Function:
    """By what an argument of a call in a function is found; empty where it cannot be."""
    if value[0] == LAMBDA:
        inner = function.body.functions
        return inner[value[1]] if value[1] < len(inner) else ""
    return last_name(value) if value[0] != CALL else ""


def _arguments(call: Expression) -> Iterator[tuple[int | str, Expression]]:
    yield from enumerate(call[2])
    yield from ((name, value) for name, value in call[3] if name is not None)


def _argument_at(call: Expression, position: int | str) -> Expression | None:
    return next((value for at, value in _arguments(call) if at == position), None)


def _given_by(types: Types, place: int) -> Types:
    """What a callback of one of these types is called with; nothing where they do not agree."""
    wanted = [
        one.parameters[place]
        for one in types
        if isinstance(one, CallableValue) and place < len(one.parameters)
    ]
    return wanted[0] if wanted and all(one == wanted[0] for one in wanted) else ()
