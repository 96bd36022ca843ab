"""JUnit XML: one suite a file, one failed case a diagnostic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as Xml

from asyncsense.cli.console import Style
from asyncsense.cli.formats.result import Result
from asyncsense.diagnostics import Diagnostic

# What XML 1.0 cannot say, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def lines(result: Result, _style: Style) -> Iterator[str]:
    reported = result.reported
    root = Xml.Element(
        "testsuites",
        name="asyncsense",
        tests=str(len(reported) + len(result.errors) or 1),
        failures=str(len(reported)),
        errors=str(len(result.errors)),
        time=f"{result.totals.seconds:.3f}",
    )
    for path, diagnostics in groupby(reported, key=lambda diagnostic: diagnostic.path):
        _add_suite(root, path, list(diagnostics), result)
    for error in result.errors:
        name = result.relative(error.path)
        case = _add_case(_add_suite_element(root, name, errors=1), "analysis", name)
        Xml.SubElement(case, "error", message=_clean(error.message))
    if not len(root):
        _add_case(_add_suite_element(root, "asyncsense"), "asyncsense", "asyncsense")
    Xml.indent(root)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield Xml.tostring(root, encoding="unicode")


def _add_suite(root: Xml.Element, path: str, diagnostics: list[Diagnostic], result: Result) -> None:
    name = result.relative(path)
    suite = _add_suite_element(root, name, failures=len(diagnostics))
    for diagnostic in diagnostics:
        place = result.range(path, diagnostic.span)
        case = _add_case(suite, f"{diagnostic.rule} at {place.line}:{place.column}", name)
        case.set("line", str(place.line))
        message = _clean(diagnostic.message)
        failure = Xml.SubElement(
            case, "failure", message=message, type=f"{diagnostic.severity.label}"
        )
        failure.text = _clean(f"{name}:{place.line}:{place.column}: {diagnostic.message}")


def _add_suite_element(
    root: Xml.Element, name: str, *, failures: int = 0, errors: int = 0
) -> Xml.Element:
    return Xml.SubElement(
        root,
        "testsuite",
        name=_clean(name),
        tests=str(failures + errors or 1),
        failures=str(failures),
        errors=str(errors),
    )


def _add_case(suite: Xml.Element, name: str, classname: str) -> Xml.Element:
    return Xml.SubElement(suite, "testcase", name=_clean(name), classname=_clean(classname))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
