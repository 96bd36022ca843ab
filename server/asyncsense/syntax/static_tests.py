"""Tests whose outcome is known before the program runs."""

from __future__ import annotations

import ast
import operator
import sys

_COMPARISONS = {
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.Eq: operator.eq,
}


def outcome(test: ast.expr, is_stub: bool = False) -> bool | None:
    """Whether a test of the Python version, of TYPE_CHECKING or of a constant holds; None where it may be either.

    Tests of the platform are decided in stubs only, as for Linux: in code both branches matter.
    """
    match test:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
        case ast.Constant(value=value):
            return bool(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = outcome(operand, is_stub)
            return None if inner is None else not inner
        case ast.Compare(left=ast.Attribute(attr="version_info"), ops=[op], comparators=[wanted]):
            version = _version(wanted)
            compare = _COMPARISONS.get(type(op))
            if version is None or compare is None:
                return None
            return bool(compare(sys.version_info[: len(version)], version))
        case ast.Compare(
            left=ast.Attribute(attr="platform"), ops=[op], comparators=[ast.Constant(value=name)]
        ) if is_stub:
            same = name == "linux"
            return same if isinstance(op, ast.Eq) else not same
        case ast.BoolOp(op=ast.And(), values=values):
            parts = [outcome(value, is_stub) for value in values]
            return False if False in parts else True if all(parts) else None
        case ast.BoolOp(op=ast.Or(), values=values):
            parts = [outcome(value, is_stub) for value in values]
            return True if True in parts else False if set(parts) == {False} else None
    return None


def _version(node: ast.expr) -> tuple[int, ...] | None:
    if not isinstance(node, ast.Tuple):
        return None
    parts = [part.value for part in node.elts if isinstance(part, ast.Constant)]
    if len(parts) != len(node.elts) or not all(isinstance(part, int) for part in parts):
        return None
    return tuple(parts)  # type: ignore[arg-type]
