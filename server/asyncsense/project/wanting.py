"""What wants the result of an awaitable, not the awaitable: callees and annotations."""

from __future__ import annotations

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.values import (
    NONE,
    ClassRef,
    ClassValue,
    Decorated,
    FunctionValue,
    Instance,
    Types,
    TypeVariable,
    Value,
    is_certain,
    without_none,
)
from asyncsense.project.calls import qualified_name
from asyncsense.project.project import Project
from asyncsense.project.uses import DEFINED_FOR, surely_wants_result
from asyncsense.syntax.expressions import CALL, CONSTANT, SUBSCRIPT, Expression, last_name
from asyncsense.syntax.sites import NameUse, Parameter
from asyncsense.syntax.summary import Function

COROUTINES = ("types.CoroutineType", "typing.Coroutine", "collections.abc.Coroutine")
_HOLD_RESULTS = ("builtins.StopIteration", "builtins.StopAsyncIteration")
_MAX_DEPTH = 3


class Wanting:
    """Tells what certainly needs the result of an awaitable of some types."""

    def __init__(self, project: Project, types: Types) -> None:
        self._project = project
        self._inference: Inference = project.inference
        self._types = types

    def is_meant_for(self, use: str) -> bool:
        """Whether the object, which is no coroutine, has methods of its own for such a use."""
        methods = DEFINED_FOR.get(use)
        values = without_none(self._types)
        return (
            methods is not None
            and bool(values)
            and all(
                isinstance(value, Instance)
                and not self._inference.is_subclass(value.cls, *COROUTINES)
                and any(self._defines(value, method) for method in methods)
                for value in values
            )
        )

    def _defines(self, value: Instance, method: str) -> bool:
        member = self._inference.find_member(value.cls, method)
        return member is not None and member.owner.qualname != "builtins.object"

    def excludes_awaitable(self, types: Types) -> bool:
        """Whether nothing that an annotation means by these types can be the awaitable."""
        if types == (NONE,):
            return True
        if not is_certain(without_none(types)):
            return False
        for value in without_none(types):
            if value.tag == "tuple":
                continue
            if not isinstance(value, Instance):
                return False
            cls = value.cls
            if cls.qualname == "builtins.object" or self._inference.has_unknown_base(cls):
                return False
            if self._inference.is_protocol(cls):
                if self._may_follow(cls):
                    return False
                continue
            if self._inference.defines(cls, "__await__"):
                return False
            if any(self._is_a(one, cls) for one in self._types):
                return False
        return True

    def _may_follow(self, protocol: ClassRef) -> bool:
        """Whether the awaitable may have all that a protocol asks for."""
        names = [name for name in protocol.node.bindings if name != "__slots__"]
        return any(
            not isinstance(one, Instance)
            or self._inference.has_unknown_base(one.cls)
            or all(self._inference.defines(one.cls, name) for name in names)
            for one in without_none(self._types)
        )

    def _is_a(self, value: Value, cls: ClassRef) -> bool:
        return isinstance(value, Instance) and cls in self._inference.mro(value.cls)

    # ------------------------------------------------------------------ what is called

    def wants_result(self, value: Value, place: int | str, depth: int = 0) -> bool:
        """Whether what is called needs, at a position or by a name, the result."""
        name = method_name(value) or qualified_name(value)
        if name is None or self._project.knowledge.is_consumer(name):
            return False
        if name in self._project.knowledge.uses_results:
            return not self.is_meant_for("shown") and not self._is_kept(value, place)
        match value:
            case Decorated(original, targets) if targets:
                return self._parameter_wants_result(original, place, depth)
            case FunctionValue():
                return self._parameter_wants_result(value, place, depth)
            case ClassValue(cls):
                field = self._field(cls, place)
                if field is not None:
                    return self.excludes_awaitable(field)
                made = self._inference.constructor(cls)
                return made is not None and self._parameter_wants_result(made, place, depth)
        return False

    def may_be_raised_with(self, value: Value) -> bool:
        """Whether what is called makes an exception that keeps what it is given, or is nothing known."""
        if not isinstance(value, ClassValue):
            return True
        cls = value.cls
        member = self._inference.find_member(cls, "__init__")
        return (
            not self._inference.is_subclass(cls, "builtins.BaseException")
            or self._inference.has_unknown_base(cls)
            or self._inference.is_subclass(cls, *_HOLD_RESULTS)
            or member is None
            or member.owner.module.name != "builtins"
        )

    def _is_kept(self, value: Value, place: int | str) -> bool:
        """Whether an argument becomes an item under its name, as that of `dict(a=1)`."""
        made = self._inference.constructor(value.cls) if isinstance(value, ClassValue) else None
        if made is None or not str(place).isidentifier():
            return False
        return any(
            isinstance(kept, TypeVariable)
            for signature in made.overloads or (made.function,)
            for one in signature.parameters
            if one.kind == "**" and one.annotation is not None
            for kept in self._inference.annotation(
                one.annotation, self._inference.definition_frame(signature, made.module)
            )
        )

    def _field(self, cls: ClassRef, place: int | str) -> Types | None:
        """What an argument of a constructor that nobody wrote is declared to be, as in dataclasses."""
        if isinstance(place, int):
            names = self._fields_in_order(cls)
            if place >= len(names):
                return None
            place = names[place]
        for owner in self._inference.mro(cls):
            if not owner.module.in_project or "__init__" in owner.node.bindings:
                return None
            for row in owner.node.bindings.get(place, ()):
                if row.kind == "annotated":
                    frame = self._inference.class_frame(owner)
                    return self._inference.annotation(row.payload[0], frame)
        return None

    def _fields_in_order(self, cls: ClassRef) -> list[str]:
        """The fields of a dataclass that its constructor takes by position; none of other classes."""
        found: dict[str, None] = {}
        for owner in reversed(self._inference.mro(cls)):
            if owner.qualname == "builtins.object":
                continue
            if not any(last_name(one[0]) == "dataclass" for one in owner.node.decorators):
                return []
            for name, rows in owner.node.bindings.items():
                if rows[0].kind == "annotated" and _is_field(*rows[0].payload):
                    found[name] = None
        return list(found)

    def _parameter_wants_result(self, value: FunctionValue, place: int | str, depth: int) -> bool:
        signatures = value.overloads or (value.function,)
        return all(self._signature_wants_result(value, one, place, depth) for one in signatures)

    def _signature_wants_result(
        self, value: FunctionValue, signature: Function, place: int | str, depth: int
    ) -> bool:
        parameter = self._parameter_at(value, signature, place)
        if parameter is None:
            return False
        if parameter.annotation is not None:
            frame = self._inference.definition_frame(signature, value.module)
            return self.excludes_awaitable(self._inference.annotation(parameter.annotation, frame))
        if not value.module.in_project or signature.kind != "function" or parameter.kind == "*":
            return False
        uses = signature.body.uses.get(parameter.name, ())
        return bool(uses) and all(self._use_wants_result(one, value, depth) for one in uses)

    def _use_wants_result(self, one: NameUse, value: FunctionValue, depth: int) -> bool:
        """Whether a function of the project does something to its parameter that needs the result."""
        if one.use[0] != "argument" or depth == _MAX_DEPTH:
            return surely_wants_result(one.use)
        frame = self._inference.frame_of(value.function, value.module)
        callee = value.function.body.calls[one.use[1]].expression[1]
        targets = self._inference.callees(callee, frame)
        return bool(targets) and all(
            self.wants_result(target, one.use[2], depth + 1) for target in targets
        )

    def _parameter_at(
        self, value: FunctionValue, signature: Function, place: int | str
    ) -> Parameter | None:
        parameters = self._inference.own_parameters(value, signature)
        if isinstance(place, str):
            return next((one for one in parameters if one.name == place), None)
        positional = [one for one in parameters if one.kind == "positional"]
        if place < len(positional):
            return positional[place]
        return next((one for one in parameters if one.kind == "*"), None)


def method_name(value: Value) -> str | None:
    """Class and method for a method of a builtin or library class."""
    if isinstance(value, FunctionValue) and value.function.owner is not None:
        return value.qualname
    return None


def _is_field(annotation: Expression, value: Expression | None) -> bool:
    """Whether an annotated name in a dataclass is a parameter of its constructor."""
    outer = annotation[1] if annotation[0] == SUBSCRIPT else annotation
    if last_name(outer) in ("ClassVar", "KW_ONLY"):
        return False
    keywords = dict(value[3]) if value is not None and value[0] == CALL else {}
    return not any(
        keywords.get(name, ())[:3] == (CONSTANT, "bool", given)
        for name, given in (("init", False), ("kw_only", True))
    )
