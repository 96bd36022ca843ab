"""Fixes become edits.

Every step puts its pieces into the draft of its file; then the whole is checked: the text must stay
valid Python, every `await` must wrap what it was meant for, and must stand where one can stand.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable
from typing import Any

from asyncsense.diagnostics import Applicability, Fix
from asyncsense.fixes import (
    awaits,
    blocks,
    callbacks,
    calls,
    clients,
    comments,
    control_flow,
    gathering,
    settings,
    steps,
    task_groups,
    tasks,
    threads,
)
from asyncsense.fixes.async_scope import changes_meaning, may_await_at_top, misplaced
from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.syntax_lookup import Source
from asyncsense.syntax.recovery import FILENAME, PARSE_ERRORS
from asyncsense.text import Document, Edit, Span, apply_edits

__all__ = ["CannotFixError", "lower"]

LOWERINGS: dict[type[steps.FileStep], Callable[[Any, Draft], None]] = {
    steps.AddAsync: awaits.add_async,
    steps.AddAwait: awaits.add_await,
    steps.AddDecorator: awaits.add_decorator,
    steps.AwaitArgument: awaits.await_argument,
    steps.AwaitElements: gathering.await_elements,
    steps.AwaitOffloaded: callbacks.await_offloaded,
    steps.AwaitThroughClient: clients.await_through_client,
    steps.CallIt: awaits.call_it,
    steps.CallThreadsafe: calls.call_threadsafe,
    steps.CheckGatherResults: gathering.check_gather_results,
    steps.CollectAsync: gathering.collect_async,
    steps.CollectInThread: threads.collect_in_thread,
    steps.GatherElements: gathering.gather_elements,
    steps.GatherInGroup: task_groups.gather_in_group,
    steps.IgnoreInFile: comments.ignore_in_file,
    steps.IgnoreOnLine: comments.ignore_on_line,
    steps.ListGenerator: gathering.list_generator,
    steps.KeepTask: tasks.keep_task,
    steps.PostToLoop: threads.post_to_loop,
    steps.RaiseInHandler: control_flow.raise_in_handler,
    steps.RemoveAsync: awaits.remove_async,
    steps.RemoveAwait: awaits.remove_await,
    steps.RemoveKeyword: calls.remove_keyword,
    steps.RemoveSuppression: comments.remove_suppression,
    steps.ReplaceBase: calls.replace_base,
    steps.ReplaceCallee: calls.replace_callee,
    steps.RunBlockInThread: blocks.run_block_in_thread,
    steps.RunCallbackInThread: callbacks.run_callback_in_thread,
    steps.RunEventLoop: awaits.run_event_loop,
    steps.RunExpressionInThread: threads.run_expression_in_thread,
    steps.RunInThread: threads.run_in_thread,
    steps.ScheduleInCallback: callbacks.schedule_in_callback,
    steps.ScheduleTask: tasks.schedule_task,
    steps.StartInGroup: task_groups.start_in_group,
    steps.SubmitThreadsafe: calls.submit_threadsafe,
    steps.TreatAsBlocking: settings.treat_as_blocking,
    steps.TreatAsNonBlocking: settings.treat_as_nonblocking,
    steps.UnpackArgument: calls.unpack_argument,
    steps.YieldToLoop: control_flow.yield_to_loop,
}


def lower(fix: Fix, document_of: Callable[[str], Document]) -> dict[str, list[Edit]]:
    """The edits of `fix` by path, sorted and without overlaps.

    Raises CannotFixError, with a reason in one line, where a step cannot be done.
    """
    if fix.applicability is Applicability.DISABLED:
        raise CannotFixError(fix.reason)
    drafts: dict[str, Draft] = {}
    for step in fix.steps:
        if not isinstance(step, steps.FileStep):
            raise CannotFixError("it has to be worked out first what it reaches")
        draft = drafts.get(step.path)
        if draft is None:
            draft = drafts[step.path] = Draft(document_of(step.path))
        LOWERINGS[type(step)](step, draft)
    return {path: _checked_edits(path, draft) for path, draft in drafts.items()}


def _checked_edits(path: str, draft: Draft) -> list[Edit]:
    edits = draft.edits(path)
    if path.endswith(".toml"):
        return edits
    places = draft.places()
    awaits_at = [new_await.span(places) for new_await in draft.awaits]
    distance = 0
    for start, end, inside in _changed_parts(draft.source, edits):
        old = draft.document.text[start:end]
        moved = [edit._replace(span=edit.span.shifted(-start)) for edit in inside]
        new = apply_edits(old, moved)
        # The lines of a method are no statement by themselves.
        around = "if True:\n" if old[:1] in (" ", "\t") else ""
        checked = Source(around + new)
        _check(draft.document, around + old, checked)
        for span in awaits_at:
            if start + distance <= span.start < start + distance + len(new):
                _check_await(checked, span.shifted(len(around) - start - distance))
        distance += len(new) - len(old)
    return edits


def _changed_parts(source: Source, edits: list[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """(start, end, its edits) for the methods and top-level statements that the edits change."""
    parts: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start, end = source.method_lines(edit.span) or (
            source.chunk_at(edit.span.start).span.start,
            source.chunk_at(max(edit.span.start, edit.span.end - 1)).span.end,
        )
        if parts and start < parts[-1][1]:
            first, last, inside = parts[-1]
            parts[-1] = (min(first, start), max(last, end), [*inside, edit])
        else:
            parts.append((start, end, [edit]))
    return parts


def _check_await(source: Source, span: Span) -> None:
    found = source.expression_at(span)
    if not isinstance(found, ast.Await):
        raise CannotFixError("`await` would bind to something else")
    if reason := changes_meaning(source, found):
        raise CannotFixError(reason)


def _check(document: Document, old: str, new: Source) -> None:
    """Refuses a text that is not valid, unless the old one was not."""
    at_top = may_await_at_top(document)
    if _compiles(new.text.removeprefix("\ufeff"), at_top):
        return
    before = Source(old)
    if not before.is_whole:
        return
    if not new.is_whole:
        raise CannotFixError("the result would not be valid Python")
    added = Counter(misplaced(new.statements, at_top))
    added.subtract(misplaced(before.statements, at_top))
    reasons = [reason for reason, count in added.items() if count > 0]
    if reasons or _compiles(before.text.removeprefix("\ufeff"), at_top):
        raise CannotFixError(reasons[0] if reasons else "the result would not be valid Python")


def _compiles(code: str, at_top: bool) -> bool:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if at_top else 0
    try:
        compile(code, FILENAME, "exec", flags, dont_inherit=True)
    except PARSE_ERRORS:
        return False
    return True
