"""Steps that add or remove `await`, `async` and what runs a coroutine."""

from __future__ import annotations

import ast
import re

from asyncsense.fixes import scopes
from asyncsense.fixes.draft import Draft, Layer
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import indentation_of
from asyncsense.fixes.precedence import as_operand
from asyncsense.fixes.steps import (
    AddAsync,
    AddAwait,
    AddDecorator,
    AwaitArgument,
    CallIt,
    RemoveAsync,
    RemoveAwait,
    RunEventLoop,
)
from asyncsense.text import Span

_CAN_BE_ASYNC = re.compile(r"(?:with|for|def)\b")
_AWAIT = re.compile(r"await(?:[ \t\f]|\\\r?\n)*")
_ASYNC = re.compile(r"async\b(?:[ \t\f]|\\\r?\n)+(?=(?:with|for|def)\b)")
_ASYNC_BEFORE = re.compile(r"\basync(?:[ \t\f]|\\\r?\n)+$")


def add_await(step: AddAwait, draft: Draft) -> None:
    expression = draft.source.expression_at(step.span)
    parent = draft.source.parent(expression)
    if isinstance(expression, ast.Await) or isinstance(parent, ast.Await):
        raise CannotFixError("it is awaited already")
    draft.add_await(expression)


def remove_await(step: RemoveAwait, draft: Draft) -> None:
    expression = draft.source.expression_at(step.span)
    if not isinstance(expression, ast.Await):
        raise CannotFixError("nothing is awaited there")
    match = _AWAIT.match(draft.source.text, draft.source.span(expression).start)
    assert match is not None
    draft.replace(Span(*match.span()), "")


def call_it(step: CallIt, draft: Draft) -> None:
    expression = draft.source.expression_at(step.span)
    draft.make_operand(expression)
    draft.wrap(step.span, "", "()", Layer.CALL)


def add_async(step: AddAsync, draft: Draft) -> None:
    start = step.span.start
    if not _CAN_BE_ASYNC.match(draft.source.text, start):
        raise CannotFixError("no `with`, `for` or `def` stands there")
    if _ASYNC_BEFORE.search(draft.source.text, max(start - 200, 0), start):
        raise CannotFixError("it is async already")
    draft.insert(start, "async ")


def add_decorator(step: AddDecorator, draft: Draft) -> None:
    function = draft.source.statement_at(step.span.start)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        raise CannotFixError("no function begins there")
    start = step.span.start
    indentation = indentation_of(draft.source, start)
    line = f"{indentation}@{draft.reference(step.target, function)}{draft.newline}"
    draft.insert_line(start - len(indentation), line, rank=2)


def remove_async(step: RemoveAsync, draft: Draft) -> None:
    match = _ASYNC.match(draft.source.text, step.span.start)
    if match is None:
        raise CannotFixError("no `async` stands there")
    draft.delete(Span(*match.span()))


def await_argument(step: AwaitArgument, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    start = draft.source.span(call).start
    match call.func:
        case ast.Call(args=[function, *_]):
            # async_to_sync(f)(a): the arguments stay where they are.
            operand = as_operand(draft.source, function)
            draft.delete(Span(start, draft.source.span(function).start))
            draft.delete(Span(draft.source.span(function).end, draft.source.opening(call)))
            if operand != draft.source.text_of(function):
                draft.wrap(draft.source.span(function), "(", ")", Layer.OPERAND)
        case ast.Attribute(attr="result", value=ast.Call() as submit):
            _keep_only(draft, call, _argument(submit))
        case _:
            _keep_only(draft, call, _argument(call))
    draft.add_await(call)


def run_event_loop(step: RunEventLoop, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    function = scopes.enclosing_function(draft.source, call)
    if isinstance(function, ast.AsyncFunctionDef):
        raise CannotFixError(f"`{function.name}` runs on an event loop already")
    if isinstance(draft.source.parent(call), ast.Await):
        raise CannotFixError("it is awaited already")
    runner = draft.reference("asyncio:run", call)
    draft.wrap(step.span, f"{runner}(", ")", Layer.CALL)


def _argument(call: ast.Call) -> ast.expr:
    """The coroutine that is handed to a runner."""
    if call.args and not isinstance(call.args[0], ast.Starred):
        return call.args[0]
    for keyword in call.keywords:
        if keyword.arg in ("main", "coro", "future"):
            return keyword.value
    raise CannotFixError("its coroutine does not stand among the arguments")


def _keep_only(draft: Draft, call: ast.Call, kept: ast.expr) -> None:
    start, end = draft.source.span(call)
    inner = draft.source.span(kept)
    draft.delete(Span(start, inner.start))
    if as_operand(draft.source, kept) != draft.source.text_of(kept):
        draft.wrap(inner, "(", ")", Layer.OPERAND)
    draft.delete(Span(inner.end, end))
