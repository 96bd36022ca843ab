"""Stand-ins: methods of an object in whose place a test, or a fixture of it, puts something else."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.inference.calls import is_placeholder
from asyncsense.inference.modules import Module
from asyncsense.inference.values import ClassValue, FunctionValue, Instance, Types, Value
from asyncsense.project.calls import function_values
from asyncsense.project.chains import Chain
from asyncsense.project.project import Project, places_set
from asyncsense.syntax.expressions import CALL, CONSTANT, Expression, last_name
from asyncsense.syntax.summary import Function

_MAX_DEPTH = 3
_REPLACING = frozenset(("setattr", "object", "patch", "multiple", "spy"))
"""The last names of what sets an attribute that a string names."""


def may_call_stand_in(
    callees: Types, function: Function, module: Module, project: Project, depth: int = 0
) -> bool:
    """Whether what `function` calls, or the result of what that calls, may be a stand-in's, or be made of
    that."""
    inference = project.inference
    for value in function_values(callees):
        if is_replaced(value, function, module, project):
            return True
        if is_placeholder(value.function) and _replaces_any_of(value, function, project):
            # What stands here is for type checkers: what runs may call what is replaced.
            return True
        called = value.function
        if called.is_async or not value.module.in_project or depth == _MAX_DEPTH:
            continue
        frame = inference.call_frame(value, None)
        for call in (one for result, *_ in called.body.returns for one in _calls_in(result)):
            inner = inference.callees(call[1], frame)
            if may_call_stand_in(inner, function, module, project, depth + 1):
                return True
    return False


def replaces_on_the_way(chain: Chain, function: Function, module: Module, project: Project) -> bool:
    """Whether a test, a fixture of it or a helper on the way replaces what blocks, or what leads to it."""
    names = {hop.target.rpartition(".")[2] for hop in chain.hops}
    for name in (chain.primitive.name, chain.primitive.shown):
        owner, last = name.split(".")[-2:] if "." in name else ("", name)
        # A method goes with its class.
        names |= {owner, last} if owner[:1].isupper() else {last}
    return any(
        not names.isdisjoint(_names_replaced(call))
        for one in (
            function,
            *(hop.function for hop in chain.hops),
            *project.fixtures.around(function, module),
        )
        for call in _calls_around(one)
    )


def _replaces_any_of(method: FunctionValue, function: Function, project: Project) -> bool:
    """Whether a function replaces any method of the object that one belongs to."""
    receiver = method.bound
    return isinstance(receiver, (Instance, ClassValue)) and any(
        project.inference.find_member(receiver.cls, name) is not None
        for call in _calls_around(function)
        for name in _names_replaced(call)
    )


def _calls_in(expression: Expression) -> Iterator[Expression]:
    """A call, and those whose results it is given."""
    if expression[0] == CALL:
        yield expression
        for argument in (*expression[2], *(value for _, value in expression[3])):
            yield from _calls_in(argument)


def is_replaced(
    method: FunctionValue, function: Function, module: Module, project: Project
) -> bool:
    """Whether a method may not be what its class says when a function of `module` runs."""
    receiver, name = method.bound, method.function.name
    if not isinstance(receiver, (Instance, ClassValue)):
        return False
    if any(
        name in _names_replaced(call) and _may_concern(call, receiver, function, module, project)
        for call in _calls_around(function)
    ):
        return True
    for other in _preparing(module, project):
        for one, place in places_set(other, name):
            if one is not function and one.name.startswith("test"):
                # What another test does to its objects is over when this one runs.
                continue
            frame = project.inference.frame_of(one, other)
            values = project.inference.evaluate(place[1], frame)
            if any(_may_be(value, receiver, project) for value in values):
                return True
    return False


def _may_concern(
    call: Expression,
    receiver: Instance | ClassValue,
    function: Function,
    module: Module,
    project: Project,
) -> bool:
    """Whether `setattr(target, "name", …)` may be about an object: its target is not surely another one."""
    if not call[2]:
        return True
    if call[2][0][0] == CONSTANT:
        owner = str(call[2][0][2]).rpartition(".")[0]
        return not owner or project.inference.module(owner) is None
    target = project.inference.evaluate(call[2][0], project.inference.frame_of(function, module))
    return not all(isinstance(one, (Instance, ClassValue)) for one in target) or any(
        _may_be(one, receiver, project) for one in target
    )


def _preparing(module: Module, project: Project) -> Iterator[Module]:
    """The module and those that hold fixtures for it."""
    yield module
    for path in project.fixtures.files_for(module.path or ""):
        shared = project.program.module_at(path)
        if shared is not None and shared is not module:
            yield shared


def _may_be(value: Value, receiver: Instance | ClassValue, project: Project) -> bool:
    if isinstance(value, (Instance, ClassValue)):
        return project.inference.is_same(value.cls, receiver.cls)
    return value.tag == "unknown"


def _calls_around(function: Function) -> Iterator[Expression]:
    """The calls in a function, and those that decorate it."""
    for site in function.body.calls:
        yield site.expression
    for expression, _, _ in function.decorators:
        if expression[0] == CALL:
            yield expression


def _names_replaced(call: Expression) -> list[str]:
    """The names in strings by which a call may replace something: `patch("module.Class.method")`."""
    if last_name(call[1]) not in _REPLACING:
        return []
    arguments = (*call[2], *(value for _, value in call[3]))
    return [str(one[2]).rpartition(".")[2] for one in arguments if one[:2] == (CONSTANT, "str")]
