"""Questions about the control flow of statements, answered from the syntax alone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
INTERRUPTS = {"KeyboardInterrupt", "SystemExit", "CancelledError", "GeneratorExit"}
"""Nothing that a body calls raises these: they come from outside."""
_ANY_ERROR = {"Exception", "BaseException"}
_ABOUT_TYPES = {"isinstance", "issubclass", "hasattr", "callable"}
_ABOUT_CANCELLING = {"cancelled", "cancelling", "uncancel", "current_task", "done"}


def walk_scope(nodes: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """All nodes below `nodes` that belong to the same function."""
    todo: list[ast.AST] = list(reversed(nodes))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, _SCOPES):
            # The fields of a node are all that it holds, but for numbers of lines.
            for value in reversed(vars(node).values()):
                if isinstance(value, ast.AST):
                    todo.append(value)
                elif isinstance(value, list):
                    todo.extend(one for one in reversed(value) if isinstance(one, ast.AST))


def caught_names(node: ast.expr | None) -> set[str]:
    """The last names of the exceptions in an except clause; for a bare one, `BaseException`."""
    if node is None:
        return {"BaseException"}
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return {last_name(part) for part in parts}


def suppressed(node: ast.With | ast.AsyncWith) -> list[ast.expr | None]:
    """The exceptions that a `with` statement catches by what its managers are called."""
    return [
        argument
        for item in node.items
        if isinstance(item.context_expr, ast.Call)
        if last_name(item.context_expr) in ("suppress", "raises", "assertRaises")
        for argument in item.context_expr.args
    ]


def last_name(node: ast.expr) -> str:
    """The name that stands last in a name, attribute or call; else the empty string."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def after_handler(handler: ast.ExceptHandler) -> str:
    """What becomes of a cancellation that the handler catches, and of the function.

    "raise": it goes on, always or by choice: a handler that raises at its end but returns early in some
    case made a choice; one that raises in some case and otherwise falls out of its end has not. Else how
    far the function runs on: "return", "break" or "fall".
    """
    if _minds_cancelling(handler):
        return "raise"
    ways = _Ways(handler.name or "").of(handler.body)
    if "raise" in ways and "fall" not in ways:
        return "raise"
    return next(way for way in ("fall", "break", "return") if way in ways)


class _Ways:
    """The ways out of a handler's body: "raise", "return", "break", and "fall" (or `continue`)."""

    def __init__(self, error: str) -> None:
        self._error = error

    def of(self, body: list[ast.stmt]) -> set[str]:
        found: set[str] = set()
        for statement in body:
            ways = self._of_statement(statement)
            found |= ways - {"fall"}
            if "fall" not in ways:
                return found
        return found | {"fall"}

    def _of_statement(self, statement: ast.stmt) -> set[str]:
        match statement:
            case ast.Raise():
                return {"raise"}
            case ast.Return():
                return {"return"}
            case ast.Break():
                return {"break"}
            case ast.If(test=test, body=body, orelse=orelse):
                cancelled = self._holds_for_cancellation(test)
                if cancelled is not None:
                    return self.of(body if cancelled else orelse)
                return self.of(body) | self.of(orelse)
            case ast.With(body=body) | ast.AsyncWith(body=body):
                return self.of(body)
            case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
                ways = self.of([*body, *orelse])
                if handlers:
                    ways = ways.union(*(self.of(one.body) for one in handlers))
                last = self.of(final)
                return last if "fall" not in last else ways | (last - {"fall"})
            case ast.For(body=body) | ast.While(body=body) | ast.AsyncFor(body=body):
                return (self.of(body) & {"raise", "return"}) | {"fall"}
            case ast.Match(cases=cases):
                return set[str]().union(*(self.of(case.body) for case in cases)) | {"fall"}
        return {"fall"}

    def _holds_for_cancellation(self, test: ast.expr) -> bool | None:
        """Whether the test is true when a CancelledError was caught, as far as it tells."""
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._holds_for_cancellation(operand)
                return None if inner is None else not inner
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), types]):
                if name != self._error:
                    return None
                return bool(caught_names(types) & {"CancelledError", "BaseException"})
        return None


def _minds_cancelling(handler: ast.ExceptHandler) -> bool:
    """Whether the handler asks who was cancelled, or takes the cancellation back."""
    return any(
        isinstance(node, ast.Attribute) and node.attr in _ABOUT_CANCELLING
        for node in walk_scope(handler.body)
    )


def ends_by_exception(handlers: Sequence[ast.expr | None]) -> bool:
    """Whether handlers around a loop say that an exception is how the loop ends."""
    names = set[str]().union(*(caught_names(types) for types in handlers))
    return bool(names - INTERRUPTS - _ANY_ERROR)


def is_choice(test: ast.expr, found_out: Callable[[str], bool], *, of_callers: bool) -> bool:
    """Whether a test asks about what is kept in attributes or, with `of_callers`, about what the function
    was given: its code may then run never, or once. `found_out` tells the names that the function has
    given values itself; what they hold, or what calls return, is how things are just now."""
    if isinstance(test, ast.BoolOp):
        parts = [is_choice(one, found_out, of_callers=of_callers) for one in test.values]
        return any(parts) if isinstance(test.op, ast.And) else all(parts)
    if isinstance(test, ast.UnaryOp):
        return is_choice(test.operand, found_out, of_callers=of_callers)
    asked = [test]
    if isinstance(test, ast.Compare):
        contained = isinstance(test.ops[0], (ast.In, ast.NotIn))
        asked = test.comparators if contained else [test.left, *test.comparators]
    elif isinstance(test, ast.Call) and last_name(test.func) in _ABOUT_TYPES:
        asked = test.args[:1]
    kinds = {_kind_of(one, found_out) for one in asked}
    return "other" not in kinds and ("kept" in kinds or (of_callers and "given" in kinds))


def _kind_of(node: ast.expr, found_out: Callable[[str], bool]) -> str:
    """ "constant", "given" (a name from outside), "kept" (an attribute of such a one), or "other"."""
    if isinstance(node, ast.Constant):
        return "constant"
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return "other"
    name = node.id
    kind = "kept" if parts else "given"
    while not found_out(name):
        if not parts:
            return kind
        name = f"{name}.{parts.pop()}"
    return "other"
