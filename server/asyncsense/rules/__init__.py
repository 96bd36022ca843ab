"""The rules: one file each, found by walking the family folders."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from asyncsense.rules.rule import Rule

FAMILIES = ("never_runs", "blocks", "cancelled", "comments")


class RuleDefinitionError(Exception):
    """A rule's file breaks the form that all rules have."""


@cache
def load_rules() -> tuple[Rule, ...]:
    """One object of every rule, by family and name. Raises RuleDefinitionError."""
    rules: list[Rule] = []
    for family in FAMILIES:
        package = importlib.import_module(f"{__name__}.{family}")
        for entry in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
            module = importlib.import_module(f"{package.__name__}.{entry.name}")
            found = [
                member
                for _, member in inspect.getmembers(module, inspect.isclass)
                if issubclass(member, Rule) and member.__module__ == module.__name__
                and "name" in vars(member)
            ]  # fmt: skip
            if len(found) != 1 or found[0].name.replace("-", "_") != entry.name:
                raise RuleDefinitionError(f"{module.__name__} must hold one rule of its own name")
            if not found[0].__doc__:
                raise RuleDefinitionError(f"{found[0].name} has no page")
            found[0].family = family
            rules.append(found[0]())
    return tuple(rules)


def rule_named(name: str) -> Rule | None:
    return next((rule for rule in load_rules() if rule.name == name), None)
