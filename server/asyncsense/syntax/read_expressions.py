"""Reads expression nodes into compact form and records, on the way, what happens to each value."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from typing import Any

from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    AWAIT,
    BINARY,
    CALL,
    COMPARISON_METHODS,
    COMPREHENSION,
    CONSTANT,
    DICT,
    DICT_COMPREHENSION,
    EITHER,
    LAMBDA,
    NAME,
    OPERATOR_METHODS,
    OTHER,
    SEQUENCE,
    SLICE,
    STARRED,
    SUBSCRIPT,
    TRUE_OR_FALSE,
    UNARY,
    YIELD,
    Expression,
    compact,
    constant,
    dotted_name,
    last_name,
)
from asyncsense.syntax.fstrings import replacement_fields
from asyncsense.syntax.parse import Piece
from asyncsense.syntax.scope import Scope
from asyncsense.syntax.sites import FOREVER, Raw, Use
from asyncsense.syntax.switches import conditions

_DEF = re.compile(r"(async\s+)?def\s+")
_TEXT: Expression = ("constant", "str", None)
_FORMATTING = {ord("r"): "__repr__", ord("a"): "__repr__"}
_PARTS = (
    "called", "awaited", "async", "sync", "named", "properties", "working", "bases", "replaced",
    "filled",
)  # fmt: skip
_AWAITABLE_GUARDS = {
    "isawaitable",
    "iscoroutine",
    "iscoroutinefunction",
    "isasyncgen",
    "isasyncgenfunction",
    "isfuture",
    "is_async_callable",
}


class ExpressionReader:
    """Expressions of one piece, read into the current `scope`."""

    def __init__(self, piece: Piece) -> None:
        self.scope = Scope()
        self.names: dict[str, set[str]] = {part: set() for part in _PARTS}
        self._source = piece.source
        self._origin = piece.origin
        self._move = -piece.origin
        """What leads from an offset in the source to one in the piece."""
        self._starts = piece.source.line_starts
        self._plain = piece.source.text.isascii()

    # ------------------------------------------------------------------ places

    def start(self, node: Any) -> int:
        """Offset of a node's first character, from the start of the piece."""
        if self._plain:
            return self._starts[node.lineno - 1] + node.col_offset + self._move  # type: ignore[no-any-return]
        return self._source.ast_offset(node.lineno, node.col_offset) + self._move

    def end(self, node: Any) -> int:
        """Offset behind a node's last character, from the start of the piece."""
        if self._plain:
            return self._starts[node.end_lineno - 1] + node.end_col_offset + self._move  # type: ignore[no-any-return]
        return self._source.ast_offset(node.end_lineno, node.end_col_offset) + self._move

    def name_distance(self, node: ast.FunctionDef | ast.AsyncFunctionDef, is_async: bool) -> int:
        """How far behind the start of a definition its name stands."""
        start = self.start(node) + self._origin
        head = _DEF.match(self._source.text, start)
        return head.end() - start if head else len("async def ") if is_async else len("def ")

    def header_end(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        """Where the name of a definition ends."""
        is_async = isinstance(node, ast.AsyncFunctionDef)
        return self.start(node) + self.name_distance(node, is_async) + len(node.name)

    # ------------------------------------------------------------------ bindings

    def bind(self, name: str, offset: int, kind: str, payload: object, end: int = FOREVER) -> None:
        self.scope.bind(name, offset, kind, payload, end)

    def target(
        self, node: ast.expr, offset: int, kind: str, payload: object, end: int = FOREVER
    ) -> None:
        """Bind what stands left of `=` (or after `for`, `as`)."""
        if isinstance(node, ast.Name):
            self.bind(node.id, offset, kind, payload, end)
        elif isinstance(node, ast.Attribute):
            value = self.expression(node.value, ("attribute", node.attr, ("store",)))
            attribute = (ATTRIBUTE, value, node.attr)
            name = dotted_name(attribute)
            if kind != "delete":
                self.operation("__set__", attribute, node)
            if name and kind != "augmented":
                self.bind(name, offset, kind, payload, end)
            if name != f"{self.scope.self_name}.{node.attr}":
                self.names["replaced"].add(node.attr)
        elif isinstance(node, (ast.Tuple, ast.List)):
            position = 0
            for index, element in enumerate(node.elts):
                if isinstance(element, ast.Starred):
                    behind = len(node.elts) - index - 1
                    rest = (kind, payload, (position, behind))
                    self.target(element.value, offset, "rest", rest, end)
                    # What stands behind it counts from the end.
                    position = -behind
                else:
                    self.target(element, offset, "unpack", (kind, payload, position), end)
                    position += 1
        elif isinstance(node, ast.Subscript):
            value = self.expression(node.value, ("subscript", ("store",)))
            self.expression(node.slice, ("operand", "index"))
            self.operation("__setitem__" if kind != "delete" else "__delitem__", value, node)
            name = dotted_name(value)
            if name and kind == "assign":
                self.names["filled"].add(name)
                self.bind(name, offset, "set item", payload, end)

    def narrow(self, test: ast.expr, offset: int, end: int | None, negated: bool = False) -> None:
        """Note what `test` says about names between `offset` and `end` (None: from there on)."""
        last = FOREVER if end is None else end
        match test:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.narrow(operand, offset, end, not negated)
            case ast.BoolOp(op=ast.And(), values=values) if not negated:
                for value in values:
                    self.narrow(value, offset, end)
            case ast.BoolOp(op=ast.Or(), values=values) if negated:
                for value in values:
                    self.narrow(value, offset, end, negated=True)
            case ast.Call(func=function, args=[subject, *rest]):
                name = dotted_name(compact(subject))
                called = function.attr if isinstance(function, ast.Attribute) else ""
                called = function.id if isinstance(function, ast.Name) else called
                if not name:
                    return
                if called == "isinstance" and rest:
                    classes = compact(rest[0], offset)
                    if negated:
                        self.scope.exclude(name, offset, end, classes)
                    else:
                        self.bind(name, offset, "narrow", classes, last)
                elif called in _AWAITABLE_GUARDS or (
                    # What `self` has, if it has it, is what its class says.
                    called == "hasattr" and not negated and name not in ("self", "cls")
                ):
                    self.bind(name, offset, "narrow", None, last)
            case _:
                pass

    # ------------------------------------------------------------------ definitions

    def decorator(self, node: ast.expr) -> tuple[Expression, int, int]:
        if isinstance(node, ast.Call):
            for word in node.keywords:
                if word.arg == "name" and isinstance(word.value, ast.Constant):
                    self.names["named"].add(str(word.value.value))
        return self.expression(node, ("decorator",)), self.start(node), self.end(node)

    def operation(self, method: str, receiver: Expression, node: ast.AST) -> None:
        """Note that an operator, a subscript or a test calls a method of `receiver`."""
        if receiver[0] in (CONSTANT, SEQUENCE, DICT, COMPREHENSION):
            return
        site = (method, receiver, self.scope.block, self.start(node), self.end(node))
        self.scope.operations.append(site)

    def parameters(self, arguments: ast.arguments) -> tuple[Raw, ...]:
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
        rows = [
            self._parameter(argument, "positional", default)
            for argument, default in zip(positional, [*defaults, *arguments.defaults], strict=True)
        ]
        if arguments.vararg is not None:
            rows.append(self._parameter(arguments.vararg, "*", None))
        rows += [
            self._parameter(argument, "named", default)
            for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        ]
        if arguments.kwarg is not None:
            rows.append(self._parameter(arguments.kwarg, "**", None))
        return tuple(rows)

    def _parameter(self, argument: ast.arg, kind: str, default: ast.expr | None) -> Raw:
        offset = self.start(argument)
        annotation = argument.annotation
        return (
            argument.arg,
            kind,
            compact(annotation, offset) if annotation is not None else None,
            self.expression(default, ("other",)) if default is not None else None,
        )

    # ------------------------------------------------------------------ expressions

    def expression(self, node: ast.expr, use: Use) -> Expression:
        """The compact form of `node`, whose value is used as `use` says."""
        reader = _READERS.get(node.__class__)
        if reader is None:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.expression(child, ("other",))
            return (OTHER,)
        return reader(self, node, use)

    def _name(self, node: ast.Name, use: Use) -> Expression:
        offset = self.start(node)
        self.scope.use(node.id, offset, use)
        return (NAME, node.id, offset)

    def _attribute(self, node: ast.Attribute, use: Use) -> Expression:
        value = self.expression(node.value, ("attribute", node.attr, use))
        result = (ATTRIBUTE, value, node.attr)
        if use[0] != "callee":
            site = (result, use, self.scope.block, self.start(node), self.end(node))
            self.scope.attributes.append(site)
        return result

    def _call(self, node: ast.Call, use: Use) -> Expression:
        scope = self.scope
        index = len(scope.calls)
        scope.calls.append(None)
        callee = self.expression(node.func, ("callee", index, use))
        self.names["called"].add(last_name(callee))
        arguments = tuple(
            self.expression(argument, ("argument", index, position))
            for position, argument in enumerate(node.args)
        )
        keywords = tuple(
            (word.arg, self.expression(word.value, ("argument", index, word.arg or "**")))
            for word in node.keywords
        )
        result = (CALL, callee, arguments, keywords, self.start(node), self.end(node))
        scope.calls[index] = (result, use, scope.block)
        return result

    def _constant(self, node: ast.Constant, use: Use) -> Expression:
        return constant(node.value)

    def _await(self, node: ast.Await, use: Use) -> Expression:
        value = self.expression(node.value, ("await", use))
        self.names["awaited"].add(last_name(value))
        site = (value, use, self.scope.block, self.start(node), self.end(node))
        self.scope.awaits.append(site)
        return (AWAIT, value)

    def _subscript(self, node: ast.Subscript, use: Use) -> Expression:
        part: Use = ("slice", use) if isinstance(node.slice, ast.Slice) else use
        value = self.expression(node.value, ("subscript", part))
        self.operation("__getitem__", value, node)
        return (SUBSCRIPT, value, self.expression(node.slice, ("operand", "index")))

    def _slice(self, node: ast.Slice, use: Use) -> Expression:
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                self.expression(part, ("operand", "index"))
        return (SLICE,)

    def _binary(self, node: ast.BinOp, use: Use) -> Expression:
        operator = node.op.__class__.__name__
        left = self.expression(node.left, ("operand", operator))
        formats = operator == "Mod" and left[:2] == ("constant", "str")
        right = self.expression(node.right, ("format",) if formats else ("operand", operator))
        self.operation(OPERATOR_METHODS[operator], left, node)
        return (BINARY, operator, left, right)

    def _boolean(self, node: ast.BoolOp, use: Use) -> Expression:
        tested: Use = ("test", "boolean", use)
        parts = [self.expression(value, tested) for value in node.values[:-1]]
        rest = self.start(node.values[1]), self.end(node)
        outcome = isinstance(node.op, ast.And)
        self.scope.note_switches(conditions(node.values[0], outcome), *rest)
        last = self.expression(node.values[-1], ("either", use))
        return (EITHER, (*parts, last))

    def _unary(self, node: ast.UnaryOp, use: Use) -> Expression:
        if isinstance(node.op, ast.Not):
            self.tested(node.operand, "not")
            return TRUE_OR_FALSE
        operator = node.op.__class__.__name__
        if operator == "USub" and isinstance(node.operand, ast.Constant):
            if isinstance(node.operand.value, int):
                return constant(-node.operand.value)
        operand = self.expression(node.operand, ("operand", operator))
        self.operation(OPERATOR_METHODS[operator], operand, node)
        return (UNARY, operator, operand)

    def _compare(self, node: ast.Compare, use: Use) -> Expression:
        operators = [operator.__class__.__name__ for operator in node.ops]
        left = self.expression(node.left, ("compare", operators[0]))
        for operator, comparator in zip(operators, node.comparators, strict=True):
            right = self.expression(comparator, ("compare", operator))
            method = COMPARISON_METHODS.get(operator)
            if method is not None:
                self.operation(method, right if method == "__contains__" else left, node)
            left = right
        return TRUE_OR_FALSE

    def tested(self, node: ast.expr, where: str) -> Expression:
        """Read an expression whose truth decides."""
        value = self.expression(node, ("test", where))
        if isinstance(node, (ast.Name, ast.Attribute, ast.Call)):
            self.operation("__bool__", value, node)
        return value

    def _conditional(self, node: ast.IfExp, use: Use) -> Expression:
        self.tested(node.test, "ternary")
        branch: Use = ("either", use)
        stretch = self.start(node.body), self.end(node.body)
        self.narrow(node.test, *stretch)
        self.scope.note_switches(conditions(node.test), *stretch)
        other = self.start(node.orelse), self.end(node.orelse)
        self.narrow(node.test, *other, negated=True)
        self.scope.note_switches(conditions(node.test, outcome=False), *other)
        body = self.expression(node.body, branch)
        return (EITHER, (body, self.expression(node.orelse, branch)))

    def _sequence(self, node: ast.Tuple | ast.List | ast.Set, use: Use) -> Expression:
        kind = node.__class__.__name__.lower()
        element_use: Use = ("element", kind, use, (self.start(node), self.end(node)))
        elements = tuple(self.expression(element, element_use) for element in node.elts)
        return (SEQUENCE, kind, elements)

    def _dict(self, node: ast.Dict, use: Use) -> Expression:
        element_use: Use = ("element", "dict", use, (self.start(node), self.end(node)))
        keys = tuple(
            self.expression(key, ("operand", "key")) if key is not None else None
            for key in node.keys
        )
        values = tuple(
            self.expression(value, element_use if key is not None else ("unpack",))
            for key, value in zip(node.keys, node.values, strict=True)
        )
        return (DICT, keys, values)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, use: Use
    ) -> Expression:
        kind = _COMPREHENSION_KINDS[node.__class__]
        start, end = self.start(node), self.end(node)
        outer_awaits = 0
        for clause in node.generators:
            is_async = bool(clause.is_async)
            value = self.expression(clause.iter, ("aiterate" if is_async else "iterate", kind))
            if clause is node.generators[0]:
                outer_awaits = len(self.scope.awaits)
            header = (start, end)
            self._iteration(clause.iter, value, is_async, header, kind)
            self.target(clause.target, start, "aiterate" if is_async else "iterate", value, end)
            for test in clause.ifs:
                self.tested(test, "comprehension")
                self.narrow(test, start, end)
        element_use: Use = ("comprehension", kind, use, (start, end))
        if isinstance(node, ast.DictComp):
            key = self.expression(node.key, ("operand", "key"))
            return (DICT_COMPREHENSION, key, self.expression(node.value, element_use))
        element = self.expression(node.elt, element_use)
        awaits = len(self.scope.awaits) > outer_awaits
        if kind == "generator" and (awaits or any(one.is_async for one in node.generators)):
            kind = "async generator"
        return (COMPREHENSION, kind, element)

    def _iteration(
        self, node: ast.expr, value: Expression, is_async: bool, header: tuple[int, int], where: str
    ) -> None:
        span = (self.start(node), self.end(node))
        site = (value, is_async, self.scope.block, *header, where, span)
        self.scope.iterations.append(site)

    def _lambda(self, node: ast.Lambda, use: Use) -> Expression:
        outer, start, end = self.scope, self.start(node), self.end(node)
        parameters = self.parameters(node.args)
        scope = self.scope = Scope()
        value = self.expression(node.body, ("lambda",))
        scope.returns.append((value, self.start(node.body), end, ()))
        self.scope = outer
        outer.functions.append(
            ("<lambda>", "lambda", False, bool(scope.yields), start, start, start + 6, end, (),
             parameters, None, scope.raw())
        )  # fmt: skip
        return (LAMBDA, len(outer.functions) - 1)

    def _joined(self, node: ast.JoinedStr, use: Use) -> Expression:
        if sys.version_info >= (3, 12):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    self._formatted(part, use)
            return _TEXT
        # Before 3.12 `ast` misplaces what stands in f-strings; the braces tell where it really is.
        start = self.start(node)
        text = self._source.text[self._origin + start : self._origin + self.end(node)]
        self._read_fields(node, start, iter(replacement_fields(text)))
        return _TEXT

    def _read_fields(self, node: ast.JoinedStr, start: int, fields: Any) -> None:
        outer = self._move
        for part in node.values:
            if not isinstance(part, ast.FormattedValue):
                continue
            field = next(fields, None)
            if field is not None:
                self._move += start + field - self.start(part.value)
            value = self.expression(part.value, ("format",))
            self.operation(_FORMATTING.get(part.conversion, "__str__"), value, part.value)
            self._move = outer
            if isinstance(part.format_spec, ast.JoinedStr):
                self._read_fields(part.format_spec, start, fields)

    def _formatted(self, node: ast.FormattedValue, use: Use) -> Expression:
        value = self.expression(node.value, ("format",))
        self.operation(_FORMATTING.get(node.conversion, "__str__"), value, node.value)
        if isinstance(node.format_spec, ast.JoinedStr):
            self._joined(node.format_spec, use)
        return _TEXT

    def _walrus(self, node: ast.NamedExpr, use: Use) -> Expression:
        value = self.expression(node.value, ("walrus", node.target.id, use))
        self.bind(node.target.id, self.end(node.value), "assign", value)
        return value

    def _starred(self, node: ast.Starred, use: Use) -> Expression:
        return (STARRED, self.expression(node.value, ("starred", use)))

    def _yield(self, node: ast.Yield, use: Use) -> Expression:
        value = self.expression(node.value, ("yield",)) if node.value is not None else (OTHER,)
        self.scope.yields.append(value)
        self.scope.yield_places.append(self.start(node))
        return (YIELD, value)

    def _yield_from(self, node: ast.YieldFrom, use: Use) -> Expression:
        value = self.expression(node.value, ("iterate", "yield from"))
        span = (self.start(node), self.end(node))
        self._iteration(node.value, value, False, span, "yield from")
        self.scope.yields.append((STARRED, value))
        self.scope.yield_places.append(span[0])
        return (YIELD, value)


