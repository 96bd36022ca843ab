"""Syntax of Pythons newer than the one that runs, put into words that this one understands."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from asyncsense.syntax.lines import bracket_end, nested_strings

NEWER_PYTHON = (
    "uses syntax of a newer Python than the "
    f"{sys.version_info.major}.{sys.version_info.minor} that runs asyncsense"
)

_PARAMETRISED = re.compile(r"(?:(?:async[ \t]+)?def|class|type)[ \t]+[^\W\d]\w*[ \t]*(?=\[)")
_TYPE_ALIAS = re.compile(r"type[ \t]+(?=[^\W\d]\w*\s*=(?!=))")
_LAZY_IMPORT = re.compile(r"lazy[ \t]+(?=(?:import|from)\b)")
_EXCEPTIONS = re.compile(r"(except\*?\s+[\w.]+)(\s*,\s*[\w.]+(?:\s*,\s*[\w.]+)*)(?=\s*:)")
_EXCEPTION_AND_NAME = re.compile(r"\s*,\s*[a-z]\w*\Z")
_NOT_NEWLINE = re.compile(r"[^\r\n]")


def modernised(code: str, *, is_top: bool, is_valid: Callable[[str], bool]) -> str | None:
    """A logical line without what this Python is too old for; None if there is nothing of that.

    The result is as long as `code`, and what is kept stands where it stood. `is_top`: the line is not
    in a block, so that a form feed may undo its indentation. `is_valid` parses.
    """
    result = code
    if sys.version_info < (3, 14):
        result = _without_exceptions(_with_formatted_templates(result))
    if sys.version_info < (3, 12):
        result = _without_type_parameters(_without_nested_strings(result, is_valid))
        if is_top:
            result = _TYPE_ALIAS.sub(_unindented, result)
    if sys.version_info < (3, 15) and is_top:
        result = _LAZY_IMPORT.sub(_unindented, result)
    return result if result != code else None


def _unindented(match: re.Match[str]) -> str:
    return " " * (len(match[0]) - 1) + "\f" if not match.start() else match[0]


def _without_exceptions(code: str) -> str:
    """`except A, B:` (Python 3.14) as `except A   :`, but not the `except A, name:` of Python 2."""
    match = _EXCEPTIONS.match(code)
    if match is None or _EXCEPTION_AND_NAME.match(match[2]):
        return code
    return _blank(code, match.start(2), match.end(2))


def _with_formatted_templates(code: str) -> str:
    """t-strings (Python 3.14) as f-strings."""
    for start, _, quote in nested_strings(code):
        code = code[:start] + re.sub("[tT]", "f", code[start:quote]) + code[quote:]
    return code


def _without_nested_strings(code: str, is_valid: Callable[[str], bool]) -> str:
    """An empty string for each f-string that is valid since Python 3.12 only."""
    for start, end, _ in nested_strings(code):
        if not is_valid(f"({code[start:end]})"):
            code = code[:start] + '""' + _blank(code, start + 2, end)[start + 2 :]
    return code


def _without_type_parameters(code: str) -> str:
    """`def name[T](...)`, `class Name[T]` and `type Name[T]` (Python 3.12) without the brackets."""
    match = _PARAMETRISED.match(code)
    end = bracket_end(code, match.end()) if match else None
    return _blank(code, match.end(), end) if match and end else code


def _blank(code: str, start: int, end: int) -> str:
    return code[:start] + _NOT_NEWLINE.sub(" ", code[start:end]) + code[end:]
