"""Reads the syntax trees of a file and writes its `Summary`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from typing import Any

from asyncsense.syntax import control_flow, cycles
from asyncsense.syntax.expressions import (
    IN_PLACE_METHODS,
    OTHER,
    Expression,
    compact,
    dotted_name,
    last_name,
)
from asyncsense.syntax.parse import ParsedModule, Piece, parse_piece
from asyncsense.syntax.read_expressions import ExpressionReader
from asyncsense.syntax.recovery import FILENAME, PARSE_ERRORS
from asyncsense.syntax.scope import Scope
from asyncsense.syntax.sites import FOREVER, Raw
from asyncsense.syntax.static_tests import outcome
from asyncsense.syntax.summary import PieceSummary, Summary
from asyncsense.syntax.switches import conditions
from asyncsense.syntax.working import WorkingMethods, is_property
from asyncsense.text import Document

ADDING = ("append", "add", "appendleft", "insert", "put", "put_nowait")
"""Methods whose last argument becomes an element."""
LEFT_OUT = b"left out"
"""Stands in an outline for the body of a function."""
_LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_YIELDS = (ast.Yield, ast.YieldFrom)


def summarize(parsed: ParsedModule, previous: dict[Piece, PieceSummary] | None = None) -> Summary:
    """The summary of a parsed file. `previous` gives the summaries of pieces that are kept."""
    known = previous or {}
    is_stub = parsed.document.path.endswith(".pyi")
    pieces: list[PieceSummary] = []
    left_out: list[int] = []
    for index, piece in enumerate(parsed.pieces):
        summary = known.get(piece)
        if summary is None:
            try:
                summary = summarize_piece(piece, is_stub)
            except (RecursionError, ValueError):
                summary = summarize_piece(Piece(piece.text, [], piece.source, piece.origin))
                left_out.append(index)
        pieces.append(summary)
    return Summary(tuple(pieces), parsed.starts, tuple(left_out))


def summarize_piece(piece: Piece, is_stub: bool = False) -> PieceSummary:
    """The summary of one top-level statement; in a stub, tests of the platform are decided.

    Raises RecursionError or ValueError where it is nested too deeply.
    """
    return _StatementReader(piece, is_stub).piece_summary()


def summarize_outline(path: str, text: str, stubs: Set[int] = frozenset()) -> Raw | None:
    """The raw summary of a definition in which functions with the body `LEFT_OUT` have none, and the methods
    that start at `stubs` neither that nor parameters; None where the text is not valid."""
    try:
        piece = Piece(text, ast.parse(text, FILENAME).body, Document(path, text), 0)
    except PARSE_ERRORS:
        return None
    reader = _StatementReader(piece, path.endswith(".pyi"), is_outline=True, stubs=stubs)
    try:
        return reader.piece_summary().raw
    except (RecursionError, ValueError):
        return None


def summarize_method(
    path: str, text: str, start: int, first_branch: int, in_class: bool
) -> tuple[Raw, dict[str, tuple[Raw, ...]]]:
    """The raw function in `text` (whole lines, without decorators), and what it sets on its object if it is
    a method of a class. It has no body if that is `LEFT_OUT`.

    Offsets count from the start of the piece, in which the text starts at `start`; branches from
    `first_branch`.
    """
    around = "class _:\n" if in_class else ""
    piece = parse_piece(path, around + text, is_start=False)
    piece.origin = len(around) - start
    reader = _StatementReader(
        piece, path.endswith(".pyi"), is_outline=True, first_branch=first_branch
    )
    try:
        reader.statements(piece.statements)
        functions = reader.scope.classes[0][-4] if in_class else reader.scope.functions
        attributes = reader.scope.classes[0][-2] if in_class else {}
        # Lambdas among its defaults come first.
        return functions[-1], attributes
    except (RecursionError, ValueError, IndexError):
        end = start + len(text)
        nothing = Scope().raw()
        return ("", "function", False, False, start, start, start, end, (), (), None, nothing), {}


class _StatementReader(ExpressionReader):
    """Statements: bindings, branches, and the sites that rules ask about."""

    def __init__(
        self,
        piece: Piece,
        is_stub: bool,
        is_outline: bool = False,
        first_branch: int = 0,
        stubs: Set[int] = frozenset(),
    ) -> None:
        super().__init__(piece)
        self.is_stub = is_stub
        self._piece = piece
        self._is_outline = is_outline
        self._stubs = stubs
        self._next_branch = first_branch
        self._handlers: tuple[ast.expr | None, ...] = ()
        self._raises_later = False
        self._working = WorkingMethods(self.names["working"])

    def piece_summary(self) -> PieceSummary:
        """What the whole piece says."""
        self.statements(self._piece.statements)
        self._working.finish()
        end = len(self._piece.text)
        raw = ("", "module", False, False, 0, 0, 0, end, (), (), None, self.scope.raw())
        names = {part: tuple(sorted(names)) for part, names in self.names.items() if names}
        return PieceSummary((raw, names), tuple(self.scope.bindings))

    # ------------------------------------------------------------------ blocks

    def statements(self, body: list[ast.stmt]) -> None:
        readers = _READERS
        for statement in body:
            reader = readers.get(statement.__class__)
            if reader is not None:
                reader(self, statement)

    def _new_branch(self) -> int:
        self._next_branch += 1
        return self._next_branch

    @contextmanager
    def _caught_around(self, types: list[ast.expr | None]) -> Iterator[None]:
        """Inside, exceptions of these types are caught around the statements that are read."""
        outer = self._handlers
        self._handlers = (*outer, *types)
        yield
        self._handlers = outer

    @contextmanager
    def _raising_later(self, raising: bool) -> Iterator[None]:
        """Inside, exceptions are on their way out, if `raising`: what is caught meanwhile is another."""
        outer = self._raises_later
        self._raises_later = outer or raising
        yield
        self._raises_later = outer

    def _branch(self, body: list[ast.stmt], statement: int, branch: int, of: int) -> None:
        """Read `body` as one branch; what it binds ends with it if it leaves."""
        scope = self.scope
        outer, mark = scope.block, len(scope.binding_log)
        end = self.end(body[-1]) if body else 0
        scope.block = (*outer, (statement, branch, of, end))
        self.statements(body)
        scope.block = outer
        if body and isinstance(body[-1], _LEAVES):
            scope.end_bindings_since(mark, self.end(body[-1]))

    # ------------------------------------------------------------------ simple statements

    def _read_Expr(self, node: ast.Expr) -> None:
        value = self.expression(node.value, ("discard",))
        self._note_collecting(value)

    def _note_collecting(self, value: Expression) -> None:
        """`xs.append(x)` tells what a list holds, `await queue.put(x)` what a queue does."""
        if value[0] == "await":
            value = value[1]
        if value[0] != "call" or value[1][0] != "attribute" or not value[2]:
            return
        if value[1][2] in ADDING:
            name = dotted_name(value[1][1])
            if name:
                self.names["filled"].add(name)
                self.bind(name, value[4], "append", value[2][0 if value[1][2] == "put" else -1])

    def _read_Assign(self, node: ast.Assign) -> None:
        value = self.expression(node.value, _assignment_use(node.targets))
        for target in node.targets:
            self.target(target, self.end(node.value), "assign", value)

    def _read_AnnAssign(self, node: ast.AnnAssign) -> None:
        offset = self.end(node)
        annotation, value = compact(node.annotation, offset), None
        if node.value is not None:
            value = self.expression(node.value, _assignment_use([node.target], annotation))
        self.target(node.target, offset, "annotated", (annotation, value))

    def _read_AugAssign(self, node: ast.AugAssign) -> None:
        operator = node.op.__class__.__name__
        value = self.expression(node.value, ("operand", operator))
        offset = self.end(node)
        left = compact(node.target, self.start(node.target))
        if isinstance(node.target, ast.Name):
            self.scope.use(node.target.id, self.start(node.target), ("operand", "augmented"))
            self.bind(node.target.id, offset, "assign", ("binary", operator, left, value))
        else:
            # What it holds stays what it is: nothing is bound.
            self.target(node.target, offset, "augmented", None)
        self.operation(IN_PLACE_METHODS[operator], left, node)

    def _read_TypeAlias(self, node: Any) -> None:
        offset = self.end(node)
        self.bind(node.name.id, offset, "alias", compact(node.value, offset))

    def _read_Return(self, node: ast.Return) -> None:
        self.scope.exits.append(self.end(node))
        if node.value is not None:
            value = self.expression(node.value, ("return",))
            scope = self.scope
            scope.returns.append((value, self.start(node), self.end(node), scope.block))

    def _read_Raise(self, node: ast.Raise) -> None:
        for part in (node.exc, node.cause):
            if part is not None:
                self.expression(part, ("raise",))

    def _read_Assert(self, node: ast.Assert) -> None:
        self.tested(node.test, "assert")
        if node.msg is not None:
            self.expression(node.msg, ("format",))
        self.narrow(node.test, self.end(node), None)

    def _read_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.scope.use(target.id, self.start(target), ("delete",))
            else:
                self.target(target, self.end(node), "delete", None)

    def _read_Global(self, node: ast.Global) -> None:
        self.scope.global_names += node.names

    def _read_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.nonlocal_names += node.names

    def _read_Import(self, node: ast.Import) -> None:
        offset = self.end(node)
        for alias in node.names:
            if alias.asname:
                self.bind(alias.asname, offset, "import", alias.name)
            else:
                top = alias.name.partition(".")[0]
                self.bind(top, offset, "import", top)
                if top != alias.name:
                    self.bind("*", offset, "submodule", alias.name)

    def _read_ImportFrom(self, node: ast.ImportFrom) -> None:
        offset, module = self.end(node), node.module or ""
        for alias in node.names:
            if alias.name == "*":
                self.bind("*", offset, "star", (module, node.level))
            else:
                name = alias.asname or alias.name
                self.bind(name, offset, "from", (module, node.level, alias.name))

    # ------------------------------------------------------------------ compound statements

    def _read_If(self, node: ast.If) -> None:
        decided = outcome(node.test, self.is_stub)
        if decided is not None:
            runs, never = (node.body, node.orelse) if decided else (node.orelse, node.body)
            self.statements(runs)
            if any(isinstance(one, _YIELDS) for one in control_flow.walk_scope(never)):
                # It makes a generator of the function all the same.
                self.scope.yields.append((OTHER,))
            return
        self.tested(node.test, "if")
        self._note_choice(node)
        statement = self._new_branch()
        body_end, after = self.end(node.body[-1]), self.end(node)
        mark = len(self.scope.binding_log)
        self.scope.block = (*self.scope.block, (statement, 0, 2, body_end))
        self.narrow(node.test, self.start(node.body[0]), body_end)
        self.scope.block = self.scope.block[:-1]
        leaves = isinstance(node.body[-1], _LEAVES)
        self._note_switches(node, body_end, after, leaves)
        self._branch(node.body, statement, 0, 2)
        if leaves:
            self.scope.end_bindings_since(mark, body_end)
            self.narrow(node.test, after, None, negated=True)
        if node.orelse:
            self.narrow(node.test, self.start(node.orelse[0]), after, negated=True)
            self._branch(node.orelse, statement, 1, 2)

    def _note_choice(self, node: ast.If) -> None:
        found_out = self.scope.has_found_out
        if control_flow.is_choice(node.test, found_out, of_callers=True):
            self.scope.choices.append((self.start(node.body[0]), self.end(node)))
        leaves = isinstance(node.body[-1], ast.Return)
        if leaves and control_flow.is_choice(node.test, found_out, of_callers=False):
            self.scope.choices.append((self.end(node), FOREVER))

    def _note_switches(self, node: ast.If, body_end: int, after: int, leaves: bool) -> None:
        scope = self.scope
        scope.note_switches(conditions(node.test), self.start(node.body[0]), body_end)
        if leaves:
            # The rest of the block that it stands in, an `else` included.
            after = scope.block[-1][3] if scope.block else FOREVER
        if leaves or node.orelse:
            scope.note_switches(conditions(node.test, outcome=False), body_end, after)

    def _read_While(self, node: ast.While) -> None:
        self.tested(node.test, "while")
        statement = self._new_branch()
        stretch = self.start(node.body[0]), self.end(node.body[-1])
        self.narrow(node.test, *stretch)
        self.scope.note_switches(conditions(node.test), *stretch)
        self._note_loop(node)
        self._branch(node.body, statement, 0, 1)
        self.statements(node.orelse)

    def _note_loop(self, node: ast.While | ast.For) -> None:
        found = cycles.cycle_without_pause(node)
        if found is None:
            return
        if found.calls and control_flow.ends_by_exception(self._handlers):
            return
        awaits = tuple(compact(value, self.start(value)) for value in found.awaited)
        calls = tuple(compact(call.func, self.start(call)) for call in found.calls)
        asked = tuple(compact(call.func, self.start(call)) for call in found.asked)
        start, body_end = self.start(node), self.end(node.body[-1])
        header = node.test if isinstance(node, ast.While) else node.iter
        site = (start, self.end(header), body_end, awaits, calls, found.endless, asked)
        self.scope.loops.append(site)

    def _read_For(self, node: ast.For | ast.AsyncFor) -> None:
        is_async = isinstance(node, ast.AsyncFor)
        use = ("aiterate", "for") if is_async else ("iterate", "for")
        value = self.expression(node.iter, use)
        header = (self.start(node), self.end(node.iter))
        self._iteration(node.iter, value, is_async, header, "for")
        statement = self._new_branch()
        self.scope.block = (*self.scope.block, (statement, 0, 1, self.end(node.body[-1])))
        kind = "aiterate" if is_async else "iterate"
        self.target(node.target, self.start(node.body[0]), kind, value)
        self.scope.block = self.scope.block[:-1]
        if isinstance(node, ast.For):
            self._note_loop(node)
        self._branch(node.body, statement, 0, 1)
        self.statements(node.orelse)

    _read_AsyncFor = _read_For

    def _read_With(self, node: ast.With | ast.AsyncWith) -> None:
        scope, is_async = self.scope, isinstance(node, ast.AsyncWith)
        last = node.items[-1].optional_vars or node.items[-1].context_expr
        start, header_end, body_end = self.start(node), self.end(last), self.end(node)
        managers = []
        for item in node.items:
            index = len(scope.withs)
            scope.withs.append(())
            value = self.expression(item.context_expr, ("with", index, is_async))
            span = (self.start(item.context_expr), self.end(item.context_expr))
            managers.append((index, value, span))
            if item.optional_vars is not None:
                kind = "async with" if is_async else "with"
                self.target(item.optional_vars, self.end(item.optional_vars), kind, value)
        marks = scope.marks()
        with self._caught_around(control_flow.suppressed(node)):
            self.statements(node.body)
        awaits = scope.has_awaited_since(marks)
        ending = self.start(node.body[-1])
        for index, value, span in managers:
            scope.withs[index] = (
                value, is_async, scope.block, start, header_end, awaits, body_end, ending, span,
            )  # fmt: skip

    _read_AsyncWith = _read_With

    def _read_Try(self, node: Any) -> None:
        scope = self.scope
        marks = scope.marks()
        excluded = len(scope.exclusions)
        with self._caught_around([handler.type for handler in node.handlers]):
            self.statements(node.body)
        if node.handlers:
            scope.end_exclusions_since(excluded, self.end(node.body[-1]))
        awaited = tuple(site[0] for site in scope.awaits[marks[0] :])
        entered = tuple(site[0] for site in scope.entered_since(marks))
        statement = self._new_branch()
        earlier: list[Expression] = []
        for index, handler in enumerate(node.handlers):
            offset, end = self.start(handler), self.end(handler)
            types = self._handled(handler)
            header_end = self.end(handler.type) if handler.type is not None else offset + 6
            then = control_flow.after_handler(handler)
            if awaited or entered:
                scope.handlers.append(
                    (types, offset, header_end, scope.block, awaited, entered,
                     "raise" if self._raises_later else then,
                     handler.name or "", tuple(earlier), end, self.end(node))
                )  # fmt: skip
            if types is not None:
                earlier.append(types)
            if handler.name and types is not None:
                self.bind(handler.name, header_end, "except", types, end)
            with self._raising_later(then == "raise"):
                self._branch(handler.body, statement, index, 0)
        self.statements(node.orelse)
        with self._raising_later(True):
            self.statements(node.finalbody)

    _read_TryStar = _read_Try

    def _handled(self, handler: ast.ExceptHandler) -> Expression | None:
        return self.expression(handler.type, ("handler",)) if handler.type is not None else None

    def _read_Match(self, node: ast.Match) -> None:
        self.expression(node.subject, ("match",))
        subject = dotted_name(compact(node.subject))
        statement, of = self._new_branch(), len(node.cases)
        last = node.cases[-1]
        wildcard = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
        for index, case in enumerate(node.cases):
            offset, end = self.start(case.body[0]), self.end(case.body[-1])
            self._bind_pattern(case.pattern, offset, end)
            if subject and isinstance(case.pattern, ast.MatchClass):
                self.bind(subject, offset, "narrow", compact(case.pattern.cls, offset), end)
            if case.guard is not None:
                self.tested(case.guard, "case")
            self._branch(case.body, statement, index, of if wildcard else of + 1)

    def _bind_pattern(self, pattern: ast.pattern, offset: int, end: int) -> None:
        for part in ast.walk(pattern):
            if isinstance(part, ast.MatchAs) and part.name:
                if isinstance(part.pattern, ast.MatchClass):
                    cls = compact(part.pattern.cls, offset)
                    self.bind(part.name, offset, "narrow", cls, end)
                else:
                    self.bind(part.name, offset, "unknown", None, end)
            elif isinstance(part, ast.MatchStar) and part.name:
                self.bind(part.name, offset, "unknown", None, end)
            elif isinstance(part, ast.MatchMapping) and part.rest:
                self.bind(part.rest, offset, "unknown", None, end)

    # ------------------------------------------------------------------ functions and classes

    def _read_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        outer = self.scope
        decorators = tuple(self.decorator(decorator) for decorator in node.decorator_list)
        start = self.start(node)
        is_async = isinstance(node, ast.AsyncFunctionDef)
        name_start = start + self.name_distance(node, is_async)
        if start in self._stubs:
            header_end = name_start + len(node.name)
            self.bind(node.name, header_end, "def", len(outer.functions))
            outer.functions.append((
                node.name, "function", is_async, None, start, name_start, header_end,
                self.end(node), decorators, None, None, None,
            ))  # fmt: skip
            return
        parameters = self.parameters(node.args)
        returns = compact(node.returns, start) if node.returns is not None else None
        first = parameters[0][0] if isinstance(outer, _ClassScope) and parameters else ""
        scope = self.scope = Scope(first)
        around = self._handlers, self._raises_later
        self._handlers, self._raises_later = (), False
        self.statements(node.body)
        self._handlers, self._raises_later = around
        self.scope = outer
        if isinstance(outer, _ClassScope) and first:
            outer.adopt_attributes(scope, len(outer.functions))
        header_end = self.header_end(node)
        self.names["async" if is_async else "sync"].add(node.name)
        if decorators and is_property(decorators):
            self.names["properties"].add(node.name)
        self._working.note(node.name, scope, decorators)
        body = None if self._is_outline and _is_left_out(node.body) else scope.raw()
        raw = (
            node.name, "function", is_async, bool(scope.yields), start, name_start, header_end,
            self.end(node), decorators, parameters, returns, body,
        )  # fmt: skip
        self.bind(node.name, header_end, "def", len(outer.functions))
        outer.adopt(scope, ("function", len(outer.functions)))
        outer.functions.append(raw)

    _read_AsyncFunctionDef = _read_FunctionDef

    def _read_ClassDef(self, node: ast.ClassDef) -> None:
        outer = self.scope
        start = self.start(node)
        decorators = tuple(self.decorator(decorator) for decorator in node.decorator_list)
        bases = tuple(compact(base, start) for base in node.bases)
        keywords = tuple((word.arg, compact(word.value, start)) for word in node.keywords)
        self.names["bases"].update(last_name(base) for base in bases)
        parameters = tuple(parameter.name for parameter in getattr(node, "type_params", ()))
        scope = self.scope = _ClassScope()
        self.statements(node.body)
        self.scope = outer
        end = self.end(node)
        header_end = self.end(node.bases[-1]) if node.bases else start + 6 + len(node.name)
        code = ("", "class body", False, False, start, start, header_end, end, (), (), None)
        attributes = {name: tuple(rows) for name, rows in scope.object_attributes.items()}
        raw = (
            node.name, start, start + 6, header_end, end, decorators, bases, keywords, parameters,
            scope.raw_bindings(), tuple(scope.functions), tuple(scope.classes), attributes,
            (*code, scope.raw(with_scopes=False)),
        )  # fmt: skip
        self.bind(node.name, header_end, "class", len(outer.classes))
        outer.adopt(scope, ("class", len(outer.classes)))
        outer.classes.append(raw)


_READERS: dict[type, Callable[[_StatementReader, Any], None]] = {
    getattr(ast, name.removeprefix("_read_")): reader
    for name, reader in vars(_StatementReader).items()
    if name.startswith("_read_") and hasattr(ast, name.removeprefix("_read_"))
}


class _ClassScope(Scope):
    """A class body; it also collects what its methods set on their object."""

    __slots__ = ("object_attributes",)

    def __init__(self) -> None:
        super().__init__()
        self.object_attributes: dict[str, list[Raw]] = {}

    def adopt_attributes(self, method: Scope, index: int) -> None:
        """Note `self.x = …` of the method that becomes number `index`."""
        prefix = method.self_name + "."
        for name, rows in method.bindings.items():
            attribute = name.removeprefix(prefix)
            if attribute != name and "." not in attribute:
                kept = [(index, *row) for row in rows if row[2] != "narrow"]
                self.object_attributes.setdefault(attribute, []).extend(kept)


def _is_left_out(body: list[ast.stmt]) -> bool:
    return (
        len(body) == 1
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and body[0].value.value == LEFT_OUT
    )


def _assignment_use(
    targets: list[ast.expr], annotation: Expression | None = None
) -> tuple[Any, ...]:
    names = tuple(target.id for target in targets if isinstance(target, ast.Name))
    if names and len(names) == len(targets):
        return ("assign", names, annotation)
    if any(isinstance(target, (ast.Tuple, ast.List)) for target in targets):
        return ("unpack",)
    if len(targets) == 1 and isinstance(targets[0], ast.Subscript):
        if isinstance(targets[0].value, ast.Name):
            return ("store", targets[0].value.id)
    return ("store",)
