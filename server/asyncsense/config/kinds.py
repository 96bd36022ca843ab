"""The kinds of values that settings have: how each is checked, described, written and joined."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from asyncsense.diagnostics import Severity

ALL = "all"
"""Selects every rule."""
DEFAULT = "default"
"""Selects the rules that are on by default."""

CATEGORIES = (
    "sleep",
    "http",
    "network",
    "database",
    "subprocess",
    "file",
    "wait",
    "input",
    "cpu",
)
"""What a call can block with: the rules `blocking-…`."""

COSTS = ("wait", "bulk", "syscall")
"""What a call that blocks costs: a wait, a whole file, one quick call of the system."""

SEVERITIES = tuple(level.label for level in sorted(Severity, reverse=True))

Version = tuple[int, int]


class Glob(NamedTuple):
    """A pattern as in `.gitignore`, relative to the directory `base`."""

    base: str
    pattern: str


class WrongValueError(Exception):
    """A value that does not fit; `key` is the place within the setting."""

    def __init__(self, message: str, key: str = "") -> None:
        super().__init__(message)
        self.key = key

    def within(self, key: str) -> WrongValueError:
        return WrongValueError(str(self), f"{key}.{self.key}" if self.key else key)


class Kind(NamedTuple):
    """How a sort of value is called, checked, described, written, and joined with another."""

    label: str
    schema: Mapping[str, object]
    parse: Callable[[object, str], Any]
    """(the value as TOML or JSON gives it, the directory it is relative to) -> the field's value."""
    plain: Callable[[Any], object] = lambda value: value
    join: Callable[[Any, Any], Any] | None = None
    """How an override adds to a value; None: it takes its place."""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """`; did you mean …?` where one of `words` resembles `word`, else nothing."""
    import difflib

    near = difflib.get_close_matches(word, list(words), n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def expected(what: str, value: object) -> WrongValueError:
    return WrongValueError(f"expected {what}, got `{value!r}`")


def _text(value: object, _base: str) -> str:
    if not isinstance(value, str) or not value:
        raise expected("a string", value)
    return value


def _flag(value: object, _base: str) -> bool:
    if not isinstance(value, bool):
        raise expected("true or false", value)
    return value


def _path(value: object, base: str) -> str:
    return os.path.normpath(os.path.join(base, os.path.expanduser(_text(value, base))))


def _version(value: object, _base: str) -> Version:
    match = re.fullmatch(r"(\d)\.(\d+)", value) if isinstance(value, str) else None
    if not match:
        raise expected('a Python version such as "3.12"', value)
    return int(match[1]), int(match[2])


def _texts(value: object, base: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise expected("a list of strings", value)
    return tuple(_text(item, base) for item in value)


def _globs(value: object, base: str) -> tuple[Glob, ...]:
    return tuple(Glob(base, pattern) for pattern in _texts(value, base))


def table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise expected("a table", value)
    return value


def _choice(value: object, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        wrong = expected(f"one of {', '.join(choices)}", value)
        raise WrongValueError(f"{wrong}{did_you_mean(str(value), choices)}")
    return value


def _conditions(value: object, base: str) -> tuple[str, ...]:
    found = _texts(value, base)
    for condition in found:
        if not _CONDITION.search(condition):
            raise expected("conditions such as `block=False@0`", condition)
    return found


def _severities(value: object, _base: str) -> tuple[tuple[str, Severity], ...]:
    found = []
    for name, level in table(value).items():
        try:
            found.append((name, Severity[_choice(level, SEVERITIES).upper()]))
        except WrongValueError as wrong:
            raise wrong.within(name) from None
    return tuple(found)


def _ignores(value: object, base: str) -> tuple[tuple[Glob, tuple[str, ...]], ...]:
    found = []
    for pattern, names in table(value).items():
        try:
            found.append((Glob(base, pattern), _texts(names, base)))
        except WrongValueError as wrong:
            raise wrong.within(pattern) from None
    return tuple(found)


def join_tuples(old: tuple[object, ...], new: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(dict.fromkeys(old + new))


def _join_tables(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[object, ...]:
    return tuple({**dict(old), **dict(new)}.items())


_NAME_REFERENCE: Mapping[str, object] = {"$ref": "#/definitions/name"}
_NAMES_SCHEMA = {"type": "array", "items": _NAME_REFERENCE, "uniqueItems": True}
_CONDITION = re.compile(r"^[^\W\d]\w*=(True|False|None|MISSING|-?\d+(\.\d+)?)(@\d+)?$")
_TEXTS_SCHEMA = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}

TEXT = Kind("string", {"type": "string", "minLength": 1}, _text)
FLAG = Kind("true or false", {"type": "boolean"}, _flag)
PATH = Kind("path", {"type": "string", "minLength": 1}, _path)
VERSION = Kind(
    "Python version",
    {"type": "string", "pattern": r"^\d\.\d+$"},
    _version,
    plain=lambda version: ".".join(map(str, version)),
)
CATEGORY = Kind(
    "category",
    {"enum": list(CATEGORIES)},
    lambda value, _base: _choice(value, CATEGORIES),
)
COST = Kind(
    "cost",
    {"enum": list(COSTS)},
    lambda value, _base: _choice(value, COSTS),
)
CONDITIONS = Kind(
    "list of conditions",
    {"type": "array", "items": {"type": "string", "pattern": _CONDITION.pattern}, "minItems": 1},
    _conditions,
    plain=lambda conditions: list(conditions) if conditions else None,
)
NAMES = Kind("list of rules and families", _NAMES_SCHEMA, _texts, list)
MORE_NAMES = NAMES._replace(join=join_tuples)
CALLABLES = Kind("list of qualified names", _TEXTS_SCHEMA, _texts, list, join_tuples)
GLOBS = Kind(
    "list of patterns",
    _TEXTS_SCHEMA,
    _globs,
    plain=lambda globs: [glob.pattern for glob in globs],
    join=join_tuples,
)
SEVERITIES_TABLE = Kind(
    "table: rule or family = level",
    {
        "type": "object",
        "propertyNames": _NAME_REFERENCE,
        "additionalProperties": {"enum": list(SEVERITIES)},
    },
    _severities,
    plain=lambda pairs: {name: level.label for name, level in pairs},
    join=_join_tables,
)
IGNORES = Kind(
    "table: pattern = list of rules and families",
    {"type": "object", "additionalProperties": _NAMES_SCHEMA},
    _ignores,
    plain=lambda pairs: {glob.pattern: list(names) for glob, names in pairs},
    join=_join_tables,
)
