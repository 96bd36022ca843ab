"""What makes an answer of inference less than certain: decorators and overrides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from asyncsense.inference.frames import Frame
from asyncsense.inference.lookup import PROPERTY_DECORATORS, decorator_name
from asyncsense.inference.values import (
    ANYTHING,
    NOTHING,
    ClassRef,
    ClassValue,
    Decorated,
    FunctionValue,
    Instance,
    Partial,
    Types,
    Value,
    is_certain,
    union,
)
from asyncsense.project.project import Project
from asyncsense.syntax.expressions import ATTRIBUTE, CALL, Expression

if TYPE_CHECKING:
    from asyncsense.inference.modules import Module

_MAX_DEPTH = 3


class Certainty:
    """Judges one program's answers. Asked only where a rule is about to report."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._inference = project.inference

    def types(self, expression: Expression, frame: Frame) -> Types:
        """What an expression may be, with all that overrides make of it; unknown, too, where a
        decorator that nobody can tell the effect of stands on what made it."""
        types = self._inference.evaluate(expression, frame)
        return union((types, self._surprises(expression, frame, 0)))

    def _surprises(self, expression: Expression, frame: Frame, depth: int) -> Types:
        """What else an expression may be."""
        if depth > _MAX_DEPTH:
            return NOTHING
        made = self._project.facts.made_by(expression, frame)
        callee = made[1] if made is not None else expression
        if callee[0] == CALL:
            return self._surprises(callee, frame, depth + 1)
        found = [self._doubts(value, made is not None, depth) for value in self._values(callee, frame)]
        for value in self._overriding(callee, frame):
            found.append(self._inference.call_value(value) if made is not None else (value,))
        if callee[0] == ATTRIBUTE:
            found.append(self._of_receiver(callee[1], frame, depth))
        return union(found)

    def _of_receiver(self, receiver: Expression, frame: Frame, depth: int) -> Types:
        """`f().g()` is unknown if `f` is."""
        types = self._surprises(receiver, frame, depth + 1)
        return ANYTHING if types and not is_certain(types) else NOTHING

    def _values(self, callee: Expression, frame: Frame) -> Iterator[Value]:
        for value in self._inference.evaluate(callee, frame):
            if isinstance(value, Partial):
                yield from value.target
            else:
                yield value

    def _doubts(self, value: Value, is_called: bool, depth: int) -> Types:
        """What a function may be (or return) apart from what inference says."""
        if isinstance(value, Decorated):
            value = value.original
        if not isinstance(value, FunctionValue):
            return NOTHING
        if not self.understands_decorators(value):
            return ANYTHING
        function = value.function
        if not is_called or not value.module.in_project or function.returns is not None:
            return NOTHING
        if function.is_async or function.is_generator:
            return NOTHING
        frame = self._inference.call_frame(value, None)
        rows = function.body.returns
        return union(self._surprises(row[0], frame, depth + 1) for row in rows)

    def understands_decorators(self, value: FunctionValue) -> bool:
        """Whether it can be told what each decorator makes of the function."""
        function = value.function
        frame = value.closure or self._inference.definition_frame(function, value.module)
        for expression, _, _ in function.decorators:
            if decorator_name(expression) in PROPERTY_DECORATORS:
                continue
            decorators = self._inference.evaluate(expression, frame)
            bare = value._replace(bound=None)
            if not is_certain(self._inference.call_types(decorators, ((bare,),))):
                return False
        return True

    # ------------------------------------------------------------------ overrides

    def _overriding(self, callee: Expression, frame: Frame) -> Iterator[Value]:
        """The methods of subclasses in the project that `callee` may mean as well."""
        if callee[0] != ATTRIBUTE:
            return
        for receiver in self._inference.evaluate(callee[1], frame):
            if isinstance(receiver, (Instance, ClassValue)):
                for cls in self._subclasses_defining(receiver.cls, callee[2]):
                    yield from self._inference.value_attribute(receiver._replace(cls=cls), callee[2])

    def _subclasses_defining(self, base: ClassRef, name: str) -> Iterator[ClassRef]:
        paths = {path for part in ("async", "sync") for path in self._project.names(part).get(name, ())}
        for path in sorted(paths):
            module = self._project.program.module_at(path)
            if module is None:
                continue
            for cls in self._classes_in(module):
                if cls is not base and name in cls.node.bindings and base in self._inference.mro(cls):
                    yield cls

    def _classes_in(self, module: Module) -> Iterator[ClassRef]:
        for function in module.summary.functions():
            if function.kind == "class body" and function.owner is not None:
                yield self._inference.class_ref(function.owner, module)
