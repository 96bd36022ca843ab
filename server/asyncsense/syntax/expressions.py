"""Expressions in compact form.

A `Summary` holds no syntax nodes. It holds expressions as plain tuples that start with a tag, so
that they are small, comparable, and written to disk by `marshal` as they are. Offsets in them count
from the start of the piece (top-level statement) that they stand in.

    (NAME, identifier, offset)
    (ATTRIBUTE, value, name)
    (CALL, callee, arguments, keywords, start, end)   keywords: ((name or None, value), ...)
    (AWAIT, value)
    (CONSTANT, type name, value)                      value for str, int, float, bool, None
    (SEQUENCE, "list" | "set" | "tuple", elements)
    (DICT, keys, values)                              a key is None for `**mapping`
    (COMPREHENSION, "list" | "set" | "generator" | "async generator", element)
    (DICT_COMPREHENSION, key, value)
    (BINARY, operator class name, left, right)
    (UNARY, operator class name, operand)
    (EITHER, values)                                  `a or b`, `a and b`, `a if t else b`
    (SUBSCRIPT, value, index)
    (SLICE,)
    (LAMBDA, index)                                   into the functions of the scope
    (STARRED, value)
    (YIELD, value)
    (OTHER,)
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import Any

Expression = tuple[Any, ...]

NAME = "name"
ATTRIBUTE = "attribute"
CALL = "call"
AWAIT = "await"
CONSTANT = "constant"
SEQUENCE = "sequence"
DICT = "dict"
COMPREHENSION = "comprehension"
DICT_COMPREHENSION = "dict comprehension"
BINARY = "binary"
UNARY = "unary"
EITHER = "either"
SUBSCRIPT = "subscript"
SLICE = "slice"
LAMBDA = "lambda"
STARRED = "starred"
YIELD = "yield"
OTHER = "other"

OPERATOR_METHODS = {
    "Add": "__add__", "Sub": "__sub__", "Mult": "__mul__", "Div": "__truediv__", "Mod": "__mod__",
    "FloorDiv": "__floordiv__", "BitOr": "__or__", "BitAnd": "__and__", "BitXor": "__xor__",
    "MatMult": "__matmul__", "RShift": "__rshift__", "LShift": "__lshift__", "Pow": "__pow__",
    "USub": "__neg__", "UAdd": "__pos__", "Invert": "__invert__",
}  # fmt: skip
IN_PLACE_METHODS = {
    name: "__i" + method.removeprefix("__") for name, method in OPERATOR_METHODS.items()
}  # fmt: skip
COMPARISON_METHODS = {
    "Eq": "__eq__", "NotEq": "__ne__", "Lt": "__lt__", "LtE": "__le__", "Gt": "__gt__",
    "GtE": "__ge__", "In": "__contains__", "NotIn": "__contains__",
}  # fmt: skip

NONE_CONSTANT: Expression = (CONSTANT, "NoneType", None)
TRUE_OR_FALSE: Expression = (CONSTANT, "bool", None)


def dotted_name(expression: Expression) -> str | None:
    """`a.b.c` for names and attributes of names, else None."""
    if expression[0] == NAME:
        return str(expression[1])
    if expression[0] == ATTRIBUTE:
        base = dotted_name(expression[1])
        return f"{base}.{expression[2]}" if base else None
    return None


def last_name(expression: Expression) -> str:
    """The name that stands last in a name, attribute, call or subscript; else the empty string."""
    tag = expression[0]
    if tag == NAME:
        return str(expression[1])
    if tag == ATTRIBUTE:
        return str(expression[2])
    if tag in (CALL, SUBSCRIPT):
        return last_name(expression[1])
    return ""


def decorator_name(decorator: Expression) -> str:
    """The last name of a decorator: `a.b(c)` gives `b`."""
    if decorator[0] == "call":
        decorator = decorator[1]
    return (
        str(decorator[2]) if decorator[0] == "attribute" else str(decorator[1:2] and decorator[1])
    )


def elements_of(index: Expression) -> tuple[Expression, ...]:
    """The parts of a subscript: `X[a, b]` has two."""
    return index[2] if index[0] == SEQUENCE and index[1] == "tuple" else (index,)


@lru_cache(maxsize=4096)
def parse_annotation(text: str) -> Expression | None:
    """A string annotation in compact form; None where it is no expression."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return compact(node)


def compact(node: ast.expr, offset: int = 0) -> Expression:
    """A syntax node in compact form, without recording what is in it; names stand at `offset`."""
    match node:
        case ast.Name():
            return (NAME, node.id, offset)
        case ast.Attribute():
            return (ATTRIBUTE, compact(node.value, offset), node.attr)
        case ast.Constant():
            return constant(node.value)
        case ast.Subscript():
            return (SUBSCRIPT, compact(node.value, offset), compact(node.slice, offset))
        case ast.BinOp():
            left, right = compact(node.left, offset), compact(node.right, offset)
            return (BINARY, node.op.__class__.__name__, left, right)
        case ast.Tuple() | ast.List() | ast.Set():
            kind = node.__class__.__name__.lower()
            return (SEQUENCE, kind, tuple(compact(item, offset) for item in node.elts))
        case ast.Call():
            arguments = tuple(compact(argument, offset) for argument in node.args)
            keywords = tuple((word.arg, compact(word.value, offset)) for word in node.keywords)
            return (CALL, compact(node.func, offset), arguments, keywords, offset, offset)
        case ast.Starred():
            return (STARRED, compact(node.value, offset))
        case ast.UnaryOp():
            return (UNARY, node.op.__class__.__name__, compact(node.operand, offset))
        case ast.Dict():
            keys = tuple(key and compact(key, offset) for key in node.keys)
            return (DICT, keys, tuple(compact(value, offset) for value in node.values))
        case _:
            return (OTHER,)


def constant(value: object) -> Expression:
    """The compact form of a literal."""
    if value is None:
        return NONE_CONSTANT
    if isinstance(value, (str, bool, int, float)):
        return (CONSTANT, value.__class__.__name__, value)
    return (CONSTANT, value.__class__.__name__, None)
