"""Which parameters the arguments of a call meet, and which overload they choose."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.inference.arguments import Arguments, Lazy
from asyncsense.inference.classes import Classes
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import has_decorator, is_class_method
from asyncsense.inference.modules import Module
from asyncsense.inference.values import (
    NONE,
    CallableValue,
    ClassValue,
    FunctionValue,
    Instance,
    Types,
    TypeVariable,
    Value,
)
from asyncsense.syntax.expressions import (
    BINARY,
    CONSTANT,
    NAME,
    NONE_CONSTANT,
    SUBSCRIPT,
    Expression,
    elements_of,
    last_name,
)
from asyncsense.syntax.sites import Parameter
from asyncsense.syntax.summary import Function

_MAX_ANSWERS = 6


class Overloads(Classes):
    """The part of inference that matches arguments with parameters."""

    def bound_arguments(
        self, value: FunctionValue, signature: Function, arguments: Arguments
    ) -> Iterator[tuple[Parameter, Lazy]]:
        """Each parameter that surely gets an argument, with that argument."""
        parameters = self.own_parameters(value, signature)
        positional = [one for one in parameters if one.kind == "positional"]
        rest = next((one for one in parameters if one.kind == "*"), None)
        for position in range(arguments.count):
            parameter = positional[position] if position < len(positional) else rest
            types = arguments.positional(position)
            if (parameter is not None and types is not None and parameter.kind != "*") or (
                parameter is not None and types is not None and parameter.annotation is not None
            ):
                yield parameter, types
        if arguments.unpacked is not None and rest is not None and rest.annotation is not None:
            unpacked = arguments.rest()
            if unpacked is not None:
                yield rest, lambda: self.iterated(unpacked())
        for name in arguments.keyword_names:
            parameter = next((one for one in parameters if one.name == name), None)
            types = arguments.keyword(name)
            if parameter is not None and types is not None:
                yield parameter, types

    def own_parameters(self, value: FunctionValue, signature: Function) -> tuple[Parameter, ...]:
        """The parameters that a call fills: without `self` or `cls` where they are bound."""
        is_method = signature.owner is not None and not has_decorator(signature, "staticmethod")
        if is_method and (value.bound is not None or is_class_method(signature)):
            return signature.parameters[1:]
        return signature.parameters

    def signatures(self, value: FunctionValue, arguments: Arguments) -> list[Function]:
        """The signatures of a function that a call may mean."""
        return self.matching_overloads(value, arguments) if value.overloads else [value.function]

    def matching_overloads(self, value: FunctionValue, arguments: Arguments) -> list[Function]:
        """The overloads that may be meant: the first that surely fits ends the search."""
        found: list[Function] = []
        overloads = value.overloads
        if arguments.unpacked is not None:
            # How many there are is not known: those are meant that take any number.
            overloads = tuple(filter(_takes_any_number, overloads)) or overloads
        for overload in overloads:
            fits = self._fits(value, overload, arguments)
            if fits is not False:
                found.append(overload)
            if fits is True:
                break
        if not found:
            # What is known of the arguments is not enough, and decides nothing between kinds of objects.
            found = [one for one in overloads if self._receiver_fits(value, one) is None]
        return found[:_MAX_ANSWERS] or [overloads[0]]

    def _fits(self, value: FunctionValue, overload: Function, arguments: Arguments) -> bool | None:
        """True, False, or None where an argument's type is not known well enough."""
        parameters = self.own_parameters(value, overload)
        if not self._count_fits(parameters, arguments):
            return False
        receiver_fits = self._receiver_fits(value, overload)
        if receiver_fits is False:
            return False
        certain = receiver_fits is True and not arguments.has_unpacking
        frame = self.definition_frame(overload, value.module)
        for parameter, types in self.bound_arguments(value, overload, arguments):
            if parameter.annotation is None:
                continue
            literal = self._literal_of(parameter, overload, arguments, parameters)
            fits = self._literal_fits(parameter.annotation, literal, types, frame)
            if fits is None:
                wanted = self.annotation(parameter.annotation, frame)
                fits = self.accepts(wanted, types())
            if fits is False:
                return False
            certain = certain and fits is True
        return True if certain else None

    def _count_fits(self, parameters: tuple[Parameter, ...], arguments: Arguments) -> bool:
        positional = [one for one in parameters if one.kind == "positional"]
        kinds = {one.kind for one in parameters}
        names = {one.name for one in parameters if one.kind in ("positional", "named")}
        if arguments.count > len(positional) and "*" not in kinds:
            return False
        if "**" not in kinds and any(name not in names for name in arguments.keyword_names):
            return False
        if arguments.has_unpacking:
            # `*` fills no parameter that must be named.
            named = [one for one in parameters if one.kind == "named" and one.default is None]
            return arguments.unpacks_names or all(
                one.name in arguments.keyword_names for one in named
            )
        given = {one.name for one in positional[: arguments.count]} | set(arguments.keyword_names)
        needed = [one for one in parameters if one.kind in ("positional", "named")]
        return all(one.name in given or one.default is not None for one in needed)

    def _receiver_fits(self, value: FunctionValue, overload: Function) -> bool | None:
        first = overload.parameters[0] if overload.parameters else None
        if first is None or first.annotation is None or not isinstance(value.bound, Instance):
            return True
        if overload.owner is None or has_decorator(overload, "staticmethod"):
            return True
        frame = self.definition_frame(overload, value.module)
        wanted = self.annotation(first.annotation, frame)
        own = self.class_ref(overload.owner, value.module)
        for one in wanted:
            if isinstance(one, Instance) and one.cls is own:
                actual = self.arguments_in(value.bound, own)
                pairs = list(zip(one.arguments, actual, strict=False))
                if any(self.accepts(want, have) is False for want, have in pairs):
                    return False
                # `Never` is nothing: what is not known does not fit it for sure.
                return True if all(want for want, _ in pairs) else None
        if any(isinstance(one, Instance) and self.is_protocol(one.cls) for one in wanted):
            # A protocol may tell kinds of clients apart by the literal that an attribute is.
            return None
        return self.accepts(wanted, (value.bound,))

    def _literal_of(
        self,
        parameter: Parameter,
        overload: Function,
        arguments: Arguments,
        parameters: tuple[Parameter, ...],
    ) -> Expression | None:
        expression = arguments.keyword_expression(parameter.name)
        if expression is None and parameter in parameters:
            expression = arguments.expression(parameters.index(parameter))
        return expression if expression is not None and expression[0] == CONSTANT else None

    def _literal_fits(
        self, annotation: Expression, literal: Expression | None, types: Lazy, frame: Frame
    ) -> bool | None:
        """Whether a literal argument meets an annotation with `Literal[...]` in it; None where that says
        nothing."""
        if literal is None:
            return None
        answers: list[bool | None] = []
        for member in _union_members(annotation):
            values = self.literals(member, frame, 0)
            if values is not None:
                answers.append(literal in values)
            else:
                answers.append(self.accepts(self.annotation(member, frame), types()))
        return True if True in answers else None if None in answers else False

    def literals(
        self, annotation: Expression, frame: Frame, depth: int
    ) -> tuple[Expression, ...] | None:
        """The values of a `Literal[...]`, also behind aliases and unions; None for other types."""
        if depth > 4:
            return None
        tag = annotation[0]
        if tag == SUBSCRIPT and last_name(annotation[1]) == "Literal":
            return elements_of(annotation[2])
        if tag == SUBSCRIPT and last_name(annotation[1]) == "Union":
            parts = [self.literals(one, frame, depth + 1) for one in elements_of(annotation[2])]
        elif tag == BINARY:
            parts = [self.literals(one, frame, depth + 1) for one in annotation[2:4]]
        elif tag == NAME:
            return self._aliased_literals(frame.module, annotation[1], depth)
        else:
            return None
        if None in parts:
            return None
        return tuple(one for part in parts for one in part or ())

    def _aliased_literals(
        self, module: Module, name: str, depth: int
    ) -> tuple[Expression, ...] | None:
        rows = module.bindings.get(name)
        if not rows:
            return None
        row = rows[-1]
        kind, payload = row.binding.kind, row.binding.payload
        if kind == "from":
            source = self.module(module.absolute_name(payload[0], payload[1]))
            return self._aliased_literals(source, payload[2], depth + 1) if source else None
        if kind == "annotated":
            payload = payload[1]
        if kind not in ("annotated", "assign", "alias") or payload is None:
            return None
        if payload[0] == NAME and payload[1] == name:
            return None
        return self.literals(payload, self.code_frame(module, row.piece.code), depth + 1)

    def accepts(self, wanted: Types, given: Types) -> bool | None:
        """Whether objects of types `given` fit a parameter of types `wanted`."""
        answers = [self._accepts_value(wanted, value) for value in given]
        if not answers or None in answers:
            return None
        return all(answers) if all(answers) or not any(answers) else None

    def _accepts_value(self, wanted: Types, value: Value) -> bool | None:
        if value.tag in ("unknown", "external", "type variable"):
            return None
        uncertain = False
        for one in wanted:
            match one, value:
                case Instance(cls), Instance(actual):
                    if cls in self.mro(actual) or _promotes(actual.qualname, cls.qualname):
                        return True
                    if actual.qualname == "builtins.dict" and self.is_typed_dict(cls):
                        return True
                    if self.is_protocol(cls):
                        names = [name for name in cls.node.bindings if name not in ("__slots__",)]
                        if all(self.defines(actual, name) for name in names):
                            return True
                    elif self.has_unknown_base(actual):
                        uncertain = True
                case Instance(cls), _ if value.tag == "tuple":
                    if cls.node.name in ("tuple", "Iterable", "Sequence", "Collection", "object"):
                        return True
                case Instance(cls), _ if value.tag in (
                    "function",
                    "decorated",
                    "partial",
                    "callable",
                ):
                    if cls.qualname == "builtins.object":
                        return True
                case CallableValue(returns), _ if value.tag in ("function", "decorated"):
                    if self.accepts(returns, self.call_value(value)) is not False:
                        return True
                case CallableValue(), _ if value.tag in ("partial", "callable", "class"):
                    return True
                case CallableValue(), Instance(actual):
                    if self.defines(actual, "__call__"):
                        return True
                case ClassValue(cls), ClassValue(actual):
                    if cls in self.mro(actual):
                        return True
                case TypeVariable(_, bound), _ if bound:
                    fits = self._accepts_value(bound, value)
                    if fits is not False:
                        return fits
                case _ if one == NONE:
                    if value == NONE:
                        return True
                case _ if one.tag in ("unknown", "external", "type variable"):
                    return True
        return None if uncertain else False


def _takes_any_number(overload: Function) -> bool:
    return any(one.kind == "*" for one in overload.parameters)


def _union_members(annotation: Expression) -> Iterator[Expression]:
    """The members of a union, however it is written; the annotation itself where it is none."""
    name = last_name(annotation[1]) if annotation[0] == SUBSCRIPT else ""
    if annotation[0] == BINARY:
        parts = annotation[2:4]
    elif name == "Union":
        parts = elements_of(annotation[2])
    elif name == "Optional":
        parts = (annotation[2], NONE_CONSTANT)
    else:
        yield annotation
        return
    for part in parts:
        yield from _union_members(part)


def _promotes(actual: str, wanted: str) -> bool:
    return (actual, wanted) in {
        ("builtins.int", "builtins.float"),
        ("builtins.int", "builtins.complex"),
        ("builtins.float", "builtins.complex"),
        ("builtins.bytearray", "builtins.bytes"),
    }
