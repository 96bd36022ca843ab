"""Where a call stands: in which code, and what is between the two."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import NamedTuple

from asyncsense.fixes.propagation.references import Place

_TAKES_ELEMENTS = {
    "all", "any", "sum", "min", "max", "list", "tuple", "set", "frozenset", "dict", "sorted", "join",
}  # fmt: skip
"""What takes a generator's elements at once, so that it can be given a list."""


class Standing(NamedTuple):
    """The code that runs a call."""

    code: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef | None
    """None for the module's."""
    obstacle: str = ""
    """Why the code cannot await there, whatever it is; empty if it can."""
    generator: ast.GeneratorExp | None = None
    """A generator expression that would have to become a list for this."""


def standing_of(place: Place) -> Standing:
    """Where the expression at `place` stands."""
    source, generator = place.source, None
    for inner, around in pairwise([place.node, *source.ancestors(place.node)]):
        match around:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if inner in around.body:
                    return Standing(around, generator=generator)
                return Standing(around, f"a decorator, default or annotation of `{around.name}`")
            case ast.Lambda():
                return Standing(around, "a lambda")
            case ast.ClassDef():
                return Standing(around, f"the class statement of `{around.name}`")
            case ast.AnnAssign(annotation=annotation) if inner is annotation:
                return Standing(None, "an annotation")
            case ast.YieldFrom(value=value) if value is place.node:
                return Standing(None, "`yield from`")
            case ast.GeneratorExp():
                if isinstance(inner, ast.comprehension) and _is_outside(place, inner, around):
                    continue
                if generator is not None or not _takes_elements(source.parent(around), around):
                    return Standing(None, "a generator expression")
                generator = around
    return Standing(None, generator=generator)


def _is_outside(place: Place, clause: ast.comprehension, generator: ast.GeneratorExp) -> bool:
    """Whether `place` is in the first iterable of `generator`, which is evaluated before it."""
    if clause is not generator.generators[0]:
        return False
    path = [place.node, *place.source.ancestors(place.node)]
    return path[path.index(clause) - 1] is clause.iter


def _takes_elements(call: ast.AST | None, argument: ast.expr) -> bool:
    match call:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[only]):
            return only is argument and name in _TAKES_ELEMENTS
    return False
