"""Questions about the control flow of statements, answered from the syntax alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_ENDLESS_ITERATORS = {"count", "cycle", "repeat"}


def walk_scope(nodes: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """All nodes below `nodes` that belong to the same function."""
    todo: list[ast.AST] = list(reversed(nodes))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, _SCOPES):
            todo.extend(reversed(list(ast.iter_child_nodes(node))))


def awaits_in(body: list[ast.stmt]) -> bool:
    """Whether the body gives control to the event loop anywhere."""
    return any(
        isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith))
        or (isinstance(node, ast.comprehension) and node.is_async)
        for node in walk_scope(body)
    )


def raises(body: list[ast.stmt]) -> bool:
    """Whether the body may raise by itself (a handler that does passes the exception on)."""
    return any(isinstance(node, ast.Raise) for node in walk_scope(body))


@dataclass(slots=True)
class Cycle:
    """A loop with a cycle on which nothing certainly suspends or leaves."""

    endless: bool
    awaited: list[ast.expr] = field(default_factory=list)
    calls: list[ast.Call] = field(default_factory=list)


def cycle_without_pause(node: ast.While | ast.For) -> Cycle | None:
    """How the loop can go round for ever; None where it ends, leaves, or passes control on.

    `awaited` are the awaits that every such cycle must be judged by: if none of them suspends, the
    loop spins.
    """
    if isinstance(node, ast.While):
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        if not endless and not _is_settled(node):
            return None
        if any(isinstance(part, ast.Await) for part in ast.walk(node.test)):
            return None
    elif _is_endless_iterator(node.iter):
        endless = True
    else:
        return None
    if _Cycles(awaits_pause=True).exists(node.body):
        return Cycle(endless, [], list(_calls_in(node.body)))
    if _Cycles(awaits_pause=False).exists(node.body):
        awaited = [part.value for part in walk_scope(node.body) if isinstance(part, ast.Await)]
        return Cycle(endless, awaited, list(_calls_in(node.body)))
    return None


def _calls_in(body: list[ast.stmt]) -> Iterator[ast.Call]:
    return (part for part in walk_scope(body) if isinstance(part, ast.Call))


class _Cycles:
    """Looks for a way round a loop without a pause and without a chance to leave."""

    def __init__(self, awaits_pause: bool) -> None:
        self._pauses: tuple[type[ast.AST], ...] = (
            ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith,
        )  # fmt: skip
        if awaits_pause:
            self._pauses = (*self._pauses, ast.Await)

    def exists(self, body: list[ast.stmt]) -> bool:
        return any(self._paths(body))

    def _paths(self, body: list[ast.stmt]) -> tuple[bool, bool]:
        """Whether control can reach the end of `body`, or a `continue`, without a pause."""
        for statement in body:
            falls, continues = self._through(statement)
            if continues or not falls:
                return False, continues
        return True, False

    def _through(self, statement: ast.stmt) -> tuple[bool, bool]:
        match statement:
            case ast.Return() | ast.Raise() | ast.Break():
                return False, False
            case ast.Continue():
                return False, True
            case ast.If(test=test, body=body, orelse=orelse):
                # A branch that leaves gives the loop a way out, whatever the test.
                if self._pauses_in(test) or _leaves(body) or _leaves(orelse):
                    return False, False
                one, other = self._paths(body), self._paths(orelse)
                return one[0] or other[0], one[1] or other[1]
            case ast.With(body=body):
                return self._paths(body)
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
                if any(_leaves(part) for part in (body, orelse, final)):
                    return False, False
                if any(_leaves(handler.body) for handler in handlers):
                    return False, False
                return self._paths([*body, *orelse, *final])
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return True, False
            case _:
                leaves = _leaves_by(statement, inner_loop=_is_loop(statement))
                return not leaves and not self._pauses_in(statement), False

    def _pauses_in(self, node: ast.AST) -> bool:
        return any(
            isinstance(part, self._pauses) or (isinstance(part, ast.comprehension) and part.is_async)
            for part in walk_scope([node])
        )


def _is_loop(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.For, ast.While))


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether the body holds a way out of the loop around it."""
    return any(_leaves_by(statement) for statement in body)


def _leaves_by(statement: ast.stmt, inner_loop: bool = False) -> bool:
    for node in walk_scope([statement]):
        if isinstance(node, (ast.Return, ast.Raise)):
            return True
        if isinstance(node, ast.Break) and not inner_loop:
            return True
    return False


def _is_settled(node: ast.While) -> bool:
    """Whether the condition consists of local names and literals that the body cannot change."""
    names = {part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)}
    simple = (ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp)
    if not names or not all(
        isinstance(part, (*simple, ast.operator, ast.cmpop, ast.boolop, ast.unaryop, ast.expr_context))
        for part in ast.walk(node.test)
    ):
        return False
    changed = {
        part.id
        for part in walk_scope(node.body)
        if isinstance(part, ast.Name) and isinstance(part.ctx, (ast.Store, ast.Del))
    }
    mentioned = {
        part.id
        for part in walk_scope(node.body)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)
    }
    return not names & changed and not names & mentioned


def _is_endless_iterator(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="itertools"), attr=name)):
            return name in _ENDLESS_ITERATORS and (name != "repeat" or len(node.args) == 1)
        case ast.Call(func=ast.Name(id="count"), args=[]):
            return True
    return False
