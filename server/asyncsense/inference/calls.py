"""Calls: what a function, class or object gives when it is called."""

from __future__ import annotations

from asyncsense.inference.annotations import free_variables, substitute
from asyncsense.inference.arguments import Arguments
from asyncsense.inference.contexts import Contexts
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import has_decorator
from asyncsense.inference.open_questions import NO_OPEN_QUESTION
from asyncsense.inference.values import (
    ANYTHING,
    NONE,
    NOTHING,
    UNKNOWN,
    CallableValue,
    ClassRef,
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Instance,
    Partial,
    Types,
    TypeVariable,
    Value,
    union,
    without_none,
)
from asyncsense.syntax.expressions import CONSTANT, decorator_name, last_name
from asyncsense.syntax.summary import Function, walk_functions

# Decorators that leave a function what it is (or that attribute access deals with).
_TRANSPARENT_DECORATORS = {
    "overload", "abstractmethod", "final", "override", "staticmethod", "classmethod", "wraps",
    "lru_cache", "cache", "deprecated", "no_type_check", "setter", "deleter", "getter", "property",
    "cached_property", "runtime_checkable", "type_check_only", "abstractproperty",
    "abstractclassmethod", "abstractstaticmethod", "typing_only", "__wraps__", "update_wrapper",
}  # fmt: skip
_TELLS_NOTHING = CallableValue(ANYTHING)
_ASKS_KIND = {"iscoroutinefunction", "is_coroutine_function"}
_MAX_RETURNS = 10


