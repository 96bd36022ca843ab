"""Where an expression needs parentheses."""

from __future__ import annotations

import ast

from asyncsense.fixes.syntax_lookup import Source, parses_alone

_PRIMARIES = (
    ast.Call,
    ast.Name,
    ast.Attribute,
    ast.Subscript,
    ast.Constant,
    ast.JoinedStr,
    ast.List,
    ast.Set,
    ast.Dict,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def is_primary(node: ast.expr) -> bool:
    """Whether `node` can be called or awaited without parentheses around it."""
    return isinstance(node, _PRIMARIES)


def await_needs_parentheses(source: Source, node: ast.expr) -> bool:
    """Whether `await` before `node` would bind less than what stands around it, or seem to.

    `await f().x` means `await (f().x)`, but `await f() ** 2` means `(await f()) ** 2`; the latter
    gets its parentheses for the reader.
    """
    parent = source.parent(node)
    match parent:
        case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
            pass
        case ast.Await(value=inner) | ast.BinOp(left=inner, op=ast.Pow()):
            pass
        case ast.UnaryOp(op=ast.UAdd() | ast.USub() | ast.Invert(), operand=inner):
            pass
        case _:
            return False
    return inner is node and not _stands_in_parentheses(source, node, parent)


def as_operand(source: Source, node: ast.expr) -> str:
    """The text of `node`, fit to be awaited or called elsewhere."""
    text = source.text_of(node)
    return text if is_primary(node) and parses_alone(text) else f"({text})"


def is_lone_generator(call: ast.Call) -> bool:
    """Whether the parentheses of the call are those of a generator expression too."""
    match call:
        case ast.Call(args=[ast.GeneratorExp() as only], keywords=[]):
            return only.end_lineno == call.end_lineno and only.end_col_offset == call.end_col_offset
    return False


def _stands_in_parentheses(source: Source, node: ast.expr, parent: ast.expr) -> bool:
    start, end = source.span(parent).start, source.span(node).start
    between = source.text[start:end]
    # Behind `await` and the operators of one operand, a parenthesis can only be the operand's own.
    return "(" in "".join(line.partition("#")[0] for line in between.splitlines())
