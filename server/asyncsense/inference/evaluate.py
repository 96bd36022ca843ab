"""Expressions: what they may evaluate to."""

from __future__ import annotations

from collections.abc import Callable

from asyncsense.inference.annotations import SPECIAL_FORMS
from asyncsense.inference.arguments import Arguments
from asyncsense.inference.calls import Calls
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import body_functions
from asyncsense.inference.modules import Module
from asyncsense.inference.open_questions import NO_OPEN_QUESTION
from asyncsense.inference.values import (
    ANYTHING,
    NONE,
    NOTHING,
    UNKNOWN,
    Alias,
    ClassValue,
    External,
    FunctionValue,
    Instance,
    SuperValue,
    TupleInstance,
    Types,
    Value,
    is_certain,
    union,
    without_none,
)
from asyncsense.syntax import expressions as form
from asyncsense.syntax.expressions import Expression, dotted_name, elements_of, last_name
from asyncsense.syntax.sites import FOREVER, Binding

_MAX_IMPORTS = 8
_KEEPS_TYPE = {"builtins.int", "builtins.str", "builtins.bytes", "builtins.list", "builtins.float"}


class Inference(Calls):
    """Answers what expressions, names and calls are. One object per program; not thread-safe."""

    def __init__(self, load: Callable[[str], Module | None]) -> None:
        super().__init__(load)
        self._evaluators: dict[str, Callable[[Expression, Frame], Types]] = {
            form.ATTRIBUTE: self._evaluate_attribute,
            form.CALL: self._evaluate_call,
            form.AWAIT: lambda one, frame: self.awaited(self.evaluate(one[1], frame)),
            form.CONSTANT: self._evaluate_constant,
            form.SEQUENCE: self._evaluate_sequence,
            form.DICT: self._evaluate_dict,
            form.COMPREHENSION: self._evaluate_comprehension,
            form.DICT_COMPREHENSION: self._evaluate_dict_comprehension,
            form.BINARY: self._evaluate_binary,
            form.UNARY: self._evaluate_unary,
            form.EITHER: self._evaluate_either,
            form.SUBSCRIPT: self._evaluate_subscript,
            form.LAMBDA: self._evaluate_lambda,
            form.STARRED: lambda one, frame: self.evaluate(one[1], frame),
        }

    def evaluate(self, expression: Expression, frame: Frame) -> Types:
        """What `expression` may be in `frame`."""
        if expression[0] == form.NAME:
            return self.name(expression[1], expression[2], frame)
        evaluator = self._evaluators.get(expression[0])
        return evaluator(expression, frame) if evaluator is not None else ANYTHING

    # ------------------------------------------------------------------ names and attributes

    def _evaluate_attribute(self, expression: Expression, frame: Frame) -> Types:
        assigned = self._assigned_attribute(expression, frame)
        if assigned:
            return assigned
        return self.attribute(self.evaluate(expression[1], frame), expression[2])

    def _assigned_attribute(self, expression: Expression, frame: Frame) -> Types:
        """What `a.b` was set to, or narrowed to, in this very function."""
        function = frame.function
        if function is None or function.kind == "class body":
            return NOTHING
        name = dotted_name(expression)
        if name is None:
            return NOTHING
        body = function.body
        rows = body.bindings.get(name)
        if not rows and name not in body.exclusions:
            return NOTHING
        offset = _root_offset(expression)
        types = self._seen_attribute(name, rows, offset, frame) if rows else NOTHING
        if (
            types
            and rows
            and not any(row.dominates(offset) for row in rows if row.offset <= offset)
        ):
            # It was set in a branch, which is perhaps not the one that led here.
            others = self.attribute(self.evaluate(expression[1], frame), expression[2])
            types = union((types, without_none(others))) if is_certain(others) else types
        if name in body.exclusions:
            types = types or self.attribute(self.evaluate(expression[1], frame), expression[2])
            return self.remaining(types, name, offset, frame)
        return types

    def _seen_attribute(
        self, name: str, rows: tuple[Binding, ...], offset: int, frame: Frame
    ) -> Types:
        """What these bindings of a dotted name say of it at a place."""
        function = frame.function
        assert function is not None
        kept = tuple(row for row in rows if row.kind not in ("append", "set item"))
        seen = [row for row in kept if row.offset <= offset <= row.end]
        if not seen:
            return NOTHING
        if any(row.kind == "narrow" and row.payload is None for row in seen):
            # The code asks what it is.
            return ANYTHING
        types = self._visible(name, kept, offset, frame, function)
        certain = types is not None and types != (NONE,) and "unknown" not in {v.tag for v in types}
        return without_none(types) if types is not None and certain else NOTHING

    # ------------------------------------------------------------------ calls

    def _evaluate_call(self, expression: Expression, frame: Frame) -> Types:
        start, end = expression[4], expression[5]
        if start == end:
            return self._call(expression, frame)
        known = frame.call_memo.get((start, end))
        if known is not None:
            return known
        with self._entering((frame, start, end)) as first:
            if not first:
                return NOTHING
            before, self.outermost = self.outermost, NO_OPEN_QUESTION
            types = self._call(expression, frame)
        if self._is_final(self.depth, before):
            frame.call_memo[start, end] = types
        return types

    def _call(self, expression: Expression, frame: Frame) -> Types:
        callee = expression[1]
        if callee[0] == form.NAME and callee[1] == "super":
            return self._super(frame)
        arguments = Arguments(expression[2], expression[3], frame, self.evaluate)
        callees = self.callees(callee, frame)
        if len(callees) == 1:
            return self.call_with(callees[0], arguments)
        return union(self.call_with(value, arguments) for value in callees)

    def callees(self, callee: Expression, frame: Frame) -> Types:
        """What is called, None passed over: `x.f()` means that `x.f` is something."""
        known = frame.callee_memo.get(id(callee))
        if known is not None:
            return known[1]
        before, self.outermost = self.outermost, NO_OPEN_QUESTION
        types = without_none(self.evaluate(callee, frame)) or ANYTHING
        if self._is_final(self.depth, before):
            frame.callee_memo[id(callee)] = (callee, types)
        return types

    def _super(self, frame: Frame) -> Types:
        function = frame.function
        cls = function.lexical_class() if function is not None else None
        if cls is None:
            return ANYTHING
        ref = self.class_ref(cls, frame.module)
        scope: Frame | None = frame
        while scope is not None and scope.receiver is None:
            scope = scope.outer
        receiver: Value = scope.receiver if scope and scope.receiver else Instance(ref)
        if function is not None and function.name == "__new__":
            receiver = ClassValue(ref)
        return (SuperValue(ref, receiver),)

    # ------------------------------------------------------------------ literals

    def _evaluate_constant(self, expression: Expression, frame: Frame) -> Types:
        if expression[1] == "NoneType":
            return (NONE,)
        return self.builtin_instance(expression[1]) if expression[1] != "ellipsis" else ANYTHING

    def _evaluate_sequence(self, expression: Expression, frame: Frame) -> Types:
        _, kind, elements = expression
        if kind == "tuple" and not any(one[0] == form.STARRED for one in elements):
            return (TupleInstance(tuple(self.evaluate(one, frame) for one in elements)),)
        parts: list[Types] = []
        for element in elements[:40]:
            types = self.evaluate(element, frame)
            parts.append(self.iterated(types) if element[0] == form.STARRED else types)
        return self.builtin_instance(kind, union(parts))

    def _evaluate_dict(self, expression: Expression, frame: Frame) -> Types:
        _, keys, values = expression
        key_types = union(self.evaluate(key, frame) for key in keys[:20] if key is not None)
        value_types = [
            self.evaluate(value, frame)
            for key, value in zip(keys[:20], values[:20], strict=True)
            if key is not None
        ]
        if len(keys) > 20 or None in keys:
            value_types.append(ANYTHING)
        return self.builtin_instance("dict", key_types, union(value_types))

    def _evaluate_comprehension(self, expression: Expression, frame: Frame) -> Types:
        _, kind, element = expression
        elements = self.evaluate(element, frame)
        if kind == "generator":
            cls = self.find_class("types.GeneratorType")
            return (Instance(cls, (elements, ANYTHING, ANYTHING)),) if cls else ANYTHING
        if kind == "async generator":
            cls = self.find_class("types.AsyncGeneratorType")
            return (Instance(cls, (elements, ANYTHING)),) if cls else ANYTHING
        return self.builtin_instance(kind, elements)

    def _evaluate_dict_comprehension(self, expression: Expression, frame: Frame) -> Types:
        _, key, value = expression
        return self.builtin_instance("dict", self.evaluate(key, frame), self.evaluate(value, frame))

    def _evaluate_lambda(self, expression: Expression, frame: Frame) -> Types:
        function = frame.function
        if frame.cls is not None:
            functions = frame.cls.functions
        elif function is not None:
            functions = body_functions(function)
        else:
            return ANYTHING
        index = expression[1]
        if index >= len(functions):
            return ANYTHING
        closure = (
            frame if function is None or function.kind not in ("module", "class body") else None
        )
        return (FunctionValue(functions[index], frame.module, None, closure),)

    # ------------------------------------------------------------------ operators

    def _evaluate_either(self, expression: Expression, frame: Frame) -> Types:
        parts = [self.evaluate(one, frame) for one in expression[1]]
        last = parts[-1]
        if is_certain(last):
            # `given or Default()`, where `given` is a parameter that is None unless given.
            parts = [NOTHING if set(part) == {NONE, UNKNOWN} else part for part in parts]
        return union([*(without_none(part) for part in parts[:-1]), last])

    def _evaluate_binary(self, expression: Expression, frame: Frame) -> Types:
        _, operator, left, right = expression
        types = self.evaluate(left, frame)
        if operator == "BitOr" and any(value.tag in ("class", "alias") for value in types):
            return (Alias(self.annotation(expression, frame)),)
        found: list[Types] = []
        for value in without_none(types):
            if isinstance(value, TupleInstance):
                found.append(self.builtin_instance("tuple", union(value.elements)))
            elif isinstance(value, Instance) and value.cls.qualname in _KEEPS_TYPE:
                found.append((value,))
            else:
                method = form.OPERATOR_METHODS.get(operator, "")
                found.append(self.call_method(value, method, self.evaluate(right, frame)))
        return union(found) or ANYTHING

    def _evaluate_unary(self, expression: Expression, frame: Frame) -> Types:
        _, operator, operand = expression
        method = form.OPERATOR_METHODS.get(operator, "")
        return union(self.call_method(one, method) for one in self.evaluate(operand, frame))

    def call_method(self, value: Value, name: str, *arguments: Types) -> Types:
        """What `value.name(...)` gives, ANYTHING where there is no such method."""
        if not isinstance(value, Instance) or self.find_member(value.cls, name) is None:
            return ANYTHING
        return self.call_types(self.value_attribute(value, name), arguments)

    def _evaluate_subscript(self, expression: Expression, frame: Frame) -> Types:
        _, base, index = expression
        if last_name(base) in SPECIAL_FORMS:
            return (Alias(self.annotation(expression, frame)),)
        found: list[Types] = []
        for value in without_none(self.evaluate(base, frame)):
            found.append(self._subscripted_value(value, index, frame))
        types = union(found)
        if len(types) > 1 and index[0] == form.CONSTANT:
            return self._item_of_literal(base, index, frame) or types
        return types or ANYTHING

    def _item_of_literal(self, base: Expression, key: Expression, frame: Frame) -> Types:
        """What stands under a key in the one dictionary that a name or attribute was set to; nothing where
        that cannot be told."""
        rows: list[tuple[Binding, Frame]] = []
        if base[0] == form.NAME:
            rows = self._rows_of_name(base[1], frame)
        elif base[0] == form.ATTRIBUTE:
            rows = self._set_on(without_none(self.evaluate(base[1], frame)), base[2])
        if len(rows) != 1 or rows[0][0].kind != "assign" or rows[0][0].payload[0] != form.DICT:
            return NOTHING
        binding, where = rows[0]
        _, keys, values = binding.payload
        if None in keys or keys.count(key) != 1:
            return NOTHING
        return self.evaluate(values[keys.index(key)], where)

    def _rows_of_name(self, name: str, frame: Frame) -> list[tuple[Binding, Frame]]:
        """The bindings of a name of the function, or of the module, if functions add nothing to that."""
        function, module = frame.function, frame.module
        if function is not None and function.kind != "module":
            rows = function.body.bindings.get(name)
            if rows:
                return [(row, frame) for row in rows]
            nested = function.parent is not None and function.parent.kind != "module"
            if nested or any(one.name == name for one in function.parameters):
                return []
        return self._rows_in_module(module, name)

    def _rows_in_module(
        self, module: Module, name: str, depth: int = 0
    ) -> list[tuple[Binding, Frame]]:
        rows = module.bindings.get(name, ())
        if len(rows) == 1 and rows[0].binding.kind == "from" and depth < _MAX_IMPORTS:
            source_name, level, imported = rows[0].binding.payload
            source = self.module(module.absolute_name(source_name, level))
            if source is not None and imported in source.bindings and source is not module:
                return self._rows_in_module(source, imported, depth + 1)
        found = [(one.binding, self.code_frame(module, one.piece.code)) for one in rows]
        return [*found, *self.added_by_functions(module, name)]

    def _set_on(self, receivers: Types, name: str) -> list[tuple[Binding, Frame]]:
        """What methods set an attribute of an object to, if its class alone says what it is."""
        if len(receivers) != 1 or not isinstance(receivers[0], Instance):
            return []
        receiver = receivers[0]
        for owner in self.mro(receiver.cls):
            rows = owner.node.set_on_self(name)
            if rows or name in owner.node.bindings:
                functions = owner.node.functions
                return [
                    (
                        Binding._make(row[1:]),
                        self.frame_of(functions[row[0]], owner.module, receiver),
                    )
                    for row in rows
                ]
        return []

    def _subscripted_value(self, value: Value, index: Expression, frame: Frame) -> Types:
        match value:
            case ClassValue(cls):
                arguments = tuple(self._argument(part, frame) for part in elements_of(index))
                return (ClassValue(cls, arguments),)
            case TupleInstance(elements):
                position = index[2] if index[:2] == (form.CONSTANT, "int") else None
                if isinstance(position, int) and -len(elements) <= position < len(elements):
                    return elements[position]
                return union(elements)
            case Instance(cls, arguments):
                if index[0] == form.SLICE and cls.module.name == "builtins":
                    return (value,)
                if index[:2] == (form.CONSTANT, "str") and self.is_typed_dict(cls):
                    member = self.find_member(cls, index[2])
                    if member is not None:
                        return self.value_attribute(value, index[2])
                if cls.qualname == "builtins.dict" and len(arguments) == 2:
                    return arguments[1]
                if cls.qualname == "builtins.list" and arguments:
                    return arguments[0]
                return self.call_method(value, "__getitem__", self.evaluate(index, frame))
            case Alias():
                return (Alias(self._subscripted(("other",), index, frame)),)
        return ANYTHING

    # ------------------------------------------------------------------ protocols

    def iterated(self, types: Types) -> Types:
        """What iterating over an object of these types gives."""
        return union(self._iterated(value) for value in without_none(types)) if types else NOTHING

    def _iterated(self, value: Value) -> Types:
        match value:
            case TupleInstance(elements):
                return union(elements)
            case Instance(cls, arguments):
                name = cls.qualname
                if name in (
                    "builtins.list",
                    "builtins.set",
                    "types.GeneratorType",
                    "builtins.dict",
                ):
                    return arguments[0] if arguments else ANYTHING
                if self.find_member(cls, "__iter__") is not None:
                    iterators = self.call_method(value, "__iter__")
                    return union(self._next(one, "__next__") for one in iterators)
                return self.call_method(value, "__getitem__", self.builtin_instance("int"))
            case ClassValue(cls) if self.is_subclass(cls, "enum.Enum"):
                return (Instance(cls),)
        return ANYTHING

    def _next(self, iterator: Value, method: str) -> Types:
        if isinstance(iterator, Instance) and iterator.arguments:
            if iterator.cls.module.name in ("typing", "types", "collections.abc"):
                return iterator.arguments[0]
        return self.call_method(iterator, method)

    def async_iterated(self, types: Types) -> Types:
        """What `async for` over an object of these types gives."""
        found: list[Types] = []
        for value in without_none(types):
            for iterator in self.call_method(value, "__aiter__"):
                if isinstance(iterator, Instance) and iterator.arguments:
                    if iterator.cls.module.name in ("typing", "types", "collections.abc"):
                        found.append(iterator.arguments[0])
                        continue
                found.append(self.awaited(self.call_method(iterator, "__anext__")))
        return union(found)

    def entered(self, types: Types, is_async: bool) -> Types:
        """What `with … as` or `async with … as` binds."""
        found: list[Types] = []
        for value in without_none(types):
            if isinstance(value, External):
                found.append((value,))
            elif is_async:
                found.append(self.awaited(self.call_method(value, "__aenter__")))
            else:
                found.append(self.call_method(value, "__enter__"))
        return union(found)

    def is_awaitable(self, value: Value) -> bool:
        """Whether `value` surely has `__await__`."""
        return isinstance(value, Instance) and self.find_member(value.cls, "__await__") is not None

    def awaited(self, types: Types) -> Types:
        """What awaiting an object of these types gives."""
        found: list[Types] = []
        for value in without_none(types):
            match value:
                case Instance(cls, arguments):
                    if cls.qualname in ("types.CoroutineType", "typing.Coroutine"):
                        found.append(arguments[2] if len(arguments) > 2 else ANYTHING)
                        continue
                    generators = self.call_method(value, "__await__")
                    found.append(union(self._generator_result(one) for one in generators))
                case External():
                    found.append((value,))
                case _:
                    found.append(ANYTHING)
        return union(found)

    def _generator_result(self, value: Value) -> Types:
        if isinstance(value, Instance) and value.cls.node.name in ("Generator", "GeneratorType"):
            return value.arguments[2] if len(value.arguments) > 2 else ANYTHING
        return ANYTHING


def _root_offset(expression: Expression) -> int:
    while expression[0] == form.ATTRIBUTE:
        expression = expression[1]
    return int(expression[2]) if expression[0] == form.NAME else FOREVER