class Calls(Contexts):
    """The part of inference that calls things."""

    # ------------------------------------------------------------------ calling values

    def call_types(self, types: Types, arguments: tuple[Types, ...] = ()) -> Types:
        """What calling any of `types` with positional arguments of those types gives."""
        given = Arguments.of_types(arguments)
        return union(self.call_with(value, given) for value in types)

    def call_value(self, value: Value) -> Types:
        """What calling `value` gives when nothing is known of the arguments."""
        return self.call_with(value, None)

    def call_with(self, value: Value, arguments: Arguments | None) -> Types:
        match value:
            case FunctionValue():
                return self._call_function(value, arguments)
            case ClassValue():
                return self._construct(value, arguments)
            case Decorated(_, targets):
                return union(self.call_with(target, arguments) for target in targets)
            case CallableValue(returns, parameters):
                learned: dict[str, Types] = {}
                for position, pattern in enumerate(parameters if arguments is not None else ()):
                    given = arguments.positional(position) if arguments is not None else None
                    if given is not None and free_variables(pattern):
                        self.unify(pattern, given(), learned)
                return substitute(returns, learned, rest=True) or ANYTHING
            case Partial(target):
                return union(self.call_with(one, None) for one in target)
            case Instance(cls):
                for base in self.mro(cls):
                    known = self.known_return(f"{base.qualname}.__call__")
                    if known:
                        return known
                if self.find_member(cls, "__call__") is None:
                    return ANYTHING
                bound = self.value_attribute(value, "__call__")
                return union(self.call_with(one, arguments) for one in bound if one != value)
            case External(qualname):
                return self.known_return(qualname) or (External(qualname, is_object=True),)
            case TypeVariable(name, bound) if name.startswith("type["):
                return bound or ANYTHING
        return ANYTHING

    def gives_plain(self, callees: Types) -> bool:
        """Whether signatures alone tell that what a call of any of these gives cannot be awaited."""
        return all(
            self._function_gives_plain(value)
            if isinstance(value, FunctionValue)
            else isinstance(value, ClassValue) and self._class_gives_plain(value)
            for value in callees
        )

    def _function_gives_plain(self, value: FunctionValue) -> bool:
        plain = value.module.plain_results.get(value.function)
        if plain is None:
            signatures = value.overloads or (value.function,)
            plain = value.module.plain_results[value.function] = (
                value.qualname not in self.known_returns
                and value.qualname not in _SPECIAL_FUNCTIONS
                and not value.function.is_async
                and all(self._promises_plain(value, one) for one in signatures)
            )
        return plain

    def _promises_plain(self, value: FunctionValue, signature: Function) -> bool:
        if signature.returns is None or signature.is_async:
            return False
        declared = self._declared(value, signature)
        return declared == (NONE,) or any(map(self._is_plain, declared))

    def _is_plain(self, value: Value) -> bool:
        return isinstance(value, Instance) and not (
            self.defines(value.cls, "__await__") or self.has_unknown_base(value.cls)
        )

    def _class_gives_plain(self, value: ClassValue) -> bool:
        cls = value.cls
        plain = cls.module.plain_results.get(cls)
        if plain is None:
            new = self._method_making(cls, "__new__")
            plain = cls.module.plain_results[cls] = (
                cls.qualname not in _SPECIAL_CLASSES
                and (new is None or new.function.returns is None)
                and self._is_plain(Instance(cls))
            )
        return plain

    # ------------------------------------------------------------------ functions

    def _call_function(self, value: FunctionValue, arguments: Arguments | None) -> Types:
        known = self.known_return(value.qualname) if not value.module.in_project else NOTHING
        if known:
            return known
        special = _SPECIAL_FUNCTIONS.get(value.qualname)
        if special is not None and arguments is not None:
            types = special(self, arguments)
            if types is not None:
                return types
        key = ("call", value.function, value.bound, value.closure)
        with self._entering(key) as first:
            if not first:
                return NOTHING
            if value.overloads and arguments is not None:
                chosen = self.matching_overloads(value, arguments)
                return union(self._result(value, one, arguments) for one in chosen)
            return self._result(
                value, value.overloads[0] if value.overloads else value.function, arguments
            )

    def _result(
        self, value: FunctionValue, signature: Function, arguments: Arguments | None
    ) -> Types:
        function = value.function
        if signature.returns is None:
            result = self._inferred_result(value, signature, arguments)
        else:
            result = self._declared_result(value, signature, arguments)
        if signature.is_async and function.is_generator:
            return self._async_generator(value, signature, result)
        if signature.is_async or self._lacks_async(value, signature, result):
            return self.coroutine(result)
        if function.is_generator and signature.returns is None:
            return self._generator(value)
        return result

    def _lacks_async(self, value: FunctionValue, overload: Function, declared: Types) -> bool:
        """Whether an overload without `async` says what awaiting the coroutine function gives."""
        function = value.function
        if overload is function or not function.is_async or function.is_generator:
            return False
        return not has_decorator(function, "overload") and not any(
            isinstance(one, Instance) and self.defines(one.cls, "__await__") for one in declared
        )

    def coroutine(self, result: Types) -> Types:
        cls = self.find_class("types.CoroutineType")
        if cls is None:
            return ANYTHING
        return (Instance(cls, (ANYTHING, ANYTHING, result or ANYTHING)),)

    def _async_generator(self, value: FunctionValue, signature: Function, declared: Types) -> Types:
        if declared and all(
            isinstance(one, Instance) and self.defines(one.cls, "__aiter__") for one in declared
        ):
            return declared
        cls = self.find_class("types.AsyncGeneratorType")
        return (Instance(cls, (self._yielded(value), ANYTHING)),) if cls else ANYTHING

    def _generator(self, value: FunctionValue) -> Types:
        cls = self.find_class("types.GeneratorType")
        if cls is None:
            return ANYTHING
        returned = self._returned(self.call_frame(value, None)) or (NONE,)
        return (Instance(cls, (self._yielded(value), ANYTHING, returned)),)

    def _yielded(self, value: FunctionValue) -> Types:
        frame = self.call_frame(value, None)
        with self._entering(("yields", value.function)) as first:
            if not first:
                return NOTHING
            return union(self._yield_types(one, frame) for one in value.function.body.yields)

    def _yield_types(self, expression: tuple[object, ...], frame: Frame) -> Types:
        if expression[0] == "starred":
            return self.iterated(self.evaluate(expression[1], frame))  # type: ignore[arg-type]
        return self.evaluate(expression, frame)

    def _declared_result(
        self, value: FunctionValue, signature: Function, arguments: Arguments | None
    ) -> Types:
        declared = self._declared(value, signature)
        if value.closure is None and not free_variables(declared):
            return declared
        return substitute(declared, self.learned(value, signature, arguments), rest=True)

    def leaves_open(self, value: FunctionValue) -> bool:
        """Whether a method is declared to give what its object was made for, and nobody said what that is:
        `sessionmaker` for `sessionmaker[AsyncSession]`."""
        function, receiver = value.function, value.bound
        if function.returns is None or function.owner is None or not isinstance(receiver, Instance):
            return False
        owner = self.class_ref(function.owner, value.module)
        unknown = set(self.type_variables(owner)) - self.meaning(receiver, owner).keys()
        declared = self._declared(value, function) if unknown else ()
        return any(isinstance(one, TypeVariable) and one.name in unknown for one in declared)

    def _declared(self, value: FunctionValue, signature: Function) -> Types:
        """What the annotation says, with type variables in it."""
        declared = value.module.return_types.get(signature)
        if declared is None:
            assert signature.returns is not None
            frame = self.annotation_frame(value, signature)
            declared = self.annotation(signature.returns, frame)
            value.module.return_types[signature] = declared
        return declared

    def learned(
        self, value: FunctionValue, signature: Function, arguments: Arguments | None
    ) -> dict[str, Types]:
        """What the type variables of a signature mean in a call, as far as it can be told."""
        meaning: dict[str, Types] = {}
        if isinstance(value.bound, (Instance, ClassValue)) and signature.owner is not None:
            owner = self.class_ref(signature.owner, value.module)
            meaning = self.meaning(value.bound, owner)
            self._learn_receiver(signature, value, meaning)
        if arguments is not None:
            # What the object is made of is known from it: an argument does not change it.
            meaning = self._learn_arguments(value, signature, arguments) | meaning
        return meaning

    def _learn_receiver(
        self, signature: Function, value: FunctionValue, meaning: dict[str, Types]
    ) -> None:
        """`def f(self: T) -> T` and `def f(cls: type[T]) -> T`."""
        first = signature.parameters[0] if signature.parameters else None
        if first is None or first.annotation is None or value.bound is None:
            return
        pattern = self.annotation(first.annotation, self.annotation_frame(value, signature))
        learned: dict[str, Types] = {}
        self.unify(pattern, (value.bound,), learned)
        meaning.update(learned)

    def _learn_arguments(
        self, value: FunctionValue, signature: Function, arguments: Arguments
    ) -> dict[str, Types]:
        learned: dict[str, Types] = {}
        frame = self.annotation_frame(value, signature)
        for parameter, types in self.bound_arguments(value, signature, arguments):
            if parameter.annotation is None:
                continue
            pattern = self.annotation(parameter.annotation, frame)
            if free_variables(pattern):
                self.unify(pattern, types(), learned)
        return learned

    # ------------------------------------------------------------------ inferred results

    def returned_by(self, value: FunctionValue) -> Types:
        """What the `return` statements of a plain function give, whatever its annotation says."""
        return self._inferred_result(value, value.function, None)

    def _inferred_result(
        self, value: FunctionValue, signature: Function, arguments: Arguments | None
    ) -> Types:
        function = signature
        if function.is_generator:
            return NOTHING
        if value.module.is_stub:
            return ANYTHING
        if not function.body.returns:
            abstract = function.kind == "function" and is_placeholder(function)
            return ANYTHING if abstract else (NONE,)
        frame = self.call_frame(value, arguments)
        if frame.result is not None:
            return frame.result
        with self._entering(("returns", function, len(frame.parameters))) as first:
            if not first:
                return NOTHING
            before, self.outermost = self.outermost, NO_OPEN_QUESTION
            self.context_depth += 1
            try:
                types = self._returned(frame)
            finally:
                self.context_depth -= 1
        if self._is_final(self.depth, before):
            frame.result = types
        return types

    def _returned(self, frame: Frame) -> Types:
        """What the `return` statements of the frame's function give."""
        function = frame.function
        assert function is not None
        body = function.body
        if not body.returns:
            return (NONE,)
        found = [self.evaluate(row[0], frame) for row in body.returns[:_MAX_RETURNS]]
        if len(body.returns) > _MAX_RETURNS:
            found.append(ANYTHING)
        return union(found)

    # ------------------------------------------------------------------ decorators

    def decorated(self, function: FunctionValue, frame: Frame) -> Types:
        """What a function is once its decorators have been applied."""
        values: Types = (function,)
        for expression, _, _ in reversed(function.function.decorators):
            name = decorator_name(expression)
            if name in _TRANSPARENT_DECORATORS:
                continue
            if function.overloads and not any(
                has_decorator(one, name) for one in function.overloads
            ):
                # It makes of the implementation what the overloads say.
                values = (function._replace(function=function.overloads[-1]),)
                continue
            with self._entering(("decorate", function.function, expression)) as first:
                if not first:
                    continue
                decorators = self.evaluate(expression, frame)
                changed = union(self._apply(one, values, function) for one in decorators)
            if changed:
                values = changed
        if values == (function,):
            return values
        return (Decorated(function, values),)

    def _apply(self, decorator: Value, values: Types, function: FunctionValue) -> Types:
        """The result of one decorator; `values` itself where it cannot be told."""
        given = Arguments.of_types((values,))
        result = _for_kind(self.call_with(decorator, given), decorator, function.function)
        if _TELLS_NOTHING in result:
            result = self._made_by_body(decorator, given) or result
        if not result or UNKNOWN in result or any(one.tag == "external" for one in result):
            return values
        kept: list[Types] = []
        for value in result:
            match value:
                case FunctionValue() | Decorated() | CallableValue() | Partial():
                    kept.append((value,))
                case Instance(cls) if self.find_member(cls, "__call__") is not None:
                    kept.append((value,))
                case Instance(cls) if self.find_member(cls, "__get__") is not None:
                    kept.append((value,))
                case Instance() if function.function.kind == "function":
                    kept.append((value,))
                case _:
                    return values
        return union(kept)

    def _made_by_body(self, decorator: Value, given: Arguments) -> Types:
        """The functions that a decorator makes which promises no more than a `Callable`; nothing where
        its code does not tell."""
        made: Types = (decorator,)
        if isinstance(decorator, Instance):
            made = self.value_attribute(decorator, "__call__")
        found = union(
            self._inferred_result(one, one.function, given)
            for one in made
            if isinstance(one, FunctionValue)
        )
        known = all(isinstance(one, (FunctionValue, Decorated)) for one in found)
        return found if known else NOTHING

    # ------------------------------------------------------------------ classes

    def _construct(self, value: ClassValue, arguments: Arguments | None) -> Types:
        cls = value.cls
        special = _SPECIAL_CLASSES.get(cls.qualname)
        if special is not None and arguments is not None:
            types = special(self, arguments)
            if types is not None:
                return types
        made = self._made_by_new(value, arguments)
        if made is not None:
            return made
        type_arguments = value.arguments
        variables = self.type_variables(cls)
        if variables and not type_arguments and arguments is not None:
            learned = self._learn_from_constructor(cls, arguments)
            if learned:
                type_arguments = tuple(learned.get(name, ANYTHING) for name in variables)
        return (Instance(cls, type_arguments),)

    def constructor(self, cls: ClassRef) -> FunctionValue | None:
        """The method that gets the arguments when a class is called, if it is not that of `object`."""
        return self._method_making(cls, "__init__") or self._method_making(cls, "__new__")

    def _method_making(self, cls: ClassRef, name: str) -> FunctionValue | None:
        member = self.find_member(cls, name)
        if member is None or member.owner.qualname == "builtins.object":
            return None
        functions = member.owner.node.functions
        definitions = [functions[row.payload] for row in member.rows if row.kind == "def"]
        if not definitions:
            return None
        overloads = tuple(one for one in definitions if has_decorator(one, "overload"))
        receiver = Instance(cls) if name == "__init__" else ClassValue(cls)
        return FunctionValue(definitions[-1], member.owner.module, receiver, None, overloads)

    def _made_by_new(self, value: ClassValue, arguments: Arguments | None) -> Types | None:
        made = self._method_making(value.cls, "__new__")
        if made is None or made.function.returns is None:
            return None
        bound = made._replace(bound=value)
        types = self._call_function(bound, arguments)
        instances = [one for one in types if isinstance(one, Instance)]
        if not instances or any(self.is_same(one.cls, value.cls) for one in instances):
            return types if any(one.arguments for one in instances) else None
        return types

    def is_same(self, one: ClassRef, other: ClassRef) -> bool:
        return one is other or other in self.mro(one) or one in self.mro(other)

    def _learn_from_constructor(self, cls: ClassRef, arguments: Arguments) -> dict[str, Types]:
        for name in ("__init__", "__new__"):
            member = self.find_member(cls, name)
            if member is None or member.owner.qualname == "builtins.object":
                continue
            functions = member.owner.node.functions
            definitions = [functions[row.payload] for row in member.rows if row.kind == "def"]
            for definition in definitions:
                value = FunctionValue(definition, member.owner.module, Instance(cls))
                learned = self._learn_arguments(value, definition, arguments)
                if learned:
                    return learned
        return {}


