"""What is put into containers after they were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from asyncsense.inference.frames import Frame
from asyncsense.inference.modules import Module
from asyncsense.inference.open_questions import NO_OPEN_QUESTION, OpenQuestions
from asyncsense.inference.values import (
    ANYTHING,
    UNKNOWN,
    Instance,
    TupleInstance,
    Types,
    Value,
    union,
)
from asyncsense.syntax.expressions import Expression
from asyncsense.syntax.sites import Binding
from asyncsense.syntax.summary import Function, walk_functions

ADDITIONS = ("append", "set item")
"""The kinds of bindings that put something into a container."""


class Containers(OpenQuestions):
    """The part of inference that tells what lists and dictionaries hold that were empty when made."""

    def frame_of(self, function: Function, module: Module, receiver: Value | None = None) -> Frame:
        raise NotImplementedError

    def added_by_functions(self, module: Module, name: str) -> Iterator[tuple[Binding, Frame]]:
        """What functions of a module put into a container of the module."""
        for piece in module.summary.naming("filled", name):
            for function in walk_functions(piece.code):
                rows = function.body.bindings.get(name) if function is not piece.code else None
                is_local = any(one.name == name for one in function.parameters)
                if rows and not is_local and all(row.kind in ADDITIONS for row in rows):
                    frame = self.frame_of(function, module)
                    yield from ((row, frame) for row in rows)

    def with_additions(self, types: Types, additions: list[tuple[Binding, Frame]]) -> Types:
        """Empty lists and dictionaries get what is appended to them or set in them; of those that nothing is
        added to, others that are not empty tell what they are for."""
        if not additions:
            return types if len(types) == 1 else _without_empty(types)
        result: list[Value] = []
        for value in types:
            if may_be_empty(value):
                name = value.cls.qualname
                kind = "set item" if name.endswith(("dict", "Dict")) else "append"
                elements = union(
                    self._added(binding.payload, frame)
                    for binding, frame in additions
                    if binding.kind == kind and binding.payload is not None
                )
                if elements and name.startswith(
                    ("builtins.", "collections.", "asyncio.", "queue.")
                ):
                    arguments = (ANYTHING, elements) if kind == "set item" else (elements,)
                    value = value._replace(arguments=arguments)
            result.append(value)
        return tuple(result)

    def _elements_but(self, types: Types, before: int, behind: int) -> Types:
        """What unpacking puts into the list of a starred target between so many others."""
        return union(
            union(value.elements[before : len(value.elements) - behind])
            if isinstance(value, TupleInstance)
            else self.iterated((value,))
            for value in types
        )

    def _added(self, expression: Expression, frame: Frame) -> Types:
        """What an expression adds to a container; nothing where it was taken out of the container."""
        before, self.outermost = self.outermost, NO_OPEN_QUESTION
        types = self.evaluate(expression, frame)
        is_whole = self._is_final(self.depth, before)
        return types if is_whole else tuple(one for one in types if one != UNKNOWN)


def _without_empty(types: Types) -> Types:
    instances = [one for one in types if isinstance(one, Instance)]
    if len(instances) < 2:
        return types
    filled = {one.cls for one in instances if any(one.arguments)}
    return tuple(one for one in types if not (may_be_empty(one) and one.cls in filled))


def may_be_empty(value: Value) -> TypeGuard[Instance]:
    """Whether it may be a container of which nobody has said yet what it holds."""
    return isinstance(value, Instance) and not any(value.arguments)
