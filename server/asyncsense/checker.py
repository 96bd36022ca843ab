"""What there is to say about one file of a snapshot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from asyncsense.config import Settings
from asyncsense.diagnostics import Diagnostic, FileError, Report
from asyncsense.engine import Snapshot
from asyncsense.inference.modules import Module
from asyncsense.inference.values import UNKNOWN
from asyncsense.project.project import Project
from asyncsense.project.sources import UnreadableFileError
from asyncsense.rules import load_rules
from asyncsense.rules.comments.unused_suppression import UnusedSuppression
from asyncsense.rules.context import Context
from asyncsense.rules.rule import SITES, Rule
from asyncsense.syntax.summary import CallSite, Function
from asyncsense.syntax.suppressions import Suppression
from asyncsense.text import Document

__all__ = ["Report", "check"]

_log = logging.getLogger(__name__)


class UnwantedError(Exception):
    """Nobody wants the answer any more."""


def check(snapshot: Snapshot, path: str, is_unwanted: Callable[[], bool] = lambda: False) -> Report:
    """Check one file (absolute path). Never raises for what a file holds.

    Raises SettingsError where the settings of the file are wrong, and UnwantedError soon after
    `is_unwanted` says so.
    """
    settings = snapshot.settings(path)
    try:
        document = snapshot.document(path)
        syntax_issues = snapshot.issues(path)
    except UnreadableFileError as error:
        return Report(path, (), (FileError(path, str(error)),))
    issues = tuple(
        FileError(path, f"line {document.position(issue.span.start).line}: {issue.message}")
        for issue in syntax_issues
    )
    module = snapshot.project.program.module_at(path)
    if module is None:
        return Report(path, (), issues)
    selected = [rule for rule in load_rules() if settings.selects(rule, path)]
    found = list(_run_rules(snapshot, module, document, selected, is_unwanted))
    found = list(_silenced(found, snapshot.suppressions(path), selected, path, module.name))
    by_name = {rule.name: rule for rule in selected}
    found = [_with_severity(one, by_name[one.rule], settings) for one in found]
    calls, resolved = _count_calls(snapshot.project, module)
    lines = len(document.line_starts)
    return Report(path, tuple(_ordered(found)), issues, lines, calls, resolved)


def _run_rules(
    snapshot: Snapshot,
    module: Module,
    document: Document,
    rules: list[Rule],
    is_unwanted: Callable[[], bool],
) -> Iterator[Diagnostic]:
    of_functions, visitors = _visitors(tuple(rules))
    project, second = snapshot.project, snapshot.second_opinion
    target = snapshot.settings(document.path).target_version
    for function in module.summary.functions():
        if is_unwanted():
            raise UnwantedError
        context = Context(project, module, document, function, second, target)
        yield from _visit_function(of_functions, context)
        yield from _visit(visitors, context)


def _silenced(
    diagnostics: list[Diagnostic],
    suppressions: tuple[Suppression, ...],
    rules: list[Rule],
    path: str,
    function: str,
) -> Iterator[Diagnostic]:
    """The diagnostics, those that a comment speaks against marked, and what is wrong with comments."""
    silenced: list[Diagnostic] = []
    for diagnostic in diagnostics:
        if any(one.covers(diagnostic.rule, diagnostic.span.start) for one in suppressions):
            silenced.append(diagnostic)
            diagnostic = replace(diagnostic, suppressed=True)
        yield diagnostic
    judge = next((rule for rule in rules if isinstance(rule, UnusedSuppression)), None)
    if judge is not None and suppressions:
        selected = {rule.name for rule in rules}
        usual = {rule.name for rule in load_rules() if rule.enabled}
        for diagnostic in judge.judge(path, function, suppressions, silenced, selected, usual):
            named = (one for one in suppressions if one.rules is not None)
            start = diagnostic.span.start
            suppressed = any(one.covers(diagnostic.rule, start) for one in named)
            yield replace(diagnostic, suppressed=suppressed)


def _with_severity(diagnostic: Diagnostic, rule: Rule, settings: Settings) -> Diagnostic:
    """A rule that chose another severity than its usual one for this finding had its reasons."""
    wanted = settings.severity_of(rule)
    if diagnostic.severity is rule.severity is not wanted:
        return replace(diagnostic, severity=wanted)
    return diagnostic


_Visit = Callable[[Any, Context], Iterable[Diagnostic]]
_Visitors = list[tuple[str, list[tuple[Rule, _Visit]]]]
"""Where in a body sites are, and the rules that want to see them."""


@lru_cache(maxsize=16)
def _visitors(rules: tuple[Rule, ...]) -> tuple[list[Rule], _Visitors]:
    """The rules that look at whole functions, and those that look at sites."""
    of_functions = [rule for rule in rules if _overrides(rule, "visit_function")]
    return of_functions, [
        (sites, [(rule, getattr(rule, visit)) for rule in rules if _overrides(rule, visit)])
        for visit, sites in SITES.items()
    ]


def _overrides(rule: Rule, visit: str) -> bool:
    return getattr(type(rule), visit) is not getattr(Rule, visit)


def _visit_function(rules: list[Rule], context: Context) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for rule in rules:
        try:
            if rule.concerns(context):
                found += rule.visit_function(context)
        except Exception:
            _log.exception("rule %s failed in %s", rule.name, context.function_name)
    return found


def _visit(visitors: _Visitors, context: Context) -> list[Diagnostic]:
    """What the rules find in a function. A rule that fails, or an inference that goes too deep, fails
    alone."""
    found: list[Diagnostic] = []
    concerned: dict[Rule, bool] = {}
    body = context.body
    for name, visits in visitors:
        sites = getattr(body, name)
        for rule, visit in visits if sites else ():
            try:
                if rule not in concerned:
                    concerned[rule] = rule.concerns(context)
                if concerned[rule]:
                    for site in _wanted(rule, sites, context):
                        found += visit(site, context)
            except Exception:
                _log.exception("rule %s failed in %s", rule.name, context.function_name)
    return found


def _wanted(rule: Rule, sites: tuple[Any, ...], context: Context) -> Iterable[Any]:
    """The sites that a rule wants to see: all, or the calls of what its tables name."""
    if not rule.calls_in or not isinstance(sites[0], CallSite):
        return sites
    return context.calls_in(rule.calls_in)


def _ordered(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda one: (one.span, one.rule, one.message))


def _count_calls(project: Project, module: Module) -> tuple[int, int]:
    calls = resolved = 0
    for function in module.summary.functions():
        calls += len(function.body.calls)
        try:
            resolved += _resolved_in(project, module, function)
        except RecursionError:
            continue
    return calls, resolved


def _resolved_in(project: Project, module: Module, function: Function) -> int:
    frame = project.inference.frame_of(function, module)
    return sum(
        UNKNOWN not in project.inference.callees(call.expression[1], frame)
        for call in function.body.calls
    )
