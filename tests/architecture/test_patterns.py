"""Regular expressions mean the same in every Python that runs this program."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import asyncsense
from asyncsense.syntax import library, lines

_PARSER = importlib.import_module("re._parser")
_ONE_CHARACTER = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY"}


def possessive_groups(parsed: Any) -> Iterator[Any]:
    """What is repeated possessively in a parsed pattern and is more than one character: Python before 3.11.5,
    that of Debian 12 for one, matches it wrongly (python/cpython#106052)."""
    if not isinstance(parsed, (_PARSER.SubPattern, list, tuple)):
        return
    for part in parsed:
        if isinstance(part, tuple) and len(part) == 2 and str(part[0]) == "POSSESSIVE_REPEAT":
            body = part[1][2]
            if len(body) != 1 or str(body[0][0]) not in _ONE_CHARACTER:
                yield body
        yield from possessive_groups(part)


def patterns_of_modules() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(asyncsense.__path__, "asyncsense."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def patterns_of_libraries() -> Iterator[tuple[str, re.Pattern[str]]]:
    for make in (
        library._assignment_of,
        library._addition_to,
        library._definitions,
        library._functions,
    ):
        yield make.__name__, make("x")


def test_no_group_is_repeated_possessively() -> None:
    patterns = dict((*patterns_of_modules(), *patterns_of_libraries()))
    assert patterns["asyncsense.syntax.lines._TOKEN"] is lines._TOKEN
    wrong = [
        name
        for name, pattern in patterns.items()
        if any(possessive_groups(_PARSER.parse(pattern.pattern, pattern.flags)))
    ]
    assert not wrong


@pytest.mark.parametrize(
    "pattern, wrong", [("(?:ab?)*+", True), ("(?>(?:ab?)*)", False), ("[ab]*+c", False)]
)
def test_possessive_groups_are_seen(pattern: str, wrong: bool) -> None:
    assert any(possessive_groups(_PARSER.parse(pattern))) is wrong
