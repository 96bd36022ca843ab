"""Small questions about calls in compact form, and about what they call."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.inference.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Instance,
    Partial,
    Types,
    Value,
)
from asyncsense.knowledge.schema import Parameter
from asyncsense.syntax import expressions as form
from asyncsense.syntax.expressions import Expression


def argument(call: Expression, parameter: Parameter) -> Expression | None:
    """What a call gives for a parameter, by keyword or position."""
    for name, value in call[3]:
        if name == parameter.name:
            return value  # type: ignore[no-any-return]
    position = parameter.position
    if position is not None and position < len(call[2]):
        given: Expression = call[2][position]
        return given if given[0] != form.STARRED else None
    return None


def names_in(expression: Expression) -> set[str]:
    """All names and attribute names in an expression."""
    names: set[str] = set()
    todo: list[object] = [expression]
    while todo:
        one = todo.pop()
        if isinstance(one, tuple):
            if one and one[0] in (form.NAME, form.ATTRIBUTE):
                names.add(one[1] if one[0] == form.NAME else one[2])
            todo.extend(one)
    return names


def qualified_name(value: Value) -> str | None:
    """The defining name of what is called."""
    match value:
        case FunctionValue() | Decorated() | External():
            return value.qualname
        case ClassValue(cls) | Instance(cls):
            return cls.qualname
        case Partial(target) if target:
            return qualified_name(target[0])
    return None


def function_values(types: Types) -> Iterator[FunctionValue]:
    """The functions among what is called, through decorators and partials."""
    for value in types:
        match value:
            case FunctionValue():
                yield value
            case Decorated(original):
                yield original
            case Partial(target):
                yield from function_values(target)
