"""What there is to say about one file of a snapshot."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from asyncsense.config import Settings
from asyncsense.diagnostics import Diagnostic, FileError, Related, Report
from asyncsense.engine import Snapshot
from asyncsense.inference.modules import Module
from asyncsense.inference.values import UNKNOWN
from asyncsense.project.facts import UnwantedError
from asyncsense.project.project import Project
from asyncsense.project.sources import UnreadableFileError
from asyncsense.rules import load_rules
from asyncsense.rules.comments.unused_suppression import UnusedSuppression
from asyncsense.rules.context import Context
from asyncsense.rules.rule import SITES, Rule
from asyncsense.syntax.summary import Function
from asyncsense.syntax.suppressions import Suppression
from asyncsense.syntax.switches import is_switched_off
from asyncsense.text import Document, Span

__all__ = ["FileCheck", "Found", "Place", "Report", "UnwantedError", "check"]

_log = logging.getLogger(__name__)


def check(snapshot: Snapshot, path: str, is_unwanted: Callable[[], bool] = lambda: False) -> Report:
    """Check one file (absolute path). Never raises for what a file holds.

    Raises SettingsError where the settings of the file are wrong, and UnwantedError soon after
    `is_unwanted` says so.
    """
    report = FileCheck(snapshot, path).whole(is_unwanted)
    module = snapshot.project.program.module_at(path)
    if module is None or not report.lines:
        return report
    calls, resolved = _count_calls(snapshot.project, module)
    return replace(report, calls=calls, calls_resolved=resolved)


class FileCheck:
    """The check of one file of a snapshot, function by function: no function is looked at twice."""

    def __init__(self, snapshot: Snapshot, path: str) -> None:
        self._snapshot = snapshot
        self._path = path
        self._fresh: dict[Function, Sequence[Diagnostic]] = {}
        self.found: Found | None = None
        """What the last report was made of; None where there is none, or the file could not be read."""
        self.is_whole = False
        """Whether nothing in the last report was carried over from an earlier text."""

    def whole(self, is_unwanted: Callable[[], bool] = lambda: False) -> Report:
        """All that there is to say about the file; raises as `check` does."""
        return self._report({}, is_unwanted)

    def quick(self, earlier: Found, is_unwanted: Callable[[], bool] = lambda: False) -> Report:
        """What there is to say about the functions whose text has changed, and what was found earlier in
        the others, where they are now; raises as `check` does.

        It may differ from the whole where a change means something to other functions. Fixes of what was
        found earlier have no steps.
        """
        return self._report(earlier.carried_to(self._snapshot, self._path), is_unwanted)

    def _report(
        self, carried: Mapping[Place, Sequence[Diagnostic]], is_unwanted: Callable[[], bool]
    ) -> Report:
        snapshot, path = self._snapshot, self._path
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
        rules = self._selected(settings)
        run = _Run(snapshot, module, document, rules, is_unwanted)
        functions: dict[Place, Sequence[Diagnostic]] = {}
        for function in _worth_a_look(module):
            place = _place(function, module)
            rows = carried.get(place) if function not in self._fresh else None
            functions[place] = self._findings_in(function, run) if rows is None else rows
        self.found = Found(document.text, functions)
        self.is_whole = len(self._fresh) == len(functions)
        found = [one for rows in functions.values() for one in rows]
        shown = self._as_told(found, rules, module, document)
        return Report(path, tuple(shown), issues, document.line_count)

    def around(
        self, places: Iterable[int], is_unwanted: Callable[[], bool] = lambda: False
    ) -> list[Diagnostic]:
        """What the whole report would say about the functions that stand around some offsets, but for
        what is about the comments of the whole file; raises as `check` does, and UnreadableFileError."""
        snapshot, path, offsets = self._snapshot, self._path, list(places)
        module = snapshot.project.program.module_at(path)
        if module is None:
            return []
        selected = self._selected(snapshot.settings(path))
        rules = [rule for rule in selected if not isinstance(rule, UnusedSuppression)]
        document = snapshot.document(path)
        run = _Run(snapshot, module, document, rules, is_unwanted)
        found: list[Diagnostic] = []
        for function in _worth_a_look(module):
            place = _place(function, module)
            if any(place.start <= offset <= place.end for offset in offsets):
                found += self._findings_in(function, run)
        return self._as_told(found, rules, module, document)

    def _selected(self, settings: Settings) -> list[Rule]:
        return [rule for rule in _chosen(settings) if not settings.ignores(rule, self._path)]

    def _findings_in(self, function: Function, run: _Run) -> Sequence[Diagnostic]:
        rows = self._fresh.get(function)
        if rows is None:
            rows = self._fresh[function] = run.findings_in(function)
        return rows

    def _as_told(
        self, found: list[Diagnostic], rules: list[Rule], module: Module, document: Document
    ) -> list[Diagnostic]:
        """With what comments and settings say about them, in their order."""
        snapshot, path = self._snapshot, self._path
        settings, suppressions = snapshot.settings(path), snapshot.suppressions(document)
        told = _silenced(found, suppressions, rules, path, module.name)
        by_name = {rule.name: rule for rule in rules}
        return _ordered([_with_severity(one, by_name[one.rule], settings) for one in told])


@lru_cache(maxsize=16)
def _chosen(settings: Settings) -> list[Rule]:
    return [rule for rule in load_rules() if settings.chooses(rule)]


_ALL_SITES = attrgetter(*SITES.values())


def _worth_a_look(module: Module) -> Iterator[Function]:
    """The pieces of code in a file, but for those that define something and do nothing."""
    for function in module.summary.functions():
        if function.kind in ("function", "lambda") or any(_ALL_SITES(function.body)):
            yield function


class Place(NamedTuple):
    """A function of a text, from its first decorator on."""

    kind: str
    name: str
    start: int
    end: int


def _place(function: Function, module: Module) -> Place:
    start = min([function.start, *(start for _, start, _ in function.decorators)])
    shift = module.offset(function.piece, 0)
    return Place(function.kind, function.qualname, shift + start, shift + function.end)


class Found(NamedTuple):
    """What the rules have found in a text, function by function, whatever comments say about it."""

    text: str
    functions: Mapping[Place, Sequence[Diagnostic]]

    def carried_to(self, snapshot: Snapshot, path: str) -> dict[Place, Sequence[Diagnostic]]:
        """What was found in functions that the file's present text has as well, where they are now."""
        try:
            text = snapshot.document(path).text
        except UnreadableFileError:
            return {}
        change = _Change(self.text, text)
        carried: dict[Place, Sequence[Diagnostic]] = {}
        for place, rows in self.functions.items():
            span = change.moved(Span(place.start, place.end))
            if span is None:
                continue
            moved = [change.moved_diagnostic(one) for one in rows]
            if None not in moved:
                now = Place(place.kind, place.name, *span)
                carried[now] = [one for one in moved if one is not None]
        return carried


