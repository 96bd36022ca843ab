"""Annotations: what types they name, and how type variables get their meaning."""

from __future__ import annotations

from collections.abc import Mapping

from asyncsense.inference.frames import Frame
from asyncsense.inference.lookup import Lookup
from asyncsense.inference.open_questions import NO_OPEN_QUESTION
from asyncsense.inference.values import (
    ANYTHING,
    NONE,
    NOTHING,
    Alias,
    CallableValue,
    ClassRef,
    ClassValue,
    External,
    Instance,
    TupleInstance,
    Types,
    TypeVariable,
    Value,
    union,
    without_none,
)
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    BINARY,
    CONSTANT,
    NAME,
    STARRED,
    SUBSCRIPT,
    Expression,
    elements_of,
    last_name,
    parse_annotation,
)
from asyncsense.syntax.sites import FOREVER

_TRANSPARENT = {
    "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar", "Mapped",
    "Unpack",
}  # fmt: skip
_UNKNOWN_FORMS = {"TypeGuard", "TypeIs", "Concatenate", "Any", "NoReturn", "Never"}
_NEVER = {"NoReturn", "Never"}
SPECIAL_FORMS = {
    *_TRANSPARENT, *_UNKNOWN_FORMS,
    "Optional", "Union", "Callable", "Tuple", "Literal", "Type", "Generic", "Protocol",
}  # fmt: skip
_NO_TYPES = {"function", "decorated", "unknown", "instance"}
_MAX_NESTING = 8


