"""The ways to silence a finding, in the code or in the settings."""

from __future__ import annotations

from collections.abc import Iterator

from asyncsense.diagnostics import Applicability, Diagnostic, Fix, Step
from asyncsense.fixes.steps import IgnoreInFile, IgnoreOnLine, TreatAsNonBlocking

_NO_FILE = "there is no pyproject.toml and no asyncsense.toml to write it to"


def silencing_fixes(diagnostic: Diagnostic, settings_file: str | None) -> Iterator[Fix]:
    """They are never part of fix-all. `settings_file` is the path of the one in force, if any."""
    rule, path = diagnostic.rule, diagnostic.path
    yield _fix(f"Ignore `{rule}` on this line", IgnoreOnLine(path, diagnostic.span, rule))
    yield _fix(f"Ignore `{rule}` in this file", IgnoreInFile(path, rule))
    if rule.startswith("blocking-"):
        for name in dict.fromkeys((diagnostic.through, diagnostic.target)):
            title = f"Treat `{name}` as non-blocking"
            if name and settings_file is not None:
                yield _fix(title, TreatAsNonBlocking(settings_file, name))
            elif name:
                yield Fix(title, Applicability.DISABLED, (), _NO_FILE)


def _fix(title: str, step: Step) -> Fix:
    return Fix(title, Applicability.UNSAFE, (step,))
