"""Steps that change what is called, or with which arguments."""

from __future__ import annotations

import ast
import re

from asyncsense.fixes.draft import Draft, Layer
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.layout import begins_line, line_end
from asyncsense.fixes.precedence import is_lone_generator
from asyncsense.fixes.steps import (
    CallThreadsafe,
    RemoveKeyword,
    ReplaceBase,
    ReplaceCallee,
    SubmitThreadsafe,
    UnpackArgument,
)
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.text import Span

_LAST_WORD = re.compile(r"\w+$")


def replace_callee(step: ReplaceCallee, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    if step.target.startswith("."):
        _rename_attribute(draft, call, step.target[1:])
    elif step.target.startswith(":"):
        draft.replace(draft.source.span(call.func), step.target[1:])
    else:
        draft.replace(draft.source.span(call.func), draft.reference(step.target, call))


def replace_base(step: ReplaceBase, draft: Draft) -> None:
    statement = draft.source.statement_at(step.span.start)
    for base in statement.bases if isinstance(statement, ast.ClassDef) else ():
        match base:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name == step.base:
                draft.replace(draft.source.span(base), draft.reference(step.target, base))
                return
    raise CannotFixError(f"its class does not derive from `{step.base}` itself")


def call_threadsafe(step: CallThreadsafe, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "call_soon":
        raise CannotFixError("only `call_soon` has a thread-safe twin with the same arguments")
    _rename_attribute(draft, call, "call_soon_threadsafe")


def submit_threadsafe(step: SubmitThreadsafe, draft: Draft) -> None:
    source = draft.source
    call = source.call_at(step.span)
    if len(call.args) != 1 or isinstance(call.args[0], ast.Starred):
        raise CannotFixError("its coroutine does not stand among the arguments")
    submit = draft.reference("asyncio:run_coroutine_threadsafe", call)
    draft.replace(source.span(call.func), submit)
    end = with_parentheses(source, call, call.args[0]).end
    draft.insert(end, f", {step.loop}")
    if call.keywords:
        draft.delete(Span(end, max(source.span(keyword).end for keyword in call.keywords)))


def remove_keyword(step: RemoveKeyword, draft: Draft) -> None:
    call = draft.source.call_at(step.span)
    for keyword in call.keywords:
        if keyword.arg == step.name:
            return _remove_keyword(draft, call, keyword)
    raise CannotFixError(f"the call has no argument `{step.name}`")


def unpack_argument(step: UnpackArgument, draft: Draft) -> None:
    argument = draft.source.expression_at(step.span)
    call = draft.source.parent(argument)
    if not isinstance(call, ast.Call) or argument not in call.args:
        raise CannotFixError("it is not a positional argument")
    if is_lone_generator(call):
        draft.wrap(step.span, "(*", ")", Layer.CALL)
    else:
        draft.insert(with_parentheses(draft.source, call, argument).start, "*")


def with_parentheses(source: Source, call: ast.Call, argument: ast.expr) -> Span:
    """The argument with the parentheses that it stands in, but not those of the call."""
    start, end = source.span(argument)
    previous = [other for other in (*call.args, *call.keywords) if source.span(other).end <= start]
    place = source.span(previous[-1]).end if previous else source.opening(call) + 1
    outer_start = source.skip(place)
    while previous and source.text[outer_start] in "),":
        outer_start = source.skip(outer_start + 1)
    depth = 0
    place = outer_start
    while place < start:
        depth += source.text[place] == "("
        place = source.skip(place + 1)
    for _ in range(depth):
        end = source.find(")", end) + 1
    return Span(min(outer_start, start), end)


def _rename_attribute(draft: Draft, call: ast.Call, name: str) -> None:
    if not isinstance(call.func, ast.Attribute):
        raise CannotFixError(f"`{draft.source.text_of(call.func)}` is not called as an attribute")
    span = draft.source.span(call.func)
    word = _LAST_WORD.search(draft.source.text, span.start, span.end)
    if word is None:
        raise CannotFixError("its name cannot be found")
    draft.replace(Span(*word.span()), name)


def _remove_keyword(draft: Draft, call: ast.Call, keyword: ast.keyword) -> None:
    """With its comma; with its line, if it stands alone there."""
    source = draft.source
    start, end = source.span(keyword)
    comma = source.skip(end)
    has_comma = source.text[comma] == ","
    after = comma + 1 if has_comma else end
    line_start = source.document.line_span(source.document.line_index(start)).start
    behind = source.text[after : line_end(source, after)]
    if begins_line(source, start) and _is_blank_or_comment(behind):
        draft.replace(Span(line_start, source.line_after(after)), "")
    elif has_comma:
        draft.delete(Span(start, after + len(behind) - len(behind.lstrip(" \t"))))
    else:
        others = [
            other for other in (*call.args, *call.keywords) if source.span(other).end <= start
        ]
        before = source.find(",", source.span(others[-1]).end) if others else start
        draft.delete(Span(before, end))


def _is_blank_or_comment(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith("#")
