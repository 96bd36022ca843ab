"""Reports as values that `marshal` writes, and back: nothing that is read can run code."""

from __future__ import annotations

import dataclasses
from enum import Enum
from functools import cache
from typing import Any

from asyncsense import diagnostics
from asyncsense.diagnostics import Report
from asyncsense.text import Span

_MARK = "\0"
"""Stands first in a tuple that stands for an object."""


def freeze(value: Any) -> Any:
    """A value of `marshal` for a report, or for anything in one."""
    if dataclasses.is_dataclass(value):
        cls: type[Any] = type(value)
        fields = (freeze(getattr(value, name)) for name in _fields(cls))  # type: ignore[arg-type]
        return (_MARK, cls.__name__, *fields)
    if isinstance(value, Span):
        return (_MARK, "Span", value.start, value.end)
    if isinstance(value, Enum):
        return (_MARK, type(value).__name__, value.value)
    if isinstance(value, tuple):
        return tuple(map(freeze, value))
    return value


def thaw(value: Any) -> Any:
    """What was frozen. Raises KeyError or TypeError for what was not."""
    if not isinstance(value, tuple):
        return value
    if value[:1] == (_MARK,):
        return _class(value[1])(*map(thaw, value[2:]))
    return tuple(map(thaw, value))


def thaw_report(value: Any) -> Report | None:
    """The report that was frozen; None for anything else."""
    try:
        report = thaw(value)
    except (KeyError, TypeError, ValueError):
        return None
    return report if isinstance(report, Report) else None


@cache
def _fields(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _class(name: str) -> Any:
    if name == "Span":
        return Span
    found = getattr(diagnostics, name, None)
    if found is None:
        from asyncsense.fixes import steps

        found = getattr(steps, name, None)
    if not isinstance(found, type):
        raise KeyError(name)
    return found
