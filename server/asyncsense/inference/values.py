"""What an expression may evaluate to.

`Types` is a union. `UNKNOWN` as a member means "or something else"; the empty union means that
nothing arrives here (yet), as in a recursion. A question that needs certainty holds only if every
member answers it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from asyncsense.syntax.sites import Binding
from asyncsense.syntax.summary import Class, Function

if TYPE_CHECKING:
    from asyncsense.inference.frames import Frame
    from asyncsense.inference.modules import Module


class ClassRef:
    """A class in its module. One object per class and version of its module, compared by identity.

    What inference finds out about the class is remembered here, and goes when the module does.
    """

    __slots__ = (
        "bases", "found", "has_unknown_base", "members", "module", "mro", "node", "qualname",
        "type_variables",
    )  # fmt: skip

    def __init__(self, module: Module, node: Class) -> None:
        self.module = module
        self.node = node
        self.qualname = f"{module.name}.{node.qualname}"
        self.mro: tuple[ClassRef, ...] | None = None
        self.bases: tuple[tuple[Value, tuple[Types, ...]], ...] | None = None
        self.has_unknown_base = False
        self.type_variables: tuple[str, ...] | None = None
        self.members: dict[str, Types] = {}
        self.found: dict[str, Member | None] = {}

    def __repr__(self) -> str:
        return f"ClassRef({self.qualname})"


class Member(NamedTuple):
    """A name in a class: where it is defined and how."""

    owner: ClassRef
    name: str
    rows: tuple[Binding, ...]


class Unknown(NamedTuple):
    """Anything."""

    tag: str = "unknown"


class NoneValue(NamedTuple):
    tag: str = "none"


class Instance(NamedTuple):
    """An object of a class; `arguments` are the types that its type parameters stand for."""

    cls: ClassRef
    arguments: tuple[Types, ...] = ()
    tag: str = "instance"


class TupleInstance(NamedTuple):
    """A tuple whose elements are known one by one."""

    elements: tuple[Types, ...]
    tag: str = "tuple"


class ClassValue(NamedTuple):
    """A class itself."""

    cls: ClassRef
    arguments: tuple[Types, ...] = ()
    tag: str = "class"


class FunctionValue(NamedTuple):
    """A function or lambda, perhaps bound to an object or class, perhaps with a closure."""

    function: Function
    module: Module
    bound: Value | None = None
    closure: Frame | None = None
    overloads: tuple[Function, ...] = ()
    tag: str = "function"

    @property
    def qualname(self) -> str:
        return f"{self.module.name}.{self.function.qualname}"


class Decorated(NamedTuple):
    """What decorators made of a function: calling it means calling one of `targets`."""

    original: FunctionValue
    targets: Types
    tag: str = "decorated"

    @property
    def qualname(self) -> str:
        return self.original.qualname


class CallableValue(NamedTuple):
    """Something of which only the signature is known."""

    returns: Types
    parameters: tuple[Types, ...] = ()
    tag: str = "callable"


class Partial(NamedTuple):
    """`functools.partial(target, …)`."""

    target: Types
    tag: str = "partial"


class SuperValue(NamedTuple):
    """`super()` in a method of `cls`, on the object `receiver`."""

    cls: ClassRef
    receiver: Value
    tag: str = "super"


class ModuleValue(NamedTuple):
    module: Module
    tag: str = "module"


class External(NamedTuple):
    """A name from a module that cannot be found, or something reached through it."""

    qualname: str
    is_object: bool = False
    """Whether it is an object made by calling `qualname`, whose attributes are named after it."""
    tag: str = "external"


class TypeVariable(NamedTuple):
    """A type variable in a signature, until a call or an object says what it stands for."""

    name: str
    bound: Types = ()
    tag: str = "type variable"


class Alias(NamedTuple):
    """A name that stands for a type: the types it means, with type variables in them."""

    types: Types
    tag: str = "alias"


Value = (
    Unknown | NoneValue | Instance | TupleInstance | ClassValue | FunctionValue | Decorated
    | CallableValue | Partial | SuperValue | ModuleValue | External | TypeVariable | Alias
)  # fmt: skip
Types = tuple[Value, ...]

UNKNOWN = Unknown()
NONE = NoneValue()
ANYTHING: Types = (UNKNOWN,)
NOTHING: Types = ()


def union(parts: Iterable[Types]) -> Types:
    """All members, each once."""
    first: Types = ()
    found: dict[Value, None] | None = None
    for types in parts:
        if found is not None:
            found.update(dict.fromkeys(types))
        elif not first:
            first = types
        elif types and types is not first:
            found = dict.fromkeys(first)
            found.update(dict.fromkeys(types))
    if found is not None:
        return tuple(found)
    return first if len(first) < 2 else tuple(dict.fromkeys(first))


def alternatives(parts: list[Types]) -> Types:
    """What several bindings of a name give. Of imports that stand in for each other, those count that
    are found."""
    if len(parts) > 1:
        found = [types for types in parts if not any(map(_is_missing, types))]
        if any(map(without_none, found)):
            return union(found)
    return union(parts)


def _is_missing(value: Value) -> bool:
    return isinstance(value, External) and not value.is_object


def without_none(types: Types) -> Types:
    """The members other than None; for `None` alone, nothing."""
    return tuple(value for value in types if value.tag != "none") if NONE in types else types


def is_certain(types: Types) -> bool:
    """Whether the union is known in full."""
    return bool(types) and UNKNOWN not in types and not any(v.tag == "external" for v in types)