class Annotations(Lookup):
    """The part of inference that reads annotations."""

    _nesting = 0

    def annotation(self, expression: Expression, frame: Frame) -> Types:
        """The types of objects that an annotation allows; type variables stay in it."""
        if self._nesting > _MAX_NESTING:
            return ANYTHING
        known = frame.annotation_memo.get(id(expression))
        if known is not None:
            return known[1]
        before, self.outermost = self.outermost, NO_OPEN_QUESTION
        self._nesting += 1
        try:
            types = self._annotation(expression, frame)
        finally:
            self._nesting -= 1
        if self._is_final(self.depth, before) and not self._nesting:
            frame.annotation_memo[id(expression)] = (expression, types)
        return types

    def _annotation(self, expression: Expression, frame: Frame) -> Types:
        match expression:
            case (tag, "NoneType", _) if tag == CONSTANT:
                return (NONE,)
            case (tag, "str", str() as text) if tag == CONSTANT:
                parsed = parse_annotation(text)
                return self.annotation(parsed, frame) if parsed is not None else ANYTHING
            case (tag, "BitOr", left, right) if tag == BINARY:
                return union((self.annotation(left, frame), self.annotation(right, frame)))
            case (tag, base, index) if tag == SUBSCRIPT:
                return self._subscripted(base, index, frame)
            case (tag, value) if tag == STARRED:
                return self.annotation(value, frame)
            case (tag, *_) if tag in (NAME, ATTRIBUTE):
                return self._named(expression, frame)
        return ANYTHING

    def _named(self, expression: Expression, frame: Frame) -> Types:
        name = last_name(expression)
        if name == "Self":
            return (TypeVariable("Self"),)
        if name in _UNKNOWN_FORMS:
            return ANYTHING
        if name == "LiteralString":
            return self.builtin_instance("str")
        if name == "Callable":
            return (CallableValue(ANYTHING),)
        if expression[0] == NAME:
            if frame.cls is not None and name in frame.cls.type_parameters:
                return (TypeVariable(name),)
        values = self._meant(expression, frame)
        return union(self._instance(value) for value in values) if values else ANYTHING

    def _meant(self, expression: Expression, frame: Frame) -> Types:
        """What a name in an annotation stands for."""
        if expression[0] == ATTRIBUTE:
            return self.attribute(self._meant(expression[1], frame), expression[2])
        if expression[0] != NAME:
            return self.evaluate(expression, frame)
        values = self.name(expression[1], FOREVER, frame)
        if frame.cls is not None and all(value.tag in _NO_TYPES for value in values):
            # A method or field of the same name as a class outside: the annotation means the class.
            values = self._outer_name(expression[1], FOREVER, frame)
        return values

    def _instance(self, value: Value) -> Types:
        match value:
            case ClassValue(cls, arguments):
                return (Instance(cls, arguments),)
            case Alias(types):
                return types
            case TypeVariable() | CallableValue():
                return (value,)
            case External(qualname):
                return (External(qualname, is_object=True),)
        return (NONE,) if value == NONE else ANYTHING

    def _subscripted(self, base: Expression, index: Expression, frame: Frame) -> Types:
        parts = elements_of(index)
        match last_name(base):
            case "Optional":
                return union((self.annotation(parts[0], frame), (NONE,)))
            case "Union":
                return union(self.annotation(part, frame) for part in parts)
            case "Type" | "type":
                return union(self._class_of(one) for one in self.annotation(parts[0], frame))
            case "Callable":
                wanted = elements_of(parts[0]) if parts[0][:2] == ("sequence", "list") else ()
                if wanted and wanted[0][:2] == ("sequence", "list"):
                    wanted = wanted[0][2]
                given = tuple(self.annotation(one, frame) for one in wanted)
                return (CallableValue(self.annotation(parts[-1], frame), given),)
            case "Tuple" | "tuple":
                return self._tuple(parts, frame)
            case "Literal":
                kind = parts[0][1] if parts[0][0] == CONSTANT else ""
                return self.builtin_instance(kind) if kind and kind != "NoneType" else ANYTHING
            case name if name in _TRANSPARENT:
                return self.annotation(parts[0], frame)
            case name if name in _UNKNOWN_FORMS:
                return ANYTHING
        arguments = tuple(self._argument(part, frame) for part in parts)
        found: list[Types] = []
        for value in self._meant(base, frame):
            match value:
                case ClassValue(cls):
                    found.append((Instance(cls, arguments),))
                case Alias(types):
                    variables = free_variables(types)
                    found.append(substitute(types, dict(zip(variables, arguments, strict=False))))
                case External(qualname):
                    found.append((External(qualname, is_object=True),))
                case _:
                    found.append(ANYTHING)
        return union(found) or ANYTHING

    def _argument(self, part: Expression, frame: Frame) -> Types:
        if part[0] == "sequence":
            return ANYTHING
        if part[0] in (NAME, ATTRIBUTE) and last_name(part) in _NEVER:
            return NOTHING
        return self.annotation(part, frame)

    def _class_of(self, value: Value) -> Types:
        match value:
            case Instance(cls, arguments):
                return (ClassValue(cls, arguments),)
            case TypeVariable():
                return (TypeVariable(f"type[{value.name}]"),)
        return ANYTHING

    def _tuple(self, parts: tuple[Expression, ...], frame: Frame) -> Types:
        if len(parts) == 2 and parts[1][:2] == (CONSTANT, "ellipsis"):
            return self.builtin_instance("tuple", self.annotation(parts[0], frame))
        return (TupleInstance(tuple(self.annotation(part, frame) for part in parts)),)

    # ------------------------------------------------------------------ type variables

    def unify(self, pattern: Types, actual: Types, found: dict[str, Types], depth: int = 0) -> None:
        """Learn from an argument what the type variables of its parameter stand for."""
        if depth > 5 or not actual:
            return
        for part in pattern:
            match part:
                case TypeVariable(name):
                    if name.startswith("type["):
                        objects = union(self._instance_if_class(value) for value in actual)
                        self._learn(name[5:-1], objects, found)
                    else:
                        self._learn(name, without_none(actual) or actual, found)
                case CallableValue(returns, _):
                    results = union(self.call_value(value) for value in actual)
                    self.unify(returns, results, found, depth + 1)
                case TupleInstance(elements):
                    for position, element in enumerate(elements):
                        self.unify(element, self.element(actual, position), found, depth + 1)
                case Instance(_, arguments) if any(free_variables(one) for one in arguments):
                    self._unify_instance(part, actual, found, depth)

    def _instance_if_class(self, value: Value) -> Types:
        return (Instance(value.cls, value.arguments),) if isinstance(value, ClassValue) else NOTHING

    def _learn(self, name: str, types: Types, found: dict[str, Types]) -> None:
        if types:
            found[name] = union((found.get(name, NOTHING), types))

    def _unify_instance(
        self, pattern: Instance, actual: Types, found: dict[str, Types], depth: int
    ) -> None:
        name, arguments = pattern.cls.node.name, pattern.arguments
        if pattern.cls.module.name in (
            "typing",
            "types",
            "collections.abc",
            "contextlib",
            "asyncio.futures",
            "_asyncio",
        ):
            match name:
                case "Awaitable" | "Coroutine" | "CoroutineType" | "Future" | "Task":
                    awaitable = tuple(value for value in actual if self.is_awaitable(value))
                    self.unify(arguments[-1], self.awaited(awaitable), found, depth + 1)
                    return
                case "Iterable" | "Iterator" | "Sequence" | "Collection" | "Set" | "AbstractSet":
                    self.unify(arguments[0], self.iterated(actual), found, depth + 1)
                    return
                case "AsyncIterable" | "AsyncIterator" | "AsyncGenerator":
                    self.unify(arguments[0], self.async_iterated(actual), found, depth + 1)
                    return
                case "AbstractContextManager" | "ContextManager":
                    self.unify(arguments[0], self.entered(actual, False), found, depth + 1)
                    return
                case "AbstractAsyncContextManager" | "AsyncContextManager":
                    self.unify(arguments[0], self.entered(actual, True), found, depth + 1)
                    return
        for value in actual:
            if isinstance(value, Instance):
                if not self.may_stand_for(value.cls, pattern.cls):
                    continue
                if self.is_protocol(pattern.cls) and pattern.cls not in self.mro(value.cls):
                    self._unify_protocol(pattern, value, found, depth)
                    continue
                own = self.arguments_in(value, pattern.cls)
                for argument, types in zip(arguments, own, strict=False):
                    self.unify(argument, types, found, depth + 1)
            elif isinstance(value, TupleInstance) and pattern.cls.qualname == "builtins.list":
                self.unify(arguments[0], union(value.elements), found, depth + 1)

    def _unify_protocol(
        self, pattern: Instance, actual: Instance, found: dict[str, Types], depth: int
    ) -> None:
        """Learn from what the methods of an object give that make it one of a protocol."""
        meaning = dict(zip(self.type_variables(pattern.cls), pattern.arguments, strict=False))
        for method in pattern.cls.node.functions:
            if method.returns is not None:
                frame = self.definition_frame(method, pattern.cls.module)
                wanted = substitute(self.annotation(method.returns, frame), meaning)
                if free_variables(wanted):
                    given = self.call_method(actual, method.name)
                    self.unify(wanted, given, found, depth + 1)

    # ------------------------------------------------------------------ answered by subclasses

    def call_method(self, value: Value, name: str, *arguments: Types) -> Types:
        raise NotImplementedError

    def type_variables(self, cls: ClassRef) -> tuple[str, ...]:
        raise NotImplementedError

    def mro(self, cls: ClassRef) -> tuple[ClassRef, ...]:
        raise NotImplementedError

    def call_value(self, value: Value) -> Types:
        raise NotImplementedError

    def is_awaitable(self, value: Value) -> bool:
        raise NotImplementedError

    def awaited(self, types: Types) -> Types:
        raise NotImplementedError

    def arguments_in(self, instance: Instance, base: object) -> tuple[Types, ...]:
        raise NotImplementedError


