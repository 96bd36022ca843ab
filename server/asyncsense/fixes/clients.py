"""The step that makes a client for one call."""

from __future__ import annotations

import ast

from asyncsense.fixes import scopes
from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import indent_under, line_end, stands_alone
from asyncsense.fixes.steps import AwaitThroughClient
from asyncsense.text import Span

_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return)


def await_through_client(step: AwaitThroughClient, draft: Draft) -> None:
    source = draft.source
    call = source.call_at(step.span)
    statement = source.statement_of(call)
    function = next(scopes.enclosing_scopes(source, call), None)
    if not isinstance(function, ast.AsyncFunctionDef):
        raise CannotFixError("it does not stand in an async function")
    if not isinstance(statement, _SIMPLE):
        raise CannotFixError("it stands in the header of a statement")
    if not stands_alone(source, statement):
        raise CannotFixError("it shares its line with other statements")
    client = scopes.unused_name("client", scopes.words_in([function]))
    made = draft.reference(step.client, call)
    draft.replace(source.span(call.func), f"{client}.{step.method}")
    draft.add_await(call)
    indent_under(draft, statement, statement, f"async with {made}() as {client}:")
    start, end = source.span(statement)
    draft.claim(Span(start, line_end(source, end)))