_READERS: dict[type, Callable[[ExpressionReader, Any, Use], Expression]] = {
    ast.Name: ExpressionReader._name,
    ast.Attribute: ExpressionReader._attribute,
    ast.Call: ExpressionReader._call,
    ast.Constant: ExpressionReader._constant,
    ast.Await: ExpressionReader._await,
    ast.Subscript: ExpressionReader._subscript,
    ast.BinOp: ExpressionReader._binary,
    ast.BoolOp: ExpressionReader._boolean,
    ast.UnaryOp: ExpressionReader._unary,
    ast.Compare: ExpressionReader._compare,
    ast.IfExp: ExpressionReader._conditional,
    ast.Tuple: ExpressionReader._sequence,
    ast.List: ExpressionReader._sequence,
    ast.Set: ExpressionReader._sequence,
    ast.Dict: ExpressionReader._dict,
    ast.ListComp: ExpressionReader._comprehension,
    ast.SetComp: ExpressionReader._comprehension,
    ast.GeneratorExp: ExpressionReader._comprehension,
    ast.DictComp: ExpressionReader._comprehension,
    ast.Lambda: ExpressionReader._lambda,
    ast.JoinedStr: ExpressionReader._joined,
    ast.FormattedValue: ExpressionReader._formatted,
    ast.NamedExpr: ExpressionReader._walrus,
    ast.Starred: ExpressionReader._starred,
    ast.Yield: ExpressionReader._yield,
    ast.YieldFrom: ExpressionReader._yield_from,
    ast.Slice: ExpressionReader._slice,
}


_COMPREHENSION_KINDS: dict[type, str] = {
    ast.ListComp: "list",
    ast.SetComp: "set",
    ast.GeneratorExp: "generator",
    ast.DictComp: "dict",
}
