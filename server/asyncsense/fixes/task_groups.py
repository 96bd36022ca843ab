"""Steps that give tasks to a `TaskGroup`, which keeps them and waits for them (Python 3.11)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from asyncsense.fixes import scopes
from asyncsense.fixes.calls import with_parentheses
from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import (
    begins_line,
    ends_line,
    indent_under,
    indentation_of,
    indentation_step,
    line_end,
    stands_alone,
)
from asyncsense.fixes.steps import GatherInGroup, StartInGroup
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.text import Span

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_SHARED_LINE = "it shares its line with other statements"


def start_in_group(step: StartInGroup, draft: Draft) -> None:
    """The loop around the task, or else all that follows it, comes into the group's block."""
    source = draft.source
    call = source.call_at(step.span)
    statement = source.parent(call)
    if not isinstance(statement, ast.Expr):
        raise CannotFixError("it is part of a larger expression")
    if len(call.args) != 1 or isinstance(call.args[0], ast.Starred):
        raise CannotFixError("its coroutine does not stand among the arguments")
    function = _coroutine_around(source, call)
    first: ast.stmt = statement
    last: ast.stmt | None = None
    for around in source.ancestors(statement):
        if around is function:
            break
        if isinstance(around, _LOOPS):
            first = last = around
    last = last or _last_beside(source, statement)
    if not begins_line(source, source.span(first).start) or not ends_line(source, last):
        raise CannotFixError(_SHARED_LINE)
    group = scopes.unused_name("group", scopes.words_in([function]))
    draft.replace(source.span(call.func), f"{group}.create_task")
    maker = draft.reference("asyncio:TaskGroup", call)
    indent_under(draft, first, last, f"async with {maker}() as {group}:")
    draft.claim(Span(source.span(first).start, line_end(source, source.span(last).end)))


def gather_in_group(step: GatherInGroup, draft: Draft) -> None:
    source = draft.source
    call = source.call_at(step.span)
    awaited = source.parent(call)
    statement = source.parent(awaited) if isinstance(awaited, ast.Await) else None
    if awaited is None or not isinstance(statement, ast.Expr | ast.Assign | ast.Return):
        raise CannotFixError("its results are part of a larger expression")
    if not stands_alone(source, statement):
        raise CannotFixError(_SHARED_LINE)
    if call.keywords:
        raise CannotFixError("a task group has no such arguments")
    if source.has_comment(source.span(statement)):
        raise CannotFixError("a comment stands in the statement")
    function = _coroutine_around(source, call)
    _refuse_handlers(source, statement, function)
    taken = scopes.words_in([function])
    group, tasks, task = (scopes.unused_name(name, taken) for name in ("group", "tasks", "task"))
    step_in = indentation_step(source, statement)
    lines = [f"async with {draft.reference('asyncio:TaskGroup', call)}() as {group}:"]
    start = source.span(statement).start
    if isinstance(statement, ast.Expr):
        body = _started(source, call, f"{group}.create_task", step_in)
        behind = []
    else:
        body = [f"{tasks} = {_started_in_list(source, call, f'{group}.create_task')}"]
        kept = source.text[start : source.span(awaited).start].rstrip("( \t\\\r\n")
        behind = [f"{kept} [{task}.result() for {task} in {tasks}]"]
    lines += [*(f"{step_in}{line}" for line in body), *behind]
    indentation = indentation_of(source, start)
    draft.replace(source.span(statement), f"{draft.newline}{indentation}".join(lines))


def _started(source: Source, call: ast.Call, create: str, step_in: str) -> list[str]:
    """The statements that start what is gathered."""
    match call.args:
        case [ast.Starred(value=ast.ListComp() | ast.GeneratorExp() as all_of_them)]:
            clause = _only_clause(all_of_them)
            target, iterable = source.text_of(clause.target), source.text_of(clause.iter)
            lines = [f"for {target} in {iterable}:"]
            lines += [f"if {source.text_of(test)}:" for test in clause.ifs]
            lines.append(f"{create}({source.text_of(all_of_them.elt)})")
            return [f"{step_in * depth}{line}" for depth, line in enumerate(lines)]
    return [f"{create}({text})" for text in _one_by_one(source, call)]


def _started_in_list(source: Source, call: ast.Call, create: str) -> str:
    match call.args:
        case [ast.Starred(value=ast.ListComp() | ast.GeneratorExp() as all_of_them)]:
            _only_clause(all_of_them)
            element = source.span(all_of_them.elt)
            rest = source.text[element.end : source.span(all_of_them).end - 1].rstrip()
            return f"[{create}({source.text_of(all_of_them.elt)}){rest}]"
    return f"[{', '.join(f'{create}({text})' for text in _one_by_one(source, call))}]"


def _one_by_one(source: Source, call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument, ast.Starred):
            raise CannotFixError("what is gathered does not stand there one by one")
        yield source.text[slice(*with_parentheses(source, call, argument))]


def _only_clause(comprehension: ast.ListComp | ast.GeneratorExp) -> ast.comprehension:
    first, *others = comprehension.generators
    if others or first.is_async:
        raise CannotFixError("what is gathered does not stand there one by one")
    return first


def _coroutine_around(source: Source, call: ast.Call) -> ast.AsyncFunctionDef:
    function = next(scopes.enclosing_scopes(source, call), None)
    if not isinstance(function, ast.AsyncFunctionDef):
        raise CannotFixError("it does not stand in an async function")
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            raise CannotFixError("a generator must not yield in a task group")
        if not isinstance(node, inner):
            todo += ast.iter_child_nodes(node)
    return function


def _refuse_handlers(source: Source, statement: ast.stmt, function: ast.AST) -> None:
    inner: ast.AST = statement
    for around in source.ancestors(statement):
        if isinstance(around, ast.Try) and around.handlers and inner in around.body:
            raise CannotFixError(
                "a task group raises an ExceptionGroup, which the `except` around it may not catch"
            )
        if around is function:
            return
        inner = around


def _last_beside(source: Source, statement: ast.stmt) -> ast.stmt:
    """The last statement of the block that `statement` stands in."""
    around = source.parent(statement)
    for _, value in ast.iter_fields(around) if around is not None else ():
        if isinstance(value, list) and statement in value:
            last = value[-1]
            assert isinstance(last, ast.stmt)
            return last
    return statement
