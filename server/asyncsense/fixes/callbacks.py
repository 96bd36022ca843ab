"""Steps about coroutine functions that were handed to somebody who awaits nothing."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from asyncsense.fixes import scopes
from asyncsense.fixes.assignment import loaded, stored
from asyncsense.fixes.calls import with_parentheses
from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import indentation_step, insert_before
from asyncsense.fixes.precedence import as_operand
from asyncsense.fixes.steps import AwaitOffloaded, RunCallbackInThread, ScheduleInCallback
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.fixes.tasks import lines_that_keep, set_of_module

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def await_offloaded(step: AwaitOffloaded, draft: Draft) -> None:
    source = draft.source
    call = source.call_at(step.span)
    if not isinstance(source.parent(call), ast.Await):
        raise CannotFixError("it is not awaited")
    function = _argument(call, step.name, step.position)
    behind: list[ast.expr] = []
    keywords: list[ast.keyword] = []
    if function in call.args:
        behind = call.args[call.args.index(function) + 1 :]
        keywords = call.keywords
    arguments = [source.text[slice(*with_parentheses(source, call, one))] for one in behind]
    arguments += [_keyword(source, one) for one in keywords]
    draft.replace(step.span, _called(source, function, arguments))


def run_callback_in_thread(step: RunCallbackInThread, draft: Draft) -> None:
    source = draft.source
    call = source.call_at(step.span)
    function = _argument(call, step.name, step.position)
    _refuse_late_binding(source, call, function)
    run = draft.reference("asyncio:run", call)
    parameters = f" {', '.join(step.forwarded)}" if step.forwarded else ""
    coroutine = _called(source, function, step.forwarded)
    draft.replace(source.span(function), f"lambda{parameters}: {run}({coroutine})")


def schedule_in_callback(step: ScheduleInCallback, draft: Draft) -> None:
    source = draft.source
    call = source.call_at(step.span)
    function = _argument(call, step.name, step.position)
    statement = source.statement_of(call)
    for around in source.ancestors(call):
        if around is statement:
            break
        if isinstance(around, (ast.Lambda, *_COMPREHENSIONS)):
            raise CannotFixError("it is part of a larger expression")
    _refuse_late_binding(source, call, function)
    scope = scopes.enclosing_function(source, call)
    taken = scopes.words_in([scope] if scope else source.statements)
    name = scopes.unused_name(f"start_{_name_of(function)}", taken)
    task = scopes.unused_name("task", taken)
    step_in = indentation_step(source, statement)
    create = draft.reference("asyncio:create_task", call)
    body = [
        f"{task} = {create}({_called(source, function, step.forwarded)})",
        *lines_that_keep(task, set_of_module(draft, call)),
    ]
    header = f"def {name}({', '.join(step.forwarded)}):"
    insert_before(draft, statement, [header, *(f"{step_in}{line}" for line in body)])
    draft.replace(source.span(function), name)


def _argument(call: ast.Call, name: str, position: int | None) -> ast.expr:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if position is not None and position < len(call.args):
        if not any(isinstance(one, ast.Starred) for one in call.args[: position + 1]):
            return call.args[position]
    raise CannotFixError("the function does not stand among the arguments")


def _called(source: Source, function: ast.expr, arguments: Sequence[str]) -> str:
    """The text of a call of the function; a `partial` or lambda goes up in it."""
    if source.has_comment(source.span(function)):
        raise CannotFixError("a comment stands in the function's expression")
    match function:
        case ast.Lambda(body=body) if not arguments and not scopes.arguments_of(function):
            return as_operand(source, body)
        case ast.Call(func=ast.Name(id="partial") | ast.Attribute(attr="partial")) if function.args:
            first, *others = function.args
            given = [source.text_of(one) for one in others]
            words = [_keyword(source, one) for one in function.keywords]
            starred = [one for one in arguments if one.startswith("**") or "=" in one]
            plain = [one for one in arguments if one not in starred]
            return f"{as_operand(source, first)}({', '.join([*given, *plain, *words, *starred])})"
    return f"{as_operand(source, function)}({', '.join(arguments)})"


def _keyword(source: Source, keyword: ast.keyword) -> str:
    value = source.text_of(keyword.value)
    return f"{keyword.arg}={value}" if keyword.arg else f"**{value}"


def _name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_") or "task"
        case ast.Call(args=[first, *_]):
            return _name_of(first)
        case ast.Lambda(body=ast.Call(func=called)):
            return _name_of(called)
    return "task"


def _refuse_late_binding(source: Source, call: ast.Call, function: ast.expr) -> None:
    """What is put into a function is evaluated when that is called: a loop may have gone on."""
    names = loaded([function])
    for around in source.ancestors(call):
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        changing: frozenset[str] = frozenset()
        if isinstance(around, ast.For | ast.AsyncFor | ast.While):
            changing = frozenset(scopes.names_bound_by([around]))
        elif isinstance(around, _COMPREHENSIONS):
            changing = frozenset().union(*(stored(each.target) for each in around.generators))
        if changed := sorted(names & changing):
            raise CannotFixError(f"`{changed[0]}` changes before the function is called")
