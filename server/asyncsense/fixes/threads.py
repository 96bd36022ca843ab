"""Steps that hand a call to somebody else to make: a thread, or the event loop from a thread."""

from __future__ import annotations

import ast

from asyncsense.fixes import scopes
from asyncsense.fixes.draft import Draft, Layer
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import begins_line, indentation_of
from asyncsense.fixes.precedence import is_lone_generator, is_primary
from asyncsense.fixes.steps import (
    CollectInThread,
    PostToLoop,
    RunExpressionInThread,
    RunInThread,
)
from asyncsense.text import Span

# These take positional arguments for the function only.
_WITHOUT_KEYWORDS = ("anyio:", "trio:")

_BOUND_TO_PLACE = {"super", "locals", "vars", "dir", "eval", "exec"}


def run_in_thread(step: RunInThread, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    if isinstance(draft.source.parent(call), ast.Await):
        raise CannotFixError("it is awaited already")
    if isinstance(call.func, ast.Name) and call.func.id in _BOUND_TO_PLACE:
        raise CannotFixError(f"`{call.func.id}` depends on the function that calls it")
    keywords = not step.runner.startswith(_WITHOUT_KEYWORDS)
    _pass_on(draft, call, draft.reference(step.runner, call), keywords)
    draft.add_await(call)


def run_expression_in_thread(step: RunExpressionInThread, draft: Draft) -> None:
    expression = draft.source.expression_at(step.span)
    _refuse_bound_to_place(expression)
    runner = draft.reference(step.runner, expression)
    draft.wrap(step.span, f"{runner}(lambda: ", ")", Layer.CALL)
    draft.add_await_around(expression)


def collect_in_thread(step: CollectInThread, draft: Draft) -> None:
    iterable = draft.source.expression_at(step.span)
    _refuse_bound_to_place(iterable)
    if "list" in scopes.module_bindings(draft.source):
        raise CannotFixError("`list` has another meaning in this file")
    runner = draft.reference(step.runner, iterable)
    if isinstance(iterable, ast.Name | ast.Attribute):
        draft.wrap(step.span, f"{runner}(list, ", ")", Layer.CALL)
    else:
        draft.wrap(step.span, f"{runner}(lambda: list(", "))", Layer.CALL)
    draft.add_await_around(iterable)


def _refuse_bound_to_place(expression: ast.expr) -> None:
    """Refuses what means something else, or cannot stand, in a lambda."""
    for node in ast.walk(expression):
        match node:
            case ast.Await():
                raise CannotFixError("it awaits something")
            case ast.Yield() | ast.YieldFrom():
                raise CannotFixError("it yields")
            case ast.NamedExpr(target=ast.Name(id=name)):
                raise CannotFixError(f"it assigns `{name}`")
            case ast.comprehension(is_async=1):
                raise CannotFixError("it awaits something")
            case ast.Call(func=ast.Name(id=name)) if name in _BOUND_TO_PLACE:
                raise CannotFixError(f"`{name}` depends on the function that calls it")


def post_to_loop(step: PostToLoop, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    loop = ast.parse(step.loop, mode="eval").body
    receiver = step.loop if is_primary(loop) else f"({step.loop})"
    _pass_on(draft, call, f"{receiver}.call_soon_threadsafe", takes_keywords=False)


def _pass_on(draft: Draft, call: ast.Call, runner: str, takes_keywords: bool) -> None:
    """`f(a)` becomes `runner(f, a)`."""
    source = draft.source
    opening = source.opening(call)
    start, end = source.span(call)
    function = source.text[start:opening].rstrip()
    if source.has_comment(Span(start, opening)):
        raise CannotFixError("a comment stands in the function's expression")
    if not takes_keywords and call.keywords:
        partial = draft.reference("functools:partial", call)
        runner = f"{runner}({partial}"
        draft.wrap(Span(start, end), "", ")", Layer.CALL)
    draft.replace(Span(start, opening), runner)
    first = source.skip(opening + 1)
    if first == end - 1:
        draft.insert(opening + 1, function)
    elif is_lone_generator(call):
        draft.insert(opening + 1, f"{function}, (")
        draft.insert(end - 1, ")")
    elif source.document.line_index(first) != source.document.line_index(opening) and begins_line(
        source, first
    ):
        draft.insert(first, f"{function},{draft.newline}{indentation_of(source, first)}")
    else:
        draft.insert(opening + 1, f"{function}, ")
