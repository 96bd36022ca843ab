"""Which names have a value for certain: what taking statements out of a function has to know."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from asyncsense.fixes.scopes import bindings, names_bound_by

Names = frozenset[str]


class Flow:
    """Follows statements in order; `early_reads` are names read before they certainly had a value."""

    def __init__(self) -> None:
        self.early_reads: set[str] = set()

    def run(self, statements: Sequence[ast.stmt], names: Names) -> Names | None:
        """The names with a value behind the statements; None where nothing gets there."""
        reached: Names | None = names
        for statement in statements:
            if reached is None:
                break
            reached = self._statement(statement, reached)
        return reached

    def _statement(self, statement: ast.stmt, names: Names) -> Names | None:
        match statement:
            case ast.Return() | ast.Raise() | ast.Break() | ast.Continue():
                self._read(statement, names)
                return None
            case ast.If(test=test, body=body, orelse=orelse):
                names = self._read(test, names)
                return _either(self.run(body, names), self.run(orelse, names))
            case ast.While(test=test, body=body, orelse=orelse):
                names = self._read(test, names)
                self.run(body, names)
                self.run(orelse, names)
                return names
            case ast.For(target=target, iter=iterable) | ast.AsyncFor(target=target, iter=iterable):
                names = self._read(iterable, names)
                self.run(statement.body, names | stored(target))
                self.run(statement.orelse, names)
                return names
            case ast.With(items=items) | ast.AsyncWith(items=items):
                for item in items:
                    names = self._read(item.context_expr, names)
                    if item.optional_vars is not None:
                        names |= stored(item.optional_vars)
                return self.run(statement.body, names)
            case ast.Try() | ast.TryStar():
                return self._try(statement, names)
            case ast.Match(subject=subject, cases=cases):
                names = self._read(subject, names)
                for case in cases:
                    captured = names_bound_by(
                        [ast.Match(subject, [ast.match_case(case.pattern, None, [])])]
                    )
                    self.run(case.body, names | captured.keys())
                return names
            case ast.AugAssign(target=ast.Name(id=name)):
                if name not in names:
                    self.early_reads.add(name)
                return self._read(statement.value, names) | {name}
            case ast.AnnAssign(value=None):
                return names
        return self._read(statement, names) | names_bound_by([statement]).keys()

    def _try(self, statement: ast.Try | ast.TryStar, names: Names) -> Names | None:
        tried = self.run(statement.body, names)
        ends = tried if tried is None else self.run(statement.orelse, tried)
        for handler in statement.handlers:
            caught = names | {handler.name} if handler.name else names
            ends = _either(ends, self.run(handler.body, caught))
        finally_ends = self.run(statement.finalbody, names)
        return None if ends is None or finally_ends is None else ends | finally_ends

    def _read(self, node: ast.AST, names: Names) -> Names:
        """The names with a value behind an expression (what it does not certainly assign is not)."""
        self.early_reads |= loaded([node]) - names - (assigned := _certainly_assigned(node))
        return names | assigned


def loaded(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that the nodes read, apart from those of comprehensions and functions in them."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                found.add(name)
                continue
            case ast.AugAssign(target=ast.Name(id=name)):
                found.add(name)
        inner = loaded(ast.iter_child_nodes(node))
        match node:
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                for clause in node.generators:
                    inner -= stored(clause.target)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                inner -= bindings(node).keys()
        found |= inner
    return found


def stored(target: ast.AST) -> Names:
    """The names that an assignment to `target` gives a value."""
    return frozenset(
        node.id
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


def _certainly_assigned(node: ast.AST) -> Names:
    """What the part of an expression that is evaluated first assigns: `while line := read():`."""
    match node:
        case ast.NamedExpr(target=target, value=value):
            return stored(target) - loaded([value])
        case ast.Compare(left=first) | ast.UnaryOp(operand=first) | ast.BoolOp(values=[first, *_]):
            return _certainly_assigned(first)
    return frozenset()


def _either(one: Names | None, other: Names | None) -> Names | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other
