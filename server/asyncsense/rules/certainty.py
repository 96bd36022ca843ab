"""What makes an answer of inference less than certain: decorators and overrides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import PROPERTY_DECORATORS
from asyncsense.inference.values import (
    ANYTHING,
    NOTHING,
    CallableValue,
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
from asyncsense.project.calls import function_values
from asyncsense.project.project import Project
from asyncsense.rules.stand_ins import may_call_stand_in
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    AWAIT,
    CALL,
    NAME,
    SUBSCRIPT,
    Expression,
    decorator_name,
)
from asyncsense.syntax.sites import CallSite

if TYPE_CHECKING:
    from asyncsense.inference.modules import Module

_MAX_DEPTH = 3
# One wrong `await` may have been copied; what is awaited as often as this works.
_OFTEN = 3


class Certainty:
    """Judges one program's answers. Asked only where a rule is about to report."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._inference = project.inference

    def types(self, expression: Expression, frame: Frame) -> Types:
        """What an expression may be, with all that overrides make of it; unknown, too, where a
        decorator that nobody can tell the effect of stands on what made it."""
        types = self._inference.evaluate(expression, frame)
        made, function = _made_by(expression, frame), frame.function
        if made[0] == CALL and function is not None:
            callees = self._inference.callees(made[1], frame)
            if may_call_stand_in(callees, function, frame.module, self._project):
                return union((types, ANYTHING))
        return union((types, self._surprises(expression, frame, 0)))

    def _surprises(self, expression: Expression, frame: Frame, depth: int) -> Types:
        """What else an expression may be."""
        if depth > _MAX_DEPTH:
            return NOTHING
        made = _made_by(expression, frame)
        if made[0] in (AWAIT, SUBSCRIPT):
            return self._of_part(made[1], frame, depth)
        is_call = made[0] == CALL
        callee = made[1] if is_call else made
        found = [self._doubts(value, is_call, depth) for value in self._values(callee, frame)]
        for value in self._overriding(callee, frame):
            found.append(self._inference.call_value(value) if is_call else (value,))
        if callee[0] in (ATTRIBUTE, CALL):
            found.append(self._of_part(callee[1], frame, depth))
        return union(found)

    def _of_part(self, part: Expression, frame: Frame, depth: int) -> Types:
        """`f().g()` is unknown if `f()` may be something else."""
        known = self._inference.evaluate(part, frame)
        surprises = self._surprises(part, frame, depth + 1)
        return ANYTHING if any(value not in known for value in surprises) else NOTHING

    def _values(self, callee: Expression, frame: Frame) -> Iterator[Value]:
        for value in self._inference.evaluate(callee, frame):
            if isinstance(value, Partial):
                yield from value.target
            elif isinstance(value, Instance):
                yield from self._inference.value_attribute(value, "__call__")
            else:
                yield value

    def _doubts(self, value: Value, is_called: bool, depth: int) -> Types:
        """What a function may be (or return) apart from what inference says."""
        if isinstance(value, CallableValue) and is_called:
            # Whoever annotates a callback as `Callable[..., int]` may well give it a coroutine function.
            return ANYTHING
        if isinstance(value, Decorated):
            value = value.original
        if not isinstance(value, FunctionValue):
            return NOTHING
        function = value.function
        if not value.module.in_project and function.name in self._project.names("replaced"):
            return ANYTHING
        if not self.understands_decorators(value) or self._calls_what_is_overridden(value):
            return ANYTHING
        if is_called and self._inference.leaves_open(value):
            return ANYTHING
        if not is_called or not value.module.in_project:
            return NOTHING
        if function.is_async or function.is_generator:
            return NOTHING
        if function.returns is not None:
            return ANYTHING if self._is_declared_wrongly(value) else NOTHING
        frame = self._inference.call_frame(value, None)
        rows = function.body.returns
        return union(self._surprises(row[0], frame, depth + 1) for row in rows)

    def _is_declared_wrongly(self, value: FunctionValue) -> bool:
        """Whether a plain function returns something to await where its annotation promises none, as its
        code shows; or as the project's awaits do, where that cannot be seen."""
        returned = self._inference.returned_by(value)
        if any(map(self._inference.is_awaitable, returned)):
            declared = self._inference.call_value(value)
            return not any(map(self._inference.is_awaitable, declared))
        return not is_certain(returned) and len(list(self._awaited_calls(value))) == _OFTEN

    def _awaited_calls(self, value: FunctionValue) -> Iterator[CallSite]:
        """The first awaited calls of a function."""
        found = 0
        for module, function, call in self._project.calls_of([value.function.name]):
            if call.use[0] == "await" and found < _OFTEN:
                callees = self._inference.callees(
                    call.expression[1], self._inference.frame_of(function, module)
                )
                if any(one.function is value.function for one in function_values(callees)):
                    found += 1
                    yield call

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

    def _calls_what_is_overridden(self, value: FunctionValue) -> bool:
        """Whether a method of a library is called on an object whose class, in the project, overrides
        others: what the library says of its results may not hold."""
        receiver = value.bound
        if value.module.in_project or not isinstance(receiver, (Instance, ClassValue)):
            return False
        own = [cls for cls in self._inference.mro(receiver.cls) if cls.module.in_project]
        owner = value.function.owner
        return owner is not None and any(
            not function.name.startswith("__")
            and self._inference.find_member(
                self._inference.class_ref(owner, value.module), function.name
            )
            for cls in own
            for function in cls.node.functions
        )

    def _overriding(self, callee: Expression, frame: Frame) -> Iterator[Value]:
        """The methods of subclasses in the project that `callee` may mean as well."""
        if callee[0] != ATTRIBUTE:
            return
        receivers = self._inference.evaluate(callee[1], frame)
        made = (one.targets if isinstance(one, Decorated) else (one,) for one in receivers)
        for receiver in chain.from_iterable(made):
            if isinstance(receiver, (Instance, ClassValue)):
                for cls in self._subclasses_defining(receiver.cls, callee[2]):
                    yield from self._inference.value_attribute(
                        receiver._replace(cls=cls), callee[2]
                    )

    def _subclasses_defining(self, base: ClassRef, name: str) -> Iterator[ClassRef]:
        paths = {
            path for part in ("async", "sync") for path in self._project.names(part).get(name, ())
        }
        for path in sorted(paths):
            module = self._project.program.module_at(path)
            if module is None:
                continue
            for cls in self._classes_in(module):
                if (
                    cls is not base
                    and name in cls.node.bindings
                    and base in self._inference.mro(cls)
                ):
                    yield cls

    def _classes_in(self, module: Module) -> Iterator[ClassRef]:
        for function in module.summary.functions():
            if function.kind == "class body" and function.owner is not None:
                yield self._inference.class_ref(function.owner, module)


def _made_by(expression: Expression, frame: Frame) -> Expression:
    """What a local name was assigned last; other expressions as they are."""
    if expression[0] != NAME or frame.function is None:
        return expression
    name, offset = expression[1:]
    rows = frame.function.body.bindings.get(name, ())
    values = [
        row.payload for row in rows if row.kind == "assign" and row.offset <= offset <= row.end
    ]
    return values[-1] if values else expression
