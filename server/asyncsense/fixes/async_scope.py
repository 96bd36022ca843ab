"""Where `await`, `async with` and `async for` may stand."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import pairwise

from asyncsense.fixes.syntax_lookup import Source
from asyncsense.text import Document

_TYPE_SCOPES = tuple(
    kind for name in ("TypeAlias", "TypeVar") if (kind := getattr(ast, name, None)) is not None
)


_ANNOTATION = "an annotation cannot await"
_ASYNCHRONOUS = "the generator expression would become asynchronous"


def may_await_at_top(document: Document) -> bool:
    """Whether the module level of `document` runs in a coroutine, as that of a notebook does."""
    return document.path.endswith(".ipynb")


def misplaced(statements: Iterable[ast.stmt], may_await: bool) -> list[str]:
    """For every await (or the like) that stands where it cannot, why."""
    at_top = None if may_await else "the module level cannot await"
    reasons: list[str] = []
    stack: list[tuple[ast.AST, str | None]] = [(statement, at_top) for statement in statements]
    while stack:
        node, reason = stack.pop()
        if reason is not None and _needs_coroutine(node):
            reasons.append(reason)
        stack += _children(node, reason)
    return reasons


def changes_meaning(source: Source, node: ast.Await) -> str | None:
    """Why an `await` that compiles should not stand there all the same, if there is a reason."""
    path = [node, *source.ancestors(node)]
    for inner, around in pairwise(path):
        match around:
            case ast.GeneratorExp(generators=clauses) if not any(each.is_async for each in clauses):
                first = clauses[0]
                if inner is not first or path[path.index(first) - 1] is not first.iter:
                    return _ASYNCHRONOUS
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=annotation):
                if inner is annotation:
                    return _ANNOTATION
            case ast.FunctionDef(returns=annotation) | ast.AsyncFunctionDef(returns=annotation):
                if inner is annotation:
                    return _ANNOTATION
    return None


def _needs_coroutine(node: ast.AST) -> bool:
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp):
        return any(clause.is_async for clause in node.generators)
    return isinstance(node, ast.Await | ast.AsyncWith | ast.AsyncFor)


def _children(node: ast.AST, reason: str | None) -> Iterator[tuple[ast.AST, str | None]]:
    """The children, each with the reason why it cannot await, if there is one."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            in_body = f"`{node.name}` is not async" if isinstance(node, ast.FunctionDef) else None
            yield from ((child, reason) for child in node.decorator_list)
            yield from _of_arguments(node.args, reason)
            yield from ((child, in_body) for child in node.body)
            if node.returns is not None:
                yield node.returns, _ANNOTATION
        case ast.Lambda(args=arguments, body=body):
            yield from _of_arguments(arguments, reason)
            yield body, "a lambda cannot await"
        case ast.ClassDef():
            outside = (*node.decorator_list, *node.bases, *node.keywords)
            yield from ((child, reason) for child in outside)
            yield from ((child, "a class body cannot await") for child in node.body)
        case ast.GeneratorExp(elt=element, generators=[first, *others]):
            is_async = any(clause.is_async for clause in node.generators)
            inside = None if is_async else _ASYNCHRONOUS
            yield first.iter, reason
            for child in (element, first.target, *first.ifs, *others):
                yield child, inside
        case ast.AnnAssign(target=target, annotation=annotation, value=value):
            yield target, reason
            yield annotation, _ANNOTATION
            if value is not None:
                yield value, reason
        case _ if isinstance(node, _TYPE_SCOPES):
            yield from ((child, "a type cannot await") for child in ast.iter_child_nodes(node))
        case _:
            yield from ((child, reason) for child in ast.iter_child_nodes(node))


def _of_arguments(
    arguments: ast.arguments, reason: str | None
) -> Iterator[tuple[ast.AST, str | None]]:
    for child in (*arguments.defaults, *arguments.kw_defaults):
        if child is not None:
            yield child, reason
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    for argument in (*every, arguments.vararg, arguments.kwarg):
        if argument is not None and argument.annotation is not None:
            yield argument.annotation, _ANNOTATION
