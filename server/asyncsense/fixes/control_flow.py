"""Steps that add a statement to a loop or an except clause."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import insert_before, insert_behind
from asyncsense.fixes.steps import RaiseInHandler, YieldToLoop

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_JUMPS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def yield_to_loop(step: YieldToLoop, draft: Draft) -> None:
    loop = draft.source.statement_at(step.span.start)
    if not isinstance(loop, _LOOPS):
        raise CannotFixError("no loop begins there")
    sleep = f"await {draft.reference(f'{step.library}:sleep', loop.body[0])}(0)"
    for statement in _continues(loop.body):
        insert_before(draft, statement, [sleep])
    last = loop.body[-1]
    if len(loop.body) == 1 and _does_nothing(last):
        draft.replace(draft.source.span(last), sleep)
    elif falls_through(loop.body):
        insert_behind(draft, last, [sleep])


def raise_in_handler(step: RaiseInHandler, draft: Draft) -> None:
    handler = draft.source.statement_at(step.span.start)
    if not isinstance(handler, ast.ExceptHandler):
        raise CannotFixError("no except clause begins there")
    last = handler.body[-1]
    match last:
        case ast.Raise():
            raise CannotFixError("it raises already")
        case ast.Return(value=None | ast.Constant() | ast.Name()) | ast.Break() | ast.Continue():
            draft.replace(draft.source.span(last), "raise")
        case ast.Return():
            raise CannotFixError("it returns a value that would not be computed any more")
        case _ if _does_nothing(last):
            draft.replace(draft.source.span(last), "raise")
        case _:
            insert_behind(draft, last, ["raise"])


def falls_through(statements: Sequence[ast.stmt]) -> bool:
    """Whether what stands behind the statements may run."""
    return not any(_leaves(statement) for statement in statements)


def _leaves(statement: ast.stmt) -> bool:
    match statement:
        case ast.If(body=body, orelse=orelse):
            return not falls_through(body) and bool(orelse) and not falls_through(orelse)
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return not falls_through(body)
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
            tried = not falls_through([*body, *orelse])
            handled = all(not falls_through(handler.body) for handler in handlers)
            return (tried and handled) or not falls_through(finalbody)
    return isinstance(statement, _JUMPS)


def _continues(statements: Iterable[ast.stmt]) -> Iterator[ast.Continue]:
    """The `continue` statements that belong to the loop with this body."""
    for statement in statements:
        if isinstance(statement, ast.Continue):
            yield statement
        elif isinstance(statement, _LOOPS):
            yield from _continues(statement.orelse)
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _continues(_inner_statements(statement))


def _inner_statements(statement: ast.stmt) -> Iterator[ast.stmt]:
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from child.body


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass():
            return True
        case ast.Expr(value=ast.Constant(value=value)):
            return value is ...
    return False
