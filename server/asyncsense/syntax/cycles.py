"""Loops that never give the event loop a turn, found from the syntax alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from asyncsense.syntax.control_flow import INTERRUPTS, caught_names, last_name, walk_scope

_ENDLESS_ITERATORS = {"count", "cycle", "repeat"}
_NOTHING_THERE = {
    "Empty", "QueueEmpty", "BlockingIOError", "InterruptedError", "TimeoutError", "IndexError",
    "KeyError", "LookupError", "WouldBlock", "timeout",
}  # fmt: skip
_FAILURES = {"Exception", "BaseException", "OSError", "IOError", "ConnectionError", "RuntimeError"}
_TESTS = (
    ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.cmpop, ast.boolop, ast.unaryop,
    ast.expr_context,
)  # fmt: skip
_PLAIN = (
    *_TESTS, ast.Name, ast.Attribute, ast.Call, ast.keyword, ast.BinOp, ast.operator,
    ast.JoinedStr, ast.FormattedValue,
)  # fmt: skip


class Cycle(NamedTuple):
    """A loop with a way round on which nothing suspends or leaves.

    `awaited` are the awaits on it that must be judged: none, or all that are in the loop. Where it is not
    `endless`, conditions could end it: nothing changes what they look at, provided that the `calls` have
    no effect on it and the calls in the conditions, `asked`, only look.
    """

    endless: bool
    awaited: tuple[ast.expr, ...]
    calls: tuple[ast.Call, ...]
    asked: tuple[ast.Call, ...] = ()


def cycle_without_pause(node: ast.While | ast.For) -> Cycle | None:
    """How the loop can go round for ever; None where it ends, leaves, or passes control on."""
    body = node.body
    changed: set[str] = set()
    if isinstance(node, ast.For):
        if not _is_endless_iterator(node.iter):
            return None
        changed = {last_name(part) for part in ast.walk(node.target) if isinstance(part, ast.expr)}
    elif not (isinstance(node.test, ast.Constant) and node.test.value):
        return _settled_cycle([node.test], body, changed)
    if not _leaves(body):
        pauses = [part for part in walk_scope(body) if _is_pause(part)]
        if not pauses:
            return _endless_cycle(body)
        if not _goes_round_idly(body) and all(isinstance(part, ast.Await) for part in pauses):
            awaited = tuple(part.value for part in pauses if isinstance(part, ast.Await))
            return _endless_cycle(body, awaited)
    elif (settled := _settled_cycle([], body, changed)) is not None:
        return settled
    return _endless_cycle(body) if _goes_round_idly(body) else None


def _endless_cycle(body: list[ast.stmt], awaited: tuple[ast.expr, ...] = ()) -> Cycle:
    calls = tuple(part for part in walk_scope(body) if isinstance(part, ast.Call))
    return Cycle(True, awaited, calls)


def _settled_cycle(tests: list[ast.expr], body: list[ast.stmt], changed: set[str]) -> Cycle | None:
    """The loop whose only ways out are tests that its body cannot change."""
    calls: list[ast.Call] = []
    if not _is_inert(body, tests, changed, calls):
        return None
    asked: list[ast.Call] = []
    for test in tests:
        for part in ast.walk(test):
            if isinstance(part, ast.Call):
                asked.append(part)
            elif isinstance(part, (ast.Name, ast.Attribute)):
                if last_name(part) in changed:
                    return None
            elif not isinstance(part, _TESTS):
                return None
    return Cycle(False, (), tuple(calls), tuple(asked)) if tests else None


def _is_inert(
    body: list[ast.stmt], tests: list[ast.expr], changed: set[str], calls: list[ast.Call]
) -> bool:
    """Whether the body changes nothing but the names that are added to `changed`, apart from what its
    `calls` do. The tests that lead out of the loop are added to `tests`."""
    for statement in body:
        match statement:
            case ast.Pass() | ast.Continue():
                continue
            case ast.If(test=test, body=inner, orelse=orelse):
                for branch in (inner, orelse):
                    if len(branch) == 1 and isinstance(branch[0], (ast.Break, ast.Return)):
                        tests.append(test)
                    elif not _is_inert(branch, tests, changed, calls):
                        return False
                values = [] if test in tests else [test]
            case ast.Expr(value=value):
                values = [value]
            case ast.Assign(targets=targets, value=value):
                values = [*targets, value]
            case ast.AugAssign(target=target, value=value):
                values = [target, value]
            case _:
                return False
        for part in (part for value in values for part in ast.walk(value)):
            if not isinstance(part, _PLAIN):
                return False
            if isinstance(part, ast.Call):
                calls.append(part)
            elif isinstance(part, (ast.Name, ast.Attribute)) and isinstance(part.ctx, ast.Store):
                changed.add(last_name(part))
    return True


def _goes_round_idly(body: list[ast.stmt]) -> bool:
    """Whether there is a way round without a pause or a chance to leave, on which nothing was done
    because nothing was there: `item is None`, an empty queue, an event that is not set."""
    return any(_idle_ways(body))


def _idle_ways(body: list[ast.stmt]) -> tuple[bool, bool]:
    """Whether such a way reaches the end of `body`, and whether one reaches a `continue`."""
    continues = False
    for statement in body:
        falls, jumps = _idle_ways_through(statement)
        continues = continues or jumps
        if not falls:
            return False, continues
    return True, continues


def _idle_ways_through(statement: ast.stmt) -> tuple[bool, bool]:
    match statement:
        case ast.Continue():
            return False, True
        case ast.Return() | ast.Raise() | ast.Break():
            return False, False
        case ast.If(test=test, body=body, orelse=orelse):
            if _pauses([test]) or _leaves(body) or _leaves(orelse):
                return False, False
            one, other = _idle_ways(body), _idle_ways(orelse)
            absent, present = _is_absence(test), _is_presence(test)
            falls = one[0] and (absent or not _pauses(orelse))
            falls = falls or (other[0] and (present or not _pauses(body)))
            return falls, (one[1] and absent) or (other[1] and present)
        case ast.With(items=items, body=body):
            return (False, False) if _pauses(items) else _idle_ways(body)
        case ast.Try():
            return _idle_ways_through_try(statement)
        case _:
            return not _leaves([statement]) and not _pauses([statement]), False


def _idle_ways_through_try(node: ast.Try) -> tuple[bool, bool]:
    handlers = [one for one in node.handlers if caught_names(one.type) - INTERRUPTS]
    if any(_leaves(part) for part in (node.body, node.orelse, node.finalbody)):
        return False, False
    if any(_leaves(handler.body) for handler in handlers) or _pauses(node.finalbody):
        return False, False
    falls, continues = _idle_ways([*node.body, *node.orelse])
    for handler in handlers:
        nothing_there = bool(caught_names(handler.type) & _NOTHING_THERE)
        if nothing_there and not _pauses(node.body):
            ways = _idle_ways(handler.body)
            falls, continues = falls or ways[0], continues or ways[1]
        elif nothing_there or not caught_names(handler.type) <= _FAILURES:
            # Then what comes without that exception is work, and there is only so much of it.
            falls = falls and not _pauses(handler.body)
    return falls, continues


def _is_presence(test: ast.expr) -> bool:
    """Whether the test, if false, says that something is not there."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _is_absence(operand)
        case ast.Compare(ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.BoolOp(values=values):
            return all(_is_presence(value) for value in values)
    return isinstance(test, (ast.Name, ast.Attribute, ast.NamedExpr))


def _is_absence(test: ast.expr) -> bool:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _is_presence(operand)
        case ast.Compare(ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return True
    return False


def _is_pause(node: ast.AST) -> bool:
    if isinstance(node, ast.comprehension):
        return bool(node.is_async)
    return isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith))


def _pauses(nodes: Sequence[ast.AST]) -> bool:
    return any(_is_pause(part) for part in walk_scope(nodes))


def _leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether the body holds a way out of the loop around it."""
    for statement in body:
        match statement:
            case ast.Return() | ast.Raise() | ast.Break():
                return True
            case ast.Try(handlers=handlers):
                ordinary = [one for one in handlers if caught_names(one.type) - INTERRUPTS]
                parts = (statement.body, statement.orelse, statement.finalbody)
                if any(map(_leaves, (*parts, *(one.body for one in ordinary)))):
                    return True
            case ast.For() | ast.While() | ast.AsyncFor():
                inside = walk_scope(statement.body)
                if _leaves(statement.orelse) or any(
                    isinstance(part, (ast.Return, ast.Raise)) for part in inside
                ):
                    return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                continue
            case _ if any(_leaves(block) for block in _blocks(statement)):
                return True
    return False


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    yield getattr(statement, "body", [])
    yield getattr(statement, "orelse", [])
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _is_endless_iterator(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="itertools"), attr=name)):
            return name in _ENDLESS_ITERATORS and (name != "repeat" or len(node.args) == 1)
        case ast.Call(func=ast.Name(id="count"), args=[]):
            return True
    return False
