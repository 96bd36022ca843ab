"""Answers of the worker into the protocol's types, and back; the only place that does so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from asyncsense.diagnostics import Severity, rule_page
from asyncsense.lsp.answers import (
    FileEdits,
    Finding,
    Range,
    RefusedError,
    Report,
    StaleError,
)
from asyncsense.lsp.buffers import Place
from asyncsense.lsp.client import Client
from asyncsense.lsp.session import Session
from asyncsense.lsp.uris import uri_of

SOURCE = "asyncsense"

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def result_id(report: Report) -> str:
    """The same for equal findings, whatever the version of the text."""
    return hashlib.blake2b(repr(report.findings).encode(), digest_size=16).hexdigest()


def place_diagnostics(
    session: Session, client: Client, report: Report, place: Place
) -> list[types.Diagnostic]:
    """The findings of a file in one of the documents that it consists of."""
    return [
        _diagnostic(session, client, finding, place)
        for finding in report.findings
        if stands_in(finding.range, place)
    ]


def findings_at(
    findings: Iterable[Finding],
    place: Place,
    range: types.Range,
    diagnostics: Sequence[types.Diagnostic],
) -> Iterator[Finding]:
    """The findings of a document that touch `range` or are among `diagnostics` of the editor."""
    shown = {
        (diagnostic.code, from_range(diagnostic.range, place))
        for diagnostic in diagnostics
        if diagnostic.source == SOURCE
    }
    wanted = from_range(range, place)
    for finding in findings:
        if not stands_in(finding.range, place):
            continue
        if (finding.rule, finding.range) in shown or finding.range.touches(wanted):
            yield finding


def editors_diagnostics(
    finding: Finding, place: Place, diagnostics: Sequence[types.Diagnostic]
) -> list[types.Diagnostic]:
    """Those of the editor's diagnostics that are the finding."""
    return [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.source == SOURCE
        and diagnostic.code == finding.rule
        and from_range(diagnostic.range, place) == finding.range
    ]


def workspace_edit(
    session: Session, client: Client, files: Iterable[FileEdits]
) -> types.WorkspaceEdit:
    """One edit of all `files`; raises StaleError where the editor has another text of one, and
    RefusedError where a notebook cannot be changed so.

    It does not ask to be confirmed: editors would then let people apply a part of it.
    """
    documents = [document for file in files for document in _document_edits(session, file)]
    if not client.versioned_edits:
        return types.WorkspaceEdit(changes={uri: edits for uri, _, edits in documents})
    changes = [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), edits)
        for uri, version, edits in documents
    ]
    return types.WorkspaceEdit(document_changes=changes)


def to_range(range: Range, place: Place | None = None) -> types.Range:
    """A range of a buffer in the document that shows it."""
    first = place.first_line if place else 0
    return types.Range(
        types.Position(range.start_line - first, range.start_character),
        types.Position(range.end_line - first, range.end_character),
    )


def from_range(range: types.Range, place: Place) -> Range:
    """A range of a document in the buffer that it is a part of."""
    first = place.first_line
    return Range(
        range.start.line + first,
        range.start.character,
        range.end.line + first,
        range.end.character,
    )


def _diagnostic(
    session: Session, client: Client, finding: Finding, place: Place
) -> types.Diagnostic:
    related = None
    if client.related_information and finding.related:
        related = [
            types.DiagnosticRelatedInformation(
                location(session, entry.path, entry.range), entry.message
            )
            for entry in finding.related
        ]
    data = None
    if client.diagnostic_data:
        data = {"family": finding.family, "function": finding.function, "target": finding.target}
    return types.Diagnostic(
        range=to_range(finding.range, place),
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(rule_page(finding.rule))
        if client.code_description
        else None,
        source=SOURCE,
        message=finding.message,
        related_information=related,
        data=data,
    )


def location(session: Session, path: str, range: Range) -> types.Location:
    """A range of a file as the editor knows it."""
    place = _place(session, path, range)
    return types.Location(place.uri, to_range(range, place))


def _document_edits(
    session: Session, file: FileEdits
) -> Iterator[tuple[str, int | None, list[types.TextEdit]]]:
    current = session.buffer(file.path).version if session.is_open(file.path) else None
    if current != file.version:
        raise StaleError("the document changed")
    if session.is_open(file.path):
        buffer = session.buffer(file.path)
        for range, _ in file.edits:
            if not buffer.is_literal(range.start_line, range.end_line):
                raise RefusedError("it would change what is no Python")
    by_place: dict[Place, list[types.TextEdit]] = {}
    for range, text in file.edits:
        place = _place(session, file.path, range)
        by_place.setdefault(place, []).append(types.TextEdit(to_range(range, place), text))
    for place, edits in by_place.items():
        yield place.uri, place.version, edits


def _place(session: Session, path: str, range: Range) -> Place:
    """The document that shows the start of `range`."""
    if not session.is_open(path):
        return Place(uri_of(path), None, 0)
    places = session.buffer(path).places()
    return next((place for place in places if stands_in(range, place)), places[-1])


def stands_in(range: Range, place: Place) -> bool:
    """Whether a range of a buffer starts in one of the documents that it consists of."""
    before_end = place.end_line is None or range.start_line < place.end_line
    return place.first_line <= range.start_line and before_end