class _Change:
    """The one stretch in which two texts differ."""

    def __init__(self, old: str, new: str) -> None:
        self.start = _common(lambda length: old.startswith(new[:length]), min(len(old), len(new)))
        most = min(len(old), len(new)) - self.start
        tail = _common(lambda length: old.endswith(new[len(new) - length :]), most)
        self.end = len(old) - tail
        self.distance = len(new) - len(old)

    def moved(self, span: Span) -> Span | None:
        """Where a span of the old text is in the new one; None for one that has changed."""
        if span.end <= self.start:
            return span
        return span.shifted(self.distance) if span.start >= self.end else None

    def moved_diagnostic(self, diagnostic: Diagnostic) -> Diagnostic | None:
        """A diagnostic with all that it points at in the same file; None where a part of this has changed."""
        span = self.moved(diagnostic.span)
        related = [self._moved_related(one, diagnostic.path) for one in diagnostic.related]
        if span is None or None in related:
            return None
        return replace(
            diagnostic,
            span=span,
            related=tuple(one for one in related if one is not None),
            fixes=tuple(replace(fix, steps=()) for fix in diagnostic.fixes),
        )

    def _moved_related(self, related: Related, path: str) -> Related | None:
        if related.path != path:
            return related
        span = self.moved(related.span)
        return None if span is None else replace(related, span=span)


def _common(has_in_common: Callable[[int], bool], most: int) -> int:
    """The greatest length, `most` at most, that two texts have in common."""
    return bisect_left(range(1, most + 1), True, key=lambda length: not has_in_common(length))