def free_variables(types: Types) -> list[str]:
    """The type variables in `types`, in order of appearance."""
    names: dict[str, None] = {}
    for value in types:
        match value:
            case TypeVariable(name):
                names[name] = None
            case Instance(_, arguments) | ClassValue(_, arguments):
                for argument in arguments:
                    names.update(dict.fromkeys(free_variables(argument)))
            case TupleInstance(elements):
                for element in elements:
                    names.update(dict.fromkeys(free_variables(element)))
            case CallableValue(returns, parameters):
                for part in (*parameters, returns):
                    names.update(dict.fromkeys(free_variables(part)))
    return list(names)


def substitute(types: Types, meaning: Mapping[str, Types], rest: bool = False) -> Types:
    """`types` with type variables replaced; with `rest`, unknown ones by their bound or anything."""
    if not any(value.tag in _WITH_VARIABLES for value in types):
        return types
    return union(_substituted(value, meaning, rest) for value in types)


_WITH_VARIABLES = {"type variable", "instance", "class", "tuple", "callable"}


def _substituted(value: Value, meaning: Mapping[str, Types], rest: bool) -> Types:
    match value:
        case TypeVariable(name, bound):
            if name in meaning:
                return meaning[name]
            if name.startswith("type[") and name[5:-1] in meaning:
                return union(
                    (ClassValue(one.cls, one.arguments),) if isinstance(one, Instance) else ANYTHING
                    for one in meaning[name[5:-1]]
                )
            return (bound or ANYTHING) if rest else (value,)
        case Instance(_, arguments) | ClassValue(_, arguments) if arguments:
            replaced = tuple(substitute(one, meaning, rest) for one in arguments)
            return (value._replace(arguments=replaced),)
        case TupleInstance(elements):
            return (TupleInstance(tuple(substitute(one, meaning, rest) for one in elements)),)
        case CallableValue(returns, parameters):
            # Variables that are left belong to the callable: each of its calls gives them a meaning.
            own = tuple(substitute(one, meaning) for one in parameters)
            return (CallableValue(substitute(returns, meaning, rest and not own), own),)
    return (value,)