def _for_kind(made: Types, decorator: Value, function: Function) -> Types:
    """Of the functions that a decorator may put in place of another, those of its kind, if it asks which it is:
    coroutine functions for one."""
    if len(made) < 2 or not isinstance(decorator, FunctionValue):
        return made
    asks = any(
        last_name(call.expression[1]) in _ASKS_KIND
        for inner in walk_functions(decorator.function)
        for call in inner.body.calls
    )
    fitting = tuple(
        one
        for one in made
        if isinstance(one, FunctionValue) and one.function.is_async == function.is_async
    )
    return fitting if asks and fitting else made


def is_abstract(function: Function) -> bool:
    """Whether subclasses must say what the function does."""
    return has_decorator(function, "abstractmethod") or "NotImplementedError" in function.body.uses


def is_placeholder(function: Function) -> bool:
    """Whether the body does nothing that says what the function returns: abstract or a stub."""
    if is_abstract(function) or has_decorator(function, "overload"):
        return True
    body = function.body
    return not body.calls and not body.uses and not body.bindings


# ---------------------------------------------------------------------- what calls cannot show


def _cast(calls: Calls, arguments: Arguments) -> Types | None:
    expression = arguments.expression(0)
    if expression is None or arguments.frame is None:
        return None
    return calls.annotation(expression, arguments.frame)


