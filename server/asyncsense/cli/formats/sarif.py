"""SARIF 2.1.0."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from asyncsense import __version__
from asyncsense.cli import catalogue
from asyncsense.cli.catalogue import Rule
from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result
from asyncsense.diagnostics import HOME_PAGE, Diagnostic, FileError, Severity, rule_page
from asyncsense.text import Edit, Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}


def lines(result: Result, _style: Style) -> Iterator[str]:
    rules = catalogue.all_rules()
    run = {
        "tool": {
            "driver": {
                "name": "asyncsense",
                "semanticVersion": __version__,
                "informationUri": HOME_PAGE,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"uri": Path(result.directory).as_uri() + "/"}},
        "automationDetails": {"id": "asyncsense/"},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(e, result) for e in result.errors],
            }
        ],
        "results": _results(result, [rule.name for rule in rules]),
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, object]:
    page = catalogue.page(rule)
    summary = catalogue.summary(rule) or rule.name
    return {
        "id": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "helpUri": rule_page(rule.name),
        "help": {"text": page or rule.name, "markdown": page or rule.name},
        "defaultConfiguration": {"level": _level(rule.severity), "enabled": rule.enabled},
        "properties": {"tags": ["asyncio", rule.family]},
    }


def _results(result: Result, rules: list[str]) -> list[dict[str, object]]:
    any_suppressed = any(diagnostic.suppressed for diagnostic in result.diagnostics)
    found = []
    for diagnostic, fingerprint in result.fingerprints():
        entry = _result(diagnostic, result)
        entry["partialFingerprints"] = {"asyncsense/v1": fingerprint}
        if diagnostic.rule in rules:
            entry["ruleIndex"] = rules.index(diagnostic.rule)
        # Either all results of a run have suppressions, if empty ones, or none has.
        if any_suppressed:
            entry["suppressions"] = [{"kind": "inSource"}] * diagnostic.suppressed
        found.append(entry)
    return found


def _result(diagnostic: Diagnostic, result: Result) -> dict[str, object]:
    location = _location(diagnostic.path, diagnostic.span, result)
    if diagnostic.function:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.function}]
    entry: dict[str, object] = {
        "ruleId": diagnostic.rule,
        "level": _level(diagnostic.severity),
        "message": {"text": diagnostic.message},
        "locations": [location],
    }
    if diagnostic.related:
        entry["relatedLocations"] = [
            {
                "id": number,
                **_location(related.path, related.span, result),
                "message": {"text": related.message},
            }
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    fixes = [
        {"description": {"text": fix.title}, "artifactChanges": _changes(edits, result)}
        for fix, edits in result.fixes(diagnostic)
    ]
    return {**entry, "fixes": fixes} if fixes else entry


def _changes(edits: Sequence[Edit], result: Result) -> list[dict[str, object]]:
    by_path: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(
            {
                "deletedRegion": _region(edit.path, edit.span, result),
                "insertedContent": {"text": edit.text},
            }
        )
    return [
        {"artifactLocation": _artifact(path, result), "replacements": replacements}
        for path, replacements in by_path.items()
    ]


def _notification(error: FileError, result: Result) -> dict[str, object]:
    return {
        "level": "error",
        "message": {"text": error.message},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(error.path, result)}}],
    }


def _location(path: str, span: Span, result: Result) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(path, result),
            "region": _region(path, span, result),
        }
    }


def _region(path: str, span: Span, result: Result) -> dict[str, object]:
    place = result.range(path, span)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(path: str, result: Result) -> dict[str, object]:
    relative = result.relative(path)
    if relative.startswith("../") or os.path.isabs(relative):
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(relative), "uriBaseId": "%SRCROOT%"}


def _level(severity: Severity) -> str:
    return _LEVELS[severity.label]