class _Run:
    """The rules on their way through a file."""

    def __init__(
        self,
        snapshot: Snapshot,
        module: Module,
        document: Document,
        rules: list[Rule],
        is_unwanted: Callable[[], bool],
    ) -> None:
        self._snapshot = snapshot
        self._module = module
        self._document = document
        self._selection = _selection(tuple(rules))
        self._is_unwanted = is_unwanted
        self._target = snapshot.settings(document.path).target_version

    def findings_in(self, function: Function) -> list[Diagnostic]:
        """What the rules find in a function. Raises UnwantedError."""
        if self._is_unwanted():
            raise UnwantedError
        context = Context(
            self._snapshot.project,
            self._module,
            self._document,
            function,
            self._snapshot.second_opinion,
            self._target,
        )
        facts = self._snapshot.project.facts
        before, facts.is_unwanted = facts.is_unwanted, self._is_unwanted
        try:
            unconcerned = _unconcerned(self._selection.choosy, context)
            rules = [rule for rule in self._selection.of_functions if rule not in unconcerned]
            visitors = self._selection.visitors(unconcerned)
            found = _visit_function(rules, context) + _visit_sites(visitors, context)
        finally:
            facts.is_unwanted = before
        origin = self._module.offset(function.piece, 0)
        return [one for one in found if self._may_run(one.span.start - origin, function)]

    def _may_run(self, place: int, function: Function) -> bool:
        """Whether no flag of the module switches a place in a function off, nor the function itself."""
        switches = function.body.switches
        if switches:
            flags = self._module.flags(one[2] for one in switches)
            if is_switched_off(switches, place, flags):
                return False
        return function.parent is None or self._may_run(function.start, function.parent)


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


class _Visitor(NamedTuple):
    """What a rule does with the sites of one kind."""

    rule: Rule
    visit: _Visit
    tables: frozenset[str]
    """Tables of the knowledge: it wants the calls of what they name; all sites where there are none."""


_Visitors = list[tuple[str, list[_Visitor]]]
"""Where in a body sites are, and what is done with them."""


class _Selection:
    """Some rules, by what they look at."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self.of_functions = [rule for rule in rules if _overrides(rule, "visit_function")]
        self.choosy = [rule for rule in rules if _overrides(rule, "concerns")]
        """Those that are of interest in some functions only."""
        self._visitors: dict[frozenset[Rule], _Visitors] = {}

    def visitors(self, unconcerned: frozenset[Rule]) -> _Visitors:
        """What all but some rules do with sites."""
        known = self._visitors.get(unconcerned)
        if known is None:
            rules = [rule for rule in self._rules if rule not in unconcerned]
            by_sites = [
                (sites, [_visitor(rule, visit) for rule in rules if _overrides(rule, visit)])
                for visit, sites in SITES.items()
            ]
            known = self._visitors[unconcerned] = [row for row in by_sites if row[1]]
        return known


_selection = lru_cache(maxsize=16)(_Selection)


def _visitor(rule: Rule, visit: str) -> _Visitor:
    tables = rule.calls_in if visit == "visit_call" else frozenset[str]()
    return _Visitor(rule, getattr(rule, visit), tables)


def _overrides(rule: Rule, method: str) -> bool:
    return getattr(type(rule), method) is not getattr(Rule, method)


def _visit_function(rules: list[Rule], context: Context) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for rule in rules:
        try:
            found += rule.visit_function(context)
        except UnwantedError:
            raise
        except Exception:
            _log.exception("rule %s failed in %s", rule.name, context.function_name)
    return found


def _visit_sites(visitors: _Visitors, context: Context) -> list[Diagnostic]:
    """What the rules find in a function. A rule that fails, or an inference that goes too deep, fails
    alone."""
    found: list[Diagnostic] = []
    body = context.body
    for name, of_sites in visitors:
        sites = getattr(body, name)
        for rule, visit, tables in of_sites if sites else ():
            try:
                for site in context.calls_in(tables) if tables else sites:
                    found += visit(site, context)
            except UnwantedError:
                raise
            except Exception:
                _log.exception("rule %s failed in %s", rule.name, context.function_name)
    return found


def _unconcerned(rules: list[Rule], context: Context) -> frozenset[Rule]:
    """The rules that say that nothing in the function is of interest, and those that fail to say."""
    found: list[Rule] = []
    for rule in rules:
        try:
            if not rule.concerns(context):
                found.append(rule)
        except UnwantedError:
            raise
        except Exception:
            _log.exception("rule %s failed in %s", rule.name, context.function_name)
            found.append(rule)
    return frozenset(found)


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
