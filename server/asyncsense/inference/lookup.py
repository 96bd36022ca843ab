"""Names: what a name is bound to at a place, through scopes, imports and branches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from asyncsense.inference.containers import ADDITIONS, Containers, may_be_empty
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import (
    body_functions,
    has_decorator,
    is_accessor,
    is_class_method,
    is_made_where_missing,
)
from asyncsense.inference.modules import (
    TYPING_ALIASES,
    Module,
    ModuleBinding,
    string_items,
)
from asyncsense.inference.open_questions import NO_OPEN_QUESTION
from asyncsense.inference.values import (
    ANYTHING,
    NONE,
    NOTHING,
    UNKNOWN,
    ClassRef,
    ClassValue,
    External,
    FunctionValue,
    Instance,
    ModuleValue,
    TupleInstance,
    Types,
    Value,
    alternatives,
    union,
    without_none,
)
from asyncsense.knowledge.schema import Return
from asyncsense.syntax.expressions import Expression
from asyncsense.syntax.sites import FOREVER, Binding, Parameter
from asyncsense.syntax.summary import Class, Function

_MAX_UNION = 24
_NO_VALUES = frozenset((*ADDITIONS, "delete"))


class Lookup(Containers):
    """The part of inference that follows names. Expressions are evaluated by a subclass."""

    def __init__(self, load: Callable[[str], Module | None]) -> None:
        super().__init__()
        self._load = load
        self._modules: dict[str, Module | None] = {}
        self.known_returns: Mapping[str, Return] = {}
        """What functions return that neither code nor annotations tell: qualified names of classes."""
        self.attribute_evidence: Callable[[ClassRef, str], Types] = _no_attribute_evidence
        """What other code of the project sets an attribute to that the class says nothing of."""
        self.parameter_evidence: Callable[[Function, Module, str], Types] = _no_parameter_evidence
        """What callers in the project pass for an unannotated parameter."""
        self._found_classes: dict[str, ClassRef | None] = {}
        self._followed: set[tuple[Frame, int]] = set()

    # ------------------------------------------------------------------ modules

    def module(self, name: str) -> Module | None:
        """The module of that absolute name; None where it cannot be found or read."""
        try:
            return self._modules[name]
        except KeyError:
            module = self._modules[name] = self._load(name)
            return module

    def module_attribute(self, module: Module, name: str) -> Types:
        """What `module.name` is: a name bound there, starred in, or a submodule."""
        known = module.name_types.get(name)
        if known is not None:
            return known
        with self._entering((module, name)) as first:
            if not first:
                return NOTHING
            before, self.outermost = self.outermost, NO_OPEN_QUESTION
            types = self._module_attribute(module, name)
        if self._is_final(self.depth, before):
            module.name_types[name] = types
        return types

    def _module_attribute(self, module: Module, name: str) -> Types:
        if module.name == "typing" and name in TYPING_ALIASES:
            cls = self.find_class(TYPING_ALIASES[name])
            return (ClassValue(cls),) if cls is not None else ANYTHING
        rows = module.bindings.get(name)
        if rows:
            return self._from_module_bindings(module, name, rows)
        is_open = module.path is None
        for imported, level in module.star_imports:
            source = self.module(module.absolute_name(imported, level))
            if source is None:
                is_open = True
            elif source is not module and source.offers_to_star(name):
                types = self.module_attribute(source, name)
                if types and types != ANYTHING:
                    return types
                is_open = is_open or bool(types)
        if module.is_package:
            submodule = self.module(f"{module.name}.{name}")
            if submodule is not None:
                return (ModuleValue(submodule),)
        if name == "__name__" or name == "__file__":
            return self.builtin_instance("str")
        if "__getattr__" in module.bindings and not module.is_stub:
            return self._lazy_import(module, name)
        return ANYTHING if is_open else NOTHING

    def _lazy_import(self, module: Module, name: str) -> Types:
        """`__getattr__` of a module with a dictionary `{name: module}` behind it."""
        for rows in module.bindings.values():
            for row in rows:
                for key, value in string_items(row.binding):
                    if key == name:
                        source = self.module(value if value[0] != "." else module.name + value)
                        if source is not None:
                            return self.module_attribute(source, name)
        return ANYTHING

    def _from_module_bindings(
        self,
        module: Module,
        name: str,
        rows: list[ModuleBinding],
        before: tuple[int, int] | None = None,
    ) -> Types:
        if before is not None:
            visible = [row for row in rows if (row.piece.index, row.binding.offset) <= before]
            if visible:
                rows = visible
        declared = [row for row in rows if row.binding.kind == "annotated"]
        found: list[Types] = []
        additions: list[tuple[Binding, Frame]] = []
        for row in reversed(rows):
            binding, frame = row.binding, self.code_frame(module, row.piece.code)
            if binding.kind in ("narrow", "delete"):
                continue
            if binding.kind in ADDITIONS:
                additions.append((binding, frame))
                continue
            if declared and binding.kind == "assign":
                frame = self.code_frame(module, declared[-1].piece.code)
                binding = declaration_of(declared[-1].binding)
            found.append(self._bound(binding, frame, self._same_block_defs(rows, row)))
            if not binding.block and binding.kind not in ("inner",):
                if found[-1] != (NONE,) or binding.kind not in ("assign", "annotated"):
                    break
        types = alternatives(found)
        if module.in_project and any(map(may_be_empty, types)):
            additions += self.added_by_functions(module, name)
        return self.with_additions(types, additions)

    def _same_block_defs(self, rows: list[ModuleBinding], row: ModuleBinding) -> list[Function]:
        return [
            other.piece.code.body.functions[other.binding.payload]
            for other in rows
            if other.binding.kind == "def" and other.binding.block == row.binding.block
        ]

    def code_frame(self, module: Module, code: Function) -> Frame:
        """The frame of the module-level code of one piece."""
        frame = module.frames.get(code)
        if frame is None:
            frame = module.frames[code] = Frame(module, code)
        return frame

    # ------------------------------------------------------------------ classes and functions

    def class_ref(self, node: Class, module: Module) -> ClassRef:
        ref = module.class_refs.get(node)
        if ref is None:
            ref = module.class_refs[node] = ClassRef(module, node)
        return ref

    def find_class(self, qualname: str) -> ClassRef | None:
        """The class of that dotted name (module and name), if it can be found."""
        try:
            return self._found_classes[qualname]
        except KeyError:
            found = self._found_classes[qualname] = self._find_class(qualname)
            return found

    def _find_class(self, qualname: str) -> ClassRef | None:
        module_name, _, name = qualname.rpartition(".")
        module = self.module(module_name)
        if module is None:
            return None
        values = self.module_attribute(module, name)
        return next((value.cls for value in values if isinstance(value, ClassValue)), None)

    def known_return(self, qualname: str) -> Types:
        """What is known from elsewhere that a function returns; nothing where nothing is."""
        known = self.known_returns.get(qualname)
        if known is None:
            return NOTHING
        cls = self.find_class(known.type)
        return (Instance(cls),) if cls is not None else (External(known.type, is_object=True),)

    def builtin_instance(self, name: str, *arguments: Types) -> Types:
        cls = self.find_class(f"builtins.{name}")
        return (Instance(cls, arguments),) if cls is not None else ANYTHING

    def frame_of(self, function: Function, module: Module, receiver: Value | None = None) -> Frame:
        """The frame of a function of which nothing is known but its text (and its object)."""
        key = (function, receiver)
        frame = module.frames.get(key)
        if frame is None:
            if function.kind == "module":
                frame = self.code_frame(module, function)
            else:
                cls = function.owner if function.kind == "class body" else None
                frame = Frame(module, function, cls, receiver)
            module.frames[key] = frame
        return frame

    def definition_frame(self, function: Function, module: Module) -> Frame:
        """The frame in which a function's decorators, defaults and annotations are evaluated."""
        if function.owner is not None:
            return self.frame_of(function.owner.body_code, module)
        if function.parent is not None:
            return self.frame_of(function.parent, module)
        return self.frame_of(function, module)

    def class_frame(self, cls: ClassRef) -> Frame:
        """The frame of a class body."""
        return self.frame_of(cls.node.body_code, cls.module)

    def function_value(self, definitions: list[Function], module: Module, frame: Frame) -> Types:
        """The value of a name that `def`s in one block give: the last, with overloads before it."""
        function = definitions[-1]
        if len(definitions) > 1 and is_accessor(function):
            return self.function_value(definitions[:-1], module, frame)
        memoized = frame.receiver is None and not frame.parameters and frame.outer is None
        if memoized and function in module.function_types:
            return module.function_types[function]
        overloads = tuple(one for one in definitions if has_decorator(one, "overload"))
        closure = frame if frame.function is not None and frame.function.kind != "module" else None
        if closure is not None and closure.cls is not None:
            closure = closure.outer
        value = FunctionValue(function, module, None, closure, overloads)
        if not function.decorators:
            if memoized:
                module.function_types[function] = (value,)
            return (value,)
        before, self.outermost = self.outermost, NO_OPEN_QUESTION
        if memoized:
            module.function_types[function] = (value,)
        types = self.decorated(value, frame)
        final = self._is_final(self.depth, before)
        if memoized and final:
            module.function_types[function] = types
        elif memoized:
            del module.function_types[function]
        return types

    # ------------------------------------------------------------------ names

    def name(self, name: str, offset: int, frame: Frame) -> Types:
        """What `name` means at `offset` in the frame's code."""
        variables = frame.type_variables.get(name)
        if variables is not None:
            return variables
        function = frame.function
        if frame.cls is not None:
            types = self._class_body_name(name, offset, frame)
            if types is not None:
                return types
        elif function is not None and function.kind != "module":
            types = self._local_name(name, offset, frame, function)
            if types is not None:
                return types
        return self._outer_name(name, offset, frame)

    def _outer_name(self, name: str, offset: int, frame: Frame) -> Types:
        function = frame.function
        if frame.outer is not None:
            return self.name(name, FOREVER, frame.outer)
        if function is not None and function.parent is not None:
            parent = function.parent
            if parent.kind != "module":
                return self.name(name, FOREVER, self.frame_of(parent, frame.module))
        rows = frame.module.bindings.get(name)
        if rows and function is not None and function.kind == "module":
            key = ("module name", name, offset)
            known = frame.name_memo.get(key)
            if known is None:
                with self._entering((frame, key)) as first:
                    if not first:
                        return NOTHING
                    before = (function.piece.index, offset)
                    known = self._from_module_bindings(frame.module, name, rows, before)
                frame.name_memo[key] = known
            return known
        types = self.module_attribute(frame.module, name)
        if types or rows:
            return types
        builtins = self.module("builtins")
        if builtins is None or builtins is frame.module:
            return ANYTHING
        return self.module_attribute(builtins, name) or ANYTHING

    def _class_body_name(self, name: str, offset: int, frame: Frame) -> Types | None:
        cls = frame.cls
        assert cls is not None
        rows = cls.bindings.get(name)
        if not rows or all(row.offset > offset for row in rows):
            # Before the class gives it a value, a name is that of the module.
            return None
        with self._entering((cls, "body", name)) as first:
            return self._from_bindings(rows, FOREVER, frame, cls.functions) if first else None

    def _local_name(
        self, name: str, offset: int, frame: Frame, function: Function, whole: bool = False
    ) -> Types | None:
        """None where the name belongs to a scope further out; `whole`: with what `isinstance` excludes."""
        body = function.body
        if not whole and name in body.exclusions:
            types = self._local_name(name, offset, frame, function, whole=True)
            return types and self.remaining(types, name, offset, frame)
        rows = body.bindings.get(name)
        if rows and rows[0].kind in _NO_VALUES and all(row.kind in _NO_VALUES for row in rows):
            rows = None
        if rows and name not in body.outside:
            types = self._visible(name, rows, offset, frame, function)
            if types is not None:
                return types
        for parameter in function.parameters:
            if parameter.name == name:
                return self.parameter(parameter, frame, function)
        if rows and name not in body.outside and any(row.kind != "narrow" for row in rows):
            return self._visible(name, rows, FOREVER, frame, function) or NOTHING
        return None

    def _visible(
        self, name: str, rows: tuple[Binding, ...], offset: int, frame: Frame, function: Function
    ) -> Types | None:
        """What the bindings seen at `offset` give; None where none is seen."""
        count = sum(row.offset <= offset <= row.end for row in rows)
        if not count:
            return None
        key = (name, offset) if any(row.end != FOREVER for row in rows) else (name, -count)
        known = frame.name_memo.get(key)
        if known is not None:
            return known
        with self._entering((frame, key)) as first:
            if not first:
                return None
            before, self.outermost = self.outermost, NO_OPEN_QUESTION
            types = self._from_bindings(rows, offset, frame, body_functions(function))
            parameter = next((one for one in function.parameters if one.name == name), None)
            if parameter is not None and not any(row.dominates(offset) for row in rows):
                given = self.parameter(parameter, frame, function)
                is_open = set(given) == {NONE, UNKNOWN}
                if not (is_open and is_made_where_missing(parameter, function, rows[0].offset)):
                    types = union((types, given))
        if self._is_final(self.depth, before):
            frame.name_memo[key] = types
        return types

    def _from_bindings(
        self,
        rows: tuple[Binding, ...],
        offset: int,
        frame: Frame,
        functions: tuple[Function, ...],
    ) -> Types:
        visible = [row for row in rows if row.offset <= offset <= row.end] or list(rows)
        declared = next((row for row in rows if row.kind == "annotated"), None)
        found: list[Types] = []
        additions: list[tuple[Binding, Frame]] = []
        for row in reversed(visible):
            if row.kind == "delete" or (row.kind == "narrow" and offset == FOREVER):
                continue
            if row.kind in ADDITIONS:
                additions.append((row, frame))
                continue
            binding = row
            if declared is not None and row.kind == "assign":
                binding = declaration_of(declared)
            key = (frame, id(row))
            if key in self._followed:
                continue
            definitions: list[Function] = []
            if binding.kind == "def":
                definitions = [
                    functions[other.payload]
                    for other in visible
                    if other.kind == "def" and other.block == binding.block
                ]
            self._followed.add(key)
            try:
                found.append(self._bound(binding, frame, definitions))
            finally:
                self._followed.discard(key)
            if row.kind == "narrow" or row.dominates(offset):
                break
        return self.with_additions(alternatives(found), additions)

    def _bound(self, binding: Binding, frame: Frame, definitions: list[Function]) -> Types:
        types = self._bound_to(binding.kind, binding.payload, frame, definitions)
        return types[:_MAX_UNION] + ANYTHING if len(types) > _MAX_UNION else types

    def _bound_to(
        self, kind: str, payload: Any, frame: Frame, definitions: list[Function]
    ) -> Types:
        match kind, payload:
            case "assign", tuple():
                return self.evaluate(payload, frame)
            case "annotated", (annotation, value):
                return self._annotated(annotation, value, frame)
            case "def", int():
                return self.function_value(definitions, frame.module, frame)
            case "class", int():
                return self._class_value(payload, frame)
            case "import", str():
                module = self.module(payload)
                return (ModuleValue(module),) if module is not None else (External(payload),)
            case "from", (module_name, level, name):
                return self._imported(frame.module, module_name, level, name)
            case "iterate", tuple():
                return self.iterated(self.evaluate(payload, frame))
            case "aiterate", tuple():
                return self.async_iterated(self.evaluate(payload, frame))
            case "with", tuple():
                return self.entered(self.evaluate(payload, frame), is_async=False)
            case "async with", tuple():
                return self.entered(self.evaluate(payload, frame), is_async=True)
            case "unpack", (inner_kind, inner, position):
                return self.element(self._bound_to(inner_kind, inner, frame, []), position)
            case "rest", (inner_kind, inner, (before, behind)):
                whole = self._bound_to(inner_kind, inner, frame, [])
                return self.builtin_instance("list", self._elements_but(whole, before, behind))
            case (("except" | "narrow"), tuple()):
                return self._instances_of(payload, frame)
            case "inner", (path, row):
                return self._bound_in_inner(path, Binding._make(row), frame)
            case "alias", tuple():
                return self.annotation(payload, frame)
        return ANYTHING

    def _annotated(self, annotation: Expression, value: Expression | None, frame: Frame) -> Types:
        types = self.annotation(annotation, frame)
        if value is None:
            return types or ANYTHING
        if UNKNOWN in types or any(map(self._is_interface, types)):
            assigned = without_none(self.evaluate(value, frame))
            if assigned and UNKNOWN not in assigned:
                return assigned
        return types or ANYTHING

    def _is_interface(self, value: Value) -> bool:
        return isinstance(value, Instance) and self.is_protocol(value.cls)

    def _class_value(self, index: int, frame: Frame) -> Types:
        if frame.cls is not None:
            node = frame.cls.classes[index]
        else:
            assert frame.function is not None
            node = frame.function.body.classes[index]
        return (ClassValue(self.class_ref(node, frame.module)),)

    def _imported(self, importer: Module, module_name: str, level: int, name: str) -> Types:
        absolute = importer.absolute_name(module_name, level)
        module = self.module(absolute)
        if module is not None:
            if module is not importer or name not in module.bindings or not module.is_package:
                types = self.module_attribute(module, name)
                if types:
                    return types
        submodule = self.module(f"{absolute}.{name}")
        if submodule is not None:
            return (ModuleValue(submodule),)
        if module is not None and module.path is not None:
            return ANYTHING
        return (External(f"{absolute}.{name}"),)

    def _instances_of(self, expression: Expression, frame: Frame) -> Types:
        """Instances of the class (or classes in a tuple) that `expression` names."""
        found: list[Types] = []
        for value in self.evaluate(expression, frame):
            match value:
                case ClassValue(cls, arguments):
                    found.append((Instance(cls, arguments),))
                case TupleInstance(elements):
                    for element in union(elements):
                        if isinstance(element, ClassValue):
                            found.append((Instance(element.cls, element.arguments),))
                        else:
                            found.append(ANYTHING)
                case External(qualname):
                    found.append((External(qualname, is_object=True),))
                case _:
                    found.append(ANYTHING)
        return union(found)

    def _bound_in_inner(
        self, path: tuple[tuple[str, int], ...], binding: Binding, frame: Frame
    ) -> Types:
        """A binding made by an inner function that declares the name global or nonlocal."""
        scope: Function | Class | None = frame.function
        if frame.cls is not None:
            scope = frame.cls
        for kind, index in path:
            if scope is None:
                return ANYTHING
            if isinstance(scope, Function):
                scope = (
                    scope.body.functions[index] if kind == "function" else scope.body.classes[index]
                )
            else:
                scope = scope.functions[index] if kind == "function" else scope.classes[index]
        if not isinstance(scope, Function) or binding.kind == "def":
            return ANYTHING
        return self._bound(binding, self.frame_of(scope, frame.module), [])

    # ------------------------------------------------------------------ parameters

    def parameter(self, parameter: Parameter, frame: Frame, function: Function) -> Types:
        """What a parameter holds: what the context says, its annotation, its default, its callers."""
        given = frame.parameters.get(parameter.name)
        if given:
            return given
        outer = self.definition_frame(function, frame.module)
        if function.owner is not None and parameter is function.parameters[0]:
            if not has_decorator(function, "staticmethod"):
                return self._receiver(parameter, frame, function)
        if parameter.annotation is not None:
            types = self.annotation(parameter.annotation, outer)
            match parameter.kind:
                case "*":
                    return self.builtin_instance("list", types)
                case "**":
                    return self.builtin_instance("dict", self.builtin_instance("str"), types)
            return types or ANYTHING
        match parameter.kind:
            case "*":
                return self.builtin_instance("list", ANYTHING)
            case "**":
                return self.builtin_instance("dict", self.builtin_instance("str"), ANYTHING)
        evidence = self.parameter_evidence(function, frame.module, parameter.name)
        if evidence:
            return evidence
        if parameter.default is not None:
            return union((self.evaluate(parameter.default, outer), ANYTHING))
        return ANYTHING

    def _receiver(self, parameter: Parameter, frame: Frame, function: Function) -> Types:
        """`self` or `cls`; a class that is mixed into others may say into which."""
        assert function.owner is not None
        receiver = frame.receiver
        cls = self.class_ref(function.owner, frame.module)
        if is_class_method(function):
            if isinstance(receiver, (Instance, ClassValue)):
                return (ClassValue(receiver.cls, receiver.arguments),)
            return (ClassValue(cls),)
        own = receiver if isinstance(receiver, Instance) else Instance(cls)
        if parameter.annotation is not None and own.cls is cls:
            declared = self.annotation(
                parameter.annotation, self.definition_frame(function, frame.module)
            )
            if declared and all(isinstance(value, Instance) for value in declared):
                return declared
        return (own,)

    def element(self, types: Types, position: int) -> Types:
        """What unpacking gives to the target at `position`."""
        found: list[Types] = []
        for value in types:
            if isinstance(value, TupleInstance):
                known = -len(value.elements) <= position < len(value.elements)
                found.append(value.elements[position] if known else ANYTHING)
            elif isinstance(value, Instance) and (fields := self.tuple_fields(value.cls)):
                found += [self.attribute((value,), one) for one in fields[position : position + 1]]
            else:
                found.append(self.iterated((value,)))
        return union(found)


def _no_attribute_evidence(cls: ClassRef, name: str) -> Types:
    return NOTHING


def _no_parameter_evidence(function: Function, module: Module, parameter: str) -> Types:
    return NOTHING


def declaration_of(binding: Binding) -> Binding:
    """An annotated binding without the value that it sets."""
    return binding._replace(payload=(binding.payload[0], None))
