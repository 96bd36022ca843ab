"""Databases that are kept in memory, where nothing waits for a disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import ClassValue, FunctionValue, Instance, Value
from asyncsense.knowledge import Knowledge
from asyncsense.project.chains import Chain
from asyncsense.project.origins import Origins
from asyncsense.syntax import expressions as form
from asyncsense.syntax.expressions import Expression

_MAX_DEPTH = 3


def is_in_memory(
    inference: Inference,
    origins: Origins,
    knowledge: Knowledge,
    chain: Chain,
    expression: Expression,
    frame: Frame,
) -> bool:
    """Whether a call comes to a database in memory: it is given the name of one, if only by a default
    (`def __init__(self, path=":memory:")`), or what it is about is."""
    if chain.category != "database":
        return False
    # What connects is called `connect` in every module of the database API (PEP 249).
    connect = knowledge.blocking.get(f"{chain.primitive.name.partition('.')[0]}.connect")
    paths = [one.value for one in connect.nonblocking_when] if connect is not None else []
    return bool(paths) and _names_one(inference, origins, paths, expression, frame, 0)


def _names_one(
    inference: Inference,
    origins: Origins,
    paths: Collection[object],
    expression: Expression,
    frame: Frame,
    depth: int,
) -> bool:
    made = origins.made_by(expression, frame) if depth <= _MAX_DEPTH else None
    if made is None:
        return False
    given = [*made[2], *(value for _, value in made[3])]
    if any(one[0] == form.CONSTANT and one[2] in paths for one in given):
        return True
    if any(
        _leaves_default(inference, value, made, paths)
        for value in inference.callees(made[1], frame)
    ):
        return True
    about = [made[1][1], *given] if made[1][0] == form.ATTRIBUTE else given
    return any(_names_one(inference, origins, paths, one, frame, depth + 1) for one in about)


def _leaves_default(
    inference: Inference, value: Value, call: Expression, paths: Collection[object]
) -> bool:
    """Whether a call leaves a parameter at such a default."""
    names = [name for name, _ in call[3]]
    if None in names or any(one[0] == form.STARRED for one in call[2]):
        return False
    for function in _run_by(inference, value):
        for position, one in enumerate(inference.own_parameters(function, function.function)):
            is_left = one.name not in names and not (
                one.kind == "positional" and position < len(call[2])
            )
            default = one.default
            if default is not None and default[0] == form.CONSTANT and default[2] in paths:
                return is_left
    return False


def _run_by(inference: Inference, value: Value) -> Iterator[FunctionValue]:
    """The functions that get the arguments of a call: constructors hand further ones on to their base."""
    if isinstance(value, FunctionValue):
        yield value
    if not isinstance(value, ClassValue):
        return
    for owner in inference.mro(value.cls):
        for function in owner.node.functions:
            if function.name == "__init__":
                yield FunctionValue(function, owner.module, Instance(value.cls))
                if not any(one.kind == "**" for one in function.parameters):
                    return