def _field(calls: Calls, arguments: Arguments) -> Types | None:
    for keyword in ("factory", "default_factory"):
        factory = arguments.keyword(keyword)
        if factory is not None:
            return calls.call_types(factory())
    default = arguments.keyword("default")
    return without_none(default()) if default is not None else ANYTHING


def _partial(calls: Calls, arguments: Arguments) -> Types | None:
    first = arguments.positional(0)
    return (Partial(first()),) if first is not None else None


def _first_argument(calls: Calls, arguments: Arguments) -> Types | None:
    first = arguments.positional(0)
    return first() if first is not None else None


def _type_variable(calls: Calls, arguments: Arguments) -> Types | None:
    name = arguments.expression(0)
    if name is None or name[0] != CONSTANT or not isinstance(name[2], str):
        return ANYTHING
    bound = arguments.keyword_expression("bound")
    bounds = NOTHING
    if bound is not None and arguments.frame is not None:
        bounds = calls.annotation(bound, arguments.frame)
    return (TypeVariable(name[2], bounds),)


def _new_type(calls: Calls, arguments: Arguments) -> Types | None:
    second = arguments.expression(1)
    if second is None or arguments.frame is None:
        return None
    return (
        tuple(
            ClassValue(value.cls, value.arguments)
            for value in calls.annotation(second, arguments.frame)
            if isinstance(value, Instance)
        )
        or ANYTHING
    )


