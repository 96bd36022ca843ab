"""What is put into containers after they were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from asyncsense.inference.frames import Frame
from asyncsense.inference.modules import Module
from asyncsense.inference.open_questions import OpenQuestions
from asyncsense.inference.values import ANYTHING, Instance, Types, Value, union
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
        """Empty lists and dictionaries get what is appended to them or set in them."""
        if not additions:
            return types
        result: list[Value] = []
        for value in types:
            if may_be_empty(value):
                name = value.cls.qualname
                kind = "set item" if name.endswith(("dict", "Dict")) else "append"
                elements = union(
                    self.evaluate(binding.payload, frame)
                    for binding, frame in additions
                    if binding.kind == kind and binding.payload is not None
                )
                if elements and name.startswith(("builtins.", "collections.", "asyncio.")):
                    arguments = (ANYTHING, elements) if kind == "set item" else (elements,)
                    value = value._replace(arguments=arguments)
            result.append(value)
        return tuple(result)


def may_be_empty(value: Value) -> TypeGuard[Instance]:
    """Whether it may be a container of which nobody has said yet what it holds."""
    return isinstance(value, Instance) and not any(value.arguments)
