"""Steps about several coroutines at once."""

from __future__ import annotations

import ast

from asyncsense.fixes import scopes
from asyncsense.fixes.draft import Draft, Layer
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import indentation_step, insert_behind, stands_alone
from asyncsense.fixes.precedence import is_lone_generator, is_primary
from asyncsense.fixes.steps import (
    AwaitElements,
    CheckGatherResults,
    CollectAsync,
    GatherElements,
    ListGenerator,
)
from asyncsense.text import Span

# They take all items at once: a list does as well as a generator.
_TAKE_LISTS = {
    "all", "any", "dict", "frozenset", "list", "max", "min", "set", "sorted", "sum", "tuple",
}  # fmt: skip


def gather_elements(step: GatherElements, draft: Draft) -> None:
    container = draft.source.expression_at(step.span)
    gather = draft.reference("asyncio:gather", container)
    start, end = step.span
    if _shares_parentheses(draft, container):
        # A generator in the parentheses of a call, which have to stay.
        draft.wrap(Span(start + 1, end - 1), f"await {gather}(*(", "))", Layer.CALL)
        return
    match container:
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            draft.wrap(step.span, f"{gather}(*", ")", Layer.CALL)
        case ast.List() | ast.Set() | ast.Tuple() if draft.source.text[start] in "([{":
            if not all(isinstance(one, ast.Call | ast.Starred) for one in container.elts):
                raise CannotFixError("not all of its elements are calls")
            draft.replace(Span(start, start + 1), f"{gather}(")
            draft.replace(Span(end - 1, end), ")")
        case _:
            raise CannotFixError("its elements cannot be gathered")
    draft.add_await_around(container)


def await_elements(step: AwaitElements, draft: Draft) -> None:
    comprehension = draft.source.expression_at(step.span)
    start, end = step.span
    if _shares_parentheses(draft, comprehension):
        draft.wrap(Span(start + 1, end - 1), "[", "]", Layer.CALL)
    elif isinstance(comprehension, ast.GeneratorExp):
        draft.replace(Span(start, start + 1), "[")
        draft.replace(Span(end - 1, end), "]")
    elif not isinstance(comprehension, ast.ListComp | ast.SetComp | ast.DictComp):
        raise CannotFixError("no comprehension stands there")
    draft.add_await(draft.source.expression_at(step.element))


def collect_async(step: CollectAsync, draft: Draft) -> None:
    source = draft.source
    iterable = source.expression_at(step.span)
    call = source.parent(iterable)
    scope = scopes.enclosing_function(source, iterable)
    item = scopes.unused_name("item", scopes.words_in([scope] if scope else source.statements))
    before, after = f"[{item} async for {item} in ", "]"
    if not is_primary(iterable) and not isinstance(iterable, ast.Await):
        before, after = f"{before}(", f"){after}"
    if (
        step.into is None
        or not isinstance(call, ast.Call)
        or len(call.args) + len(call.keywords) != 1
    ):
        draft.wrap(step.span, before, after, Layer.CALL)
        return
    if step.into == "set":
        before, after = before.replace("[", "{", 1), after.replace("]", "}")
    start, end = source.span(call)
    for span, text in (
        (Span(start, step.span.start), before),
        (Span(step.span.end, end), after),
    ):
        if source.has_comment(span):
            raise CannotFixError("a comment stands in the text that would go")
        draft.replace(span, text)


def list_generator(step: ListGenerator, draft: Draft) -> None:
    source = draft.source
    clause = source.parent(source.expression_at(step.span))
    generator = source.parent(clause) if clause is not None else None
    call = source.parent(generator) if generator is not None else None
    if not isinstance(generator, ast.GeneratorExp):
        raise CannotFixError("no generator expression stands there")
    match call:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if first is generator:
            takes_list = name in _TAKE_LISTS
        case ast.Call(func=ast.Attribute(attr="join"), args=[_]):
            takes_list = True
        case _:
            takes_list = False
    if not takes_list:
        raise CannotFixError("what is made from it would become asynchronous as well")
    start, end = source.span(generator)
    if _shares_parentheses(draft, generator):
        draft.wrap(Span(start + 1, end - 1), "[", "]", Layer.CALL)
    else:
        draft.replace(Span(start, start + 1), "[")
        draft.replace(Span(end - 1, end), "]")


def check_gather_results(step: CheckGatherResults, draft: Draft) -> None:
    source = draft.source
    call = source.call_at(step.span)
    awaited = source.parent(call)
    statement = source.parent(awaited) if isinstance(awaited, ast.Await) else None
    if not isinstance(awaited, ast.Await) or not isinstance(statement, ast.stmt):
        raise CannotFixError("its results are part of a larger expression")
    if not stands_alone(source, statement):
        raise CannotFixError("it shares its line with other statements")
    function = scopes.enclosing_function(source, call)
    taken = scopes.words_in([function] if function else source.statements)
    results = scopes.unused_name("results", taken)
    result = scopes.unused_name("result", taken)
    behind: list[str] = []
    match statement:
        case ast.Expr():
            draft.wrap(source.span(statement), f"{results} = ", "", Layer.STATEMENT)
        case ast.Return():
            between = Span(
                source.span(statement).start, source.span(statement).start + len("return")
            )
            draft.replace(between, f"{results} =")
            behind = [f"return {results}"]
        case ast.Assign(targets=[ast.Name(id="_") as target]):
            draft.replace(source.span(target), results)
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            results = _readable(source.text_of(target), target)
        case _:
            raise CannotFixError("its results go where they cannot be checked")
    step_in = indentation_step(source, statement)
    check = [
        f"for {result} in {results}:",
        f"{step_in}if isinstance({result}, BaseException):",
        f"{step_in * 2}raise {result}",
    ]
    insert_behind(draft, statement, check + behind)


def _readable(text: str, target: ast.expr) -> str:
    """The text that reads what an assignment to `target` has just written."""
    nodes = ast.walk(target)
    plain = (ast.Name, ast.Attribute, ast.Tuple, ast.List, ast.Starred, ast.expr_context)
    if not all(isinstance(node, plain) for node in nodes) or "\n" in text:
        raise CannotFixError("its results go where they cannot be checked")
    return f"({text})" if isinstance(target, ast.Tuple) and not text.startswith("(") else text


def _shares_parentheses(draft: Draft, container: ast.expr) -> bool:
    call = draft.source.parent(container)
    return isinstance(call, ast.Call) and is_lone_generator(call) and call.args[0] is container
