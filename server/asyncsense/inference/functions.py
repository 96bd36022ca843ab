"""What the text of a function alone says about it: its decorators, and what stands in it."""

from __future__ import annotations

from asyncsense.syntax.expressions import NONE_CONSTANT
from asyncsense.syntax.sites import Parameter
from asyncsense.syntax.summary import Function

PROPERTY_DECORATORS = {
    "property", "cached_property", "abstractproperty", "reify", "getter", "setter", "deleter",
    "cached_slot_property", "hybrid_property", "under_cached_property", "async_property",
    "async_cached_property", "classproperty", "lazyproperty",
}  # fmt: skip


def body_functions(function: Function) -> tuple[Function, ...]:
    """The functions that stand directly in a function or class body."""
    if function.kind == "class body" and function.owner is not None:
        return function.owner.functions
    return function.body.functions


def has_decorator(function: Function, *names: str) -> bool:
    """Whether one of the function's decorators has one of these last names."""
    return bool(function.decorators) and not function.decorator_names.isdisjoint(names)


_CLASS_METHODS = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))


def is_made_where_missing(parameter: Parameter, function: Function, offset: int) -> bool:
    """`if session is None: session = Session()`: whether the function asks for a parameter that may be
    left out, before `offset`, where it is assigned."""
    if parameter.default != NONE_CONSTANT or parameter.annotation is not None:
        return False
    uses = function.body.uses.get(parameter.name, ())
    return any(
        one.offset < offset and (one.use[0] == "test" or one.use[:2] == ("compare", "Is"))
        for one in uses
    )


def is_class_method(function: Function) -> bool:
    return function.name in _CLASS_METHODS or has_decorator(function, "classmethod")


def is_accessor(function: Function) -> bool:
    """Whether this is the setter or deleter of a property, whose getter came before."""
    return has_decorator(function, "setter", "deleter")