def _type_of(calls: Calls, arguments: Arguments) -> Types | None:
    first = arguments.positional(0)
    if first is None or arguments.positional(1) is not None:
        return ANYTHING
    return union(
        (ClassValue(value.cls, value.arguments),) if isinstance(value, Instance) else ANYTHING
        for value in first()
    )


def _getattr(calls: Calls, arguments: Arguments) -> Types | None:
    first, name = arguments.positional(0), arguments.expression(1)
    if first is None or name is None or name[:2] != (CONSTANT, "str") or name[2] is None:
        return ANYTHING
    return calls.attribute(first(), name[2])


_SPECIAL_FUNCTIONS = {
    "typing.cast": _cast,
    "typing_extensions.cast": _cast,
    "dataclasses.field": _field,
    "attr.ib": _field,
    "attr.attrib": _field,
    "attr.field": _field,
    "attrs.field": _field,
    "attr._make.attrib": _field,
    "attr._next_gen.field": _field,
    "pydantic.fields.Field": _field,
    "builtins.getattr": _getattr,
}
_SPECIAL_CLASSES = {
    "builtins.staticmethod": _first_argument,
    "functools.partial": _partial,
    "functools.partialmethod": _partial,
    "typing.TypeVar": _type_variable,
    "typing.ParamSpec": _type_variable,
    "typing.TypeVarTuple": _type_variable,
    "typing_extensions.TypeVar": _type_variable,
    "typing_extensions.ParamSpec": _type_variable,
    "typing_extensions.TypeVarTuple": _type_variable,
    "typing.NewType": _new_type,
    "builtins.type": _type_of,
}
