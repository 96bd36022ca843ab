"""Switches: stretches of code that run only if a name is, or is not, something constant."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from asyncsense.syntax.expressions import Expression, constant
from asyncsense.syntax.sites import FOREVER, Binding, Raw


class Switch(NamedTuple):
    """A stretch of code runs only if a test of a name that its function has not given a value holds."""

    start: int
    end: int
    name: str
    constant: Expression | None
    """What it is compared with; None where it is asked whether it is true."""
    outcome: bool

    def allows(self, given: Expression) -> bool:
        """Whether the stretch runs if the name holds the constant `given`."""
        if self.constant is None:
            return bool(given[2]) is self.outcome
        return (given[1:] == self.constant[1:]) is self.outcome


def is_switched_off(
    switches: Iterable[Raw], place: int, constants: Mapping[str, Expression]
) -> bool:
    """Whether code does not run where these names are these constants."""
    return any(
        one.start <= place < one.end
        and one.name in constants
        and not one.allows(constants[one.name])
        for one in map(Switch._make, switches)
    )


def is_rebound(rows: Iterable[Binding], start: int = 0, end: int = FOREVER) -> bool:
    """Whether a name gets another value between two places."""
    return any(row.kind != "narrow" and start <= row.offset <= end for row in rows)


def conditions(
    test: ast.expr, outcome: bool = True
) -> Iterator[tuple[str, Expression | None, bool]]:
    """What is certain of names if a test has this outcome: each as in a `Switch`."""
    match test:
        case ast.Name(id=name):
            yield name, None, outcome
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from conditions(operand, not outcome)
        case ast.BoolOp(op=operator, values=values):
            if isinstance(operator, ast.And) is outcome:
                for value in values:
                    yield from conditions(value, outcome)
        case ast.Compare(
            left=ast.Name(id=name), ops=[operator], comparators=[ast.Constant(value=value)]
        ):
            if isinstance(operator, (ast.Is, ast.Eq)):
                yield name, constant(value), outcome
            elif isinstance(operator, (ast.IsNot, ast.NotEq)):
                yield name, constant(value), not outcome
