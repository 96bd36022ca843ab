"""Classes: their order of bases, their members, and what attributes of objects are."""

from __future__ import annotations

from asyncsense.inference.annotations import Annotations, free_variables, substitute
from asyncsense.inference.containers import ADDITIONS
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import PROPERTY_DECORATORS, has_decorator, is_class_method
from asyncsense.inference.lookup import declaration_of
from asyncsense.inference.open_questions import NO_OPEN_QUESTION
from asyncsense.inference.values import (
    ANYTHING,
    NONE,
    NOTHING,
    UNKNOWN,
    ClassRef,
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Instance,
    Member,
    ModuleValue,
    SuperValue,
    TupleInstance,
    Types,
    TypeVariable,
    Value,
    union,
    without_none,
)
from asyncsense.syntax.expressions import CALL, NAME, SUBSCRIPT, elements_of, last_name
from asyncsense.syntax.sites import FOREVER, Binding
from asyncsense.syntax.summary import Function

# Bases that are no classes, or whose attributes are those that the class itself declares.
_FORMS = {"Generic", "Protocol", "TypedDict", "NamedTuple"}


class Classes(Annotations):
    """The part of inference that knows classes and objects."""

    # ------------------------------------------------------------------ bases

    def bases(self, cls: ClassRef) -> tuple[tuple[Value, tuple[Types, ...]], ...]:
        """The direct bases with their type arguments, which may hold variables of `cls`."""
        if cls.bases is not None:
            return cls.bases
        with self._entering(("bases", cls)) as first:
            if not first:
                return ()
            frame = self._header_frame(cls)
            found: list[tuple[Value, tuple[Types, ...]]] = []
            for base in cls.node.bases:
                inner = base[1] if base[0] == SUBSCRIPT else base
                arguments: tuple[Types, ...] = ()
                if base[0] == SUBSCRIPT and last_name(inner) not in ("Generic", "Protocol"):
                    arguments = tuple(self._argument(part, frame) for part in elements_of(base[2]))
                for value in self.evaluate(inner, frame) or ANYTHING:
                    if isinstance(value, ClassValue):
                        found.append((value, arguments or value.arguments))
                        break
                    if last_name(inner) not in _FORMS:
                        found.append((value, ()))
                        break
            cls.bases = tuple(found)
        return cls.bases

    def _header_frame(self, cls: ClassRef) -> Frame:
        node = cls.node
        if node.outer is not None:
            return self.class_frame(self.class_ref(node.outer, cls.module))
        return self.frame_of(node.parent, cls.module)

    def mro(self, cls: ClassRef) -> tuple[ClassRef, ...]:
        """The class and its bases in the order in which attributes are looked up (C3)."""
        if cls.mro is not None:
            return cls.mro
        with self._entering(("mro", cls)) as first:
            if not first:
                return (cls,)
            bases = [value for value, _ in self.bases(cls)]
            refs = [base.cls for base in bases if isinstance(base, ClassValue)]
            rows = [list(self.mro(ref)) for ref in refs]
            missing = len(refs) < len(bases)
            cls.has_unknown_base = missing or any(ref.has_unknown_base for ref in refs)
            order = (cls, *_merge([*rows, refs]))
            if cls.qualname != "builtins.object" and not any(
                one.qualname == "builtins.object" for one in order
            ):
                root = self.find_class("builtins.object")
                order = (*order, root) if root is not None else order
        cls.mro = order
        return order

    def has_unknown_base(self, cls: ClassRef) -> bool:
        """Whether a base could not be found, so that unknown attributes may exist."""
        self.mro(cls)
        return cls.has_unknown_base

    def is_subclass(self, cls: ClassRef, *qualnames: str) -> bool:
        return any(one.qualname in qualnames for one in self.mro(cls))

    def type_variables(self, cls: ClassRef) -> tuple[str, ...]:
        """The names of a class's type parameters, in order."""
        if cls.type_variables is not None:
            return cls.type_variables
        names: dict[str, None] = dict.fromkeys(cls.node.type_parameters)
        cls.type_variables = tuple(names)
        frame = self._header_frame(cls)
        generic: list[str] = []
        for base in cls.node.bases:
            if base[0] != SUBSCRIPT:
                continue
            used: list[str] = []
            for part in elements_of(base[2]):
                used += free_variables(self._argument(part, frame))
            if last_name(base[1]) in ("Generic", "Protocol"):
                generic = used
            names.update(dict.fromkeys(used))
        cls.type_variables = tuple(generic or names)
        return cls.type_variables

    def arguments_in(self, instance: Instance | ClassValue, base: object) -> tuple[Types, ...]:
        """The type arguments of `instance` seen as its base class `base`."""
        assert isinstance(base, ClassRef)
        meaning = self.meaning(instance, base)
        return tuple(meaning.get(name, ANYTHING) for name in self.type_variables(base))

    def meaning(self, instance: Instance | ClassValue, owner: ClassRef) -> dict[str, Types]:
        """What the type variables of `owner`, a base of the object's class, stand for."""
        names = self.type_variables(instance.cls)
        # Nobody knows what will be put into a container that is empty so far.
        arguments = (types or ANYTHING for types in instance.arguments)
        meaning = dict(zip(names, arguments, strict=False))
        if owner is not instance.cls:
            meaning = self._meaning_above(instance.cls, owner, meaning, 0) or {}
        receiver = Instance(instance.cls, instance.arguments)
        meaning["Self"] = (receiver,)
        return meaning

    def _meaning_above(
        self, cls: ClassRef, owner: ClassRef, meaning: dict[str, Types], depth: int
    ) -> dict[str, Types] | None:
        if cls is owner:
            return meaning
        if depth > 12:
            return None
        for base, arguments in self.bases(cls):
            if isinstance(base, ClassValue) and owner in self.mro(base.cls):
                names = self.type_variables(base.cls)
                values = (substitute(one, meaning) for one in arguments)
                inner = dict(zip(names, values, strict=False))
                return self._meaning_above(base.cls, owner, inner, depth + 1)
        return None

    # ------------------------------------------------------------------ members

    def find_member(self, cls: ClassRef, name: str, after: ClassRef | None = None) -> Member | None:
        """Where `name` is defined in the class or its bases (those behind `after`)."""
        if after is None and name in cls.found:
            return cls.found[name]
        order = self.mro(cls)
        if after is not None and after in order:
            order = order[order.index(after) + 1 :]
        found = None
        for owner in order:
            rows = owner.node.bindings.get(name)
            if rows:
                found = Member(owner, name, rows)
                break
        if after is None and cls.mro is not None:
            cls.found[name] = found
        return found

    def defines(self, cls: ClassRef, name: str) -> bool:
        """Whether objects of the class surely have the method or attribute `name`."""
        return self.find_member(cls, name) is not None

    def attribute(self, types: Types, name: str) -> Types:
        """What `x.name` is for an `x` of these types; None among them is passed over."""
        members = without_none(types) or types
        if len(members) == 1:
            return self.value_attribute(members[0], name)
        return union(self.value_attribute(value, name) for value in members)

    def value_attribute(self, value: Value, name: str) -> Types:
        match value:
            case Instance(cls):
                return self._instance_attribute(value, name)
            case ClassValue():
                return self._class_attribute(value, name)
            case ModuleValue(module):
                return self.module_attribute(module, name) or ANYTHING
            case SuperValue(cls, receiver):
                return self._super_attribute(cls, receiver, name)
            case TupleInstance(elements):
                as_tuple = self.builtin_instance("tuple", union(elements))
                return self.attribute(as_tuple, name)
            case External(qualname):
                return (External(f"{qualname}.{name}"),)
            case Decorated(original):
                if name in ("__wrapped__", "func", "fn", "callback"):
                    return (original,)
                return self.attribute(tuple(t for t in value.targets if t.tag == "instance"), name)
            case TypeVariable(_, bound):
                return self.attribute(bound, name) if bound else ANYTHING
        return ANYTHING

    def _super_attribute(self, cls: ClassRef, receiver: Value, name: str) -> Types:
        start = receiver.cls if isinstance(receiver, (Instance, ClassValue)) else cls
        if cls not in self.mro(start):
            start = cls
        member = self.find_member(start, name, after=cls)
        if member is None or (
            self.has_unknown_base(start) and member.owner.qualname == "builtins.object"
        ):
            return ANYTHING
        if isinstance(receiver, (Instance, ClassValue)):
            return self._bind_member(member, receiver)
        return ANYTHING

    def _instance_attribute(self, value: Instance, name: str) -> Types:
        cls = value.cls
        if not value.arguments:
            known = cls.members.get(name)
            if known is not None:
                return known
        with self._entering(("attribute", value, name)) as first:
            if not first:
                return NOTHING
            before, self.outermost = self.outermost, NO_OPEN_QUESTION
            types = self._find_instance_attribute(value, name)
        if self._is_final(self.depth, before) and not value.arguments:
            cls.members[name] = types
        return types

    def _find_instance_attribute(self, value: Instance, name: str) -> Types:
        cls = value.cls
        for owner in self.mro(cls):
            rows = owner.node.bindings.get(name)
            if rows and owner.qualname == "builtins.object" and self.has_unknown_base(cls):
                break
            if rows:
                types = self._bind_member(Member(owner, name, rows), value)
                if not types or types == (NONE,) or UNKNOWN in types:
                    set_in_methods = owner.node.set_on_self(name)
                    assigned = self._assigned_in_methods(owner, name, value, set_in_methods)
                    known = tuple(one for one in types if one != UNKNOWN)
                    return union((known, assigned)) if assigned else types
                return types
            set_in_methods = owner.node.set_on_self(name)
            if set_in_methods:
                return self._assigned_in_methods(owner, name, value, set_in_methods) or ANYTHING
        evidence = self.attribute_evidence(cls, name)
        if evidence:
            return evidence
        if self.has_unknown_base(cls):
            return ANYTHING
        getter = None if name.startswith("__") else self.find_member(cls, "__getattr__")
        if getter is not None:
            delegated = self._delegated(getter, value, name)
            return delegated or self.call_types(self._bind_member(getter, value)) or ANYTHING
        if self.is_subclass(cls, "enum.Enum") and name in ("name", "value"):
            return ANYTHING
        if self.is_typed_dict(cls):
            return self.attribute(self.builtin_instance("dict"), name)
        return ANYTHING

    def _delegated(self, getter: Member, value: Instance, name: str) -> Types:
        """What a `__getattr__` finds that does nothing but ask other objects for the attribute."""
        row = getter.rows[-1]
        if row.kind != "def":
            return NOTHING
        function = getter.owner.node.functions[row.payload]
        asked = [one.name for one in function.parameters[1:]]
        frame = self.frame_of(function, getter.owner.module, value)
        found: list[Types] = []
        for result, *_ in function.body.returns:
            if result[0] != CALL or last_name(result[1]) != "getattr" or len(result[2]) < 2:
                return NOTHING
            target, attribute = result[2][:2]
            if attribute[0] != NAME or attribute[1] not in asked:
                return NOTHING
            found.append(self.attribute(self.evaluate(target, frame), name))
        return union(found)

    def _assigned_in_methods(
        self,
        owner: ClassRef,
        name: str,
        value: Instance | ClassValue,
        rows: tuple[tuple[object, ...], ...],
    ) -> Types:
        """What methods of `owner` assign to `self.name`."""
        parsed = [(row[0], Binding._make(row[1:])) for row in rows]
        declared = [one for one in parsed if one[1].kind == "annotated"]
        if declared and any(one[1].kind == "assign" for one in parsed):
            declared = [(index, declaration_of(row)) for index, row in declared]
        meaning = self.meaning(value, owner)
        found: list[Types] = []
        additions: list[tuple[Binding, Frame]] = []
        for index, binding in declared or parsed:
            method = owner.node.functions[index]  # type: ignore[call-overload]
            frame = self.frame_of(method, owner.module, value)
            if binding.kind in ADDITIONS:
                additions.append((binding, frame))
                continue
            with self._entering(("assigned", owner, name, binding.offset)) as first:
                if first:
                    found.append(substitute(self._bound(binding, frame, []), meaning))
        for index, binding in parsed if declared else []:
            if binding.kind in ADDITIONS:
                frame = self.frame_of(owner.node.functions[index], owner.module, value)  # type: ignore[call-overload]
                additions.append((binding, frame))
        return self.with_additions(union(found), additions)

    def _bind_member(self, member: Member, receiver: Instance | ClassValue) -> Types:
        """The value of a member seen through an object or class: bound, read, or as it is."""
        owner, rows = member.owner, member.rows
        frame = self.class_frame(owner)
        meaning = self.meaning(receiver, owner)
        last = rows[-1]
        if last.kind == "def":
            functions = owner.node.functions
            definitions = [functions[row.payload] for row in rows if row.kind == "def"]
            if receiver.tag == "instance" or has_decorator(definitions[-1], "classproperty"):
                getter = next(
                    (
                        one
                        for one in definitions
                        if one.decorators and has_decorator(one, *PROPERTY_DECORATORS)
                    ),
                    None,
                )
                if getter is not None:
                    return self._read_property(getter, owner, receiver, meaning)
            values = self.function_value(definitions, owner.module, frame)
            if len(values) == 1:
                return self._bound_function(values[0], receiver)
            return union(self._bound_function(value, receiver) for value in values)
        types = self._from_bindings(rows, FOREVER, frame, owner.node.functions)
        types = substitute(types, meaning)
        if last.kind in ("assign", "annotated"):
            if receiver.tag == "class" and self.is_subclass(owner, "enum.Enum"):
                return (Instance(owner),)
            if last.kind == "assign":
                types = union(self._bound_function(value, receiver) for value in types)
            types = union(self._read_descriptor(value, receiver) for value in types)
        return types

    def _bound_function(self, value: Value, receiver: Instance | ClassValue) -> Types:
        match value:
            case FunctionValue(function):
                if has_decorator(function, "staticmethod") or value.bound is not None:
                    return (value,)
                if is_class_method(function):
                    return (value._replace(bound=ClassValue(receiver.cls, receiver.arguments)),)
                if receiver.tag == "class" or function.kind == "lambda":
                    return (value,)
                if value.module.is_stub and function.owner is None:
                    # A function of a module that has no source: such functions do not bind.
                    return (value,)
                return (value._replace(bound=receiver),)
            case Decorated(original, targets):
                bound = self._bound_function(original, receiver)[0]
                assert isinstance(bound, FunctionValue)
                inner = union(self._bound_function(target, receiver) for target in targets)
                return (Decorated(bound, inner),)
        return (value,)

    def _read_property(
        self,
        getter: Function,
        owner: ClassRef,
        receiver: Instance | ClassValue,
        meaning: dict[str, Types],
    ) -> Types:
        value = FunctionValue(getter, owner.module, receiver)
        types = substitute(self.call_value(value), meaning)
        cached = has_decorator(getter, "async_cached_property", "async_property")
        return types if types or cached else ANYTHING

    def _read_descriptor(self, value: Value, receiver: Instance | ClassValue) -> Types:
        if isinstance(value, Instance) and self.find_member(value.cls, "__get__") is not None:
            result = self.call_types(self.value_attribute(value, "__get__"), (ANYTHING, ANYTHING))
            return result or ANYTHING
        return (value,)

    def _class_attribute(self, value: ClassValue, name: str) -> Types:
        cls = value.cls
        with self._entering(("class attribute", value, name)) as first:
            if not first:
                return NOTHING
            member = self.find_member(cls, name)
            if member is not None and not (
                self.has_unknown_base(cls) and member.owner.qualname == "builtins.object"
            ):
                types = self._bind_member(member, value)
                if types == (NONE,):
                    types = union((types, self._assigned_in_class_methods(value, name)))
                return types
            for nested in cls.node.classes:
                if nested.name == name:
                    return (ClassValue(self.class_ref(nested, cls.module)),)
            assigned = self._assigned_in_class_methods(value, name)
            if assigned:
                return assigned
            for keyword, expression in cls.node.keywords:
                if keyword == "metaclass":
                    frame = self._header_frame(cls)
                    metaclass = self.instances(self.evaluate(expression, frame))
                    return self.attribute(metaclass, name)
        return ANYTHING

    def _assigned_in_class_methods(self, value: ClassValue, name: str) -> Types:
        """What class methods assign to `cls.name`."""
        for owner in self.mro(value.cls):
            functions = owner.node.functions
            rows = tuple(
                row for row in owner.node.set_on_self(name) if is_class_method(functions[row[0]])
            )
            if rows:
                return self._assigned_in_methods(owner, name, value, rows)
        return NOTHING

    def instances(self, types: Types) -> Types:
        return tuple(
            Instance(value.cls, value.arguments) for value in types if isinstance(value, ClassValue)
        )

    def is_typed_dict(self, cls: ClassRef) -> bool:
        return any(
            last_name(base) == "TypedDict" for one in self.mro(cls) for base in one.node.bases
        )

    def remaining(self, types: Types, name: str, offset: int, frame: Frame) -> Types:
        """What `name` may be at `offset`, of `types`, once `isinstance` has said what it is not."""
        assert frame.function is not None
        for start, end, classes in frame.function.body.exclusions[name]:
            if start <= offset <= end and offset != FOREVER:
                excluded = {
                    one.cls
                    for one in self._instances_of(classes, frame)
                    if isinstance(one, Instance)
                }
                types = tuple(
                    one
                    for one in types
                    if not (isinstance(one, Instance) and excluded.intersection(self.mro(one.cls)))
                )
        return types or ANYTHING

    def tuple_fields(self, cls: ClassRef) -> tuple[str, ...]:
        """The fields of a class of named tuples, in their order; none for other classes."""
        for one in self.mro(cls):
            if any(last_name(base) == "NamedTuple" for base in one.node.bases):
                rows = one.node.bindings.items()
                return tuple(name for name, (first, *_) in rows if first.kind == "annotated")
        return ()

    def is_protocol(self, cls: ClassRef) -> bool:
        """Whether the class only describes an interface, so that subclasses do the work."""
        named_so = any(last_name(base) == "Protocol" for base in cls.node.bases)
        # That of `typing` is no class; others of the name, as that of asyncio, are.
        return named_so and not any(one.node.name == "Protocol" for one in self.mro(cls)[1:])

    def may_stand_for(self, cls: ClassRef, wanted: ClassRef) -> bool:
        """Whether objects of a class may be what an annotation wants."""
        if wanted in self.mro(cls) or self.has_unknown_base(cls):
            return True
        methods = (name for name in wanted.node.bindings if name.startswith("__"))
        return self.is_protocol(wanted) and all(self.defines(cls, name) for name in methods)

    # ------------------------------------------------------------------ answered by subclasses

    def call_types(self, types: Types, arguments: tuple[Types, ...] = ()) -> Types:
        raise NotImplementedError


def _merge(rows: list[list[ClassRef]]) -> list[ClassRef]:
    """The C3 merge; where the bases contradict each other, the first of them wins."""
    result: list[ClassRef] = []
    rows = [list(row) for row in rows if row]
    while rows:
        for row in rows:
            candidate = row[0]
            if not any(candidate in other[1:] for other in rows):
                break
        else:
            candidate = rows[0][0]
        result.append(candidate)
        rows = [[one for one in row if one is not candidate] for row in rows]
        rows = [row for row in rows if row]
    return result
