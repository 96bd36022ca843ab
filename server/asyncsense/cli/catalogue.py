"""The rules, for the commands that talk about them."""

from __future__ import annotations

import inspect
from functools import cache
from typing import Protocol

from asyncsense.cli.console import UsageError
from asyncsense.config import RuleLike, did_you_mean


class Rule(RuleLike, Protocol):
    """What there is to say about a rule; the docstring of its class is its page."""

    @property
    def since(self) -> str: ...


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of their families and names."""
    from asyncsense.rules import load_rules

    return tuple(sorted(load_rules(), key=lambda rule: (rule.family, rule.name)))


@cache
def known_names() -> frozenset[str]:
    """The names of all rules and families."""
    return frozenset(name for rule in all_rules() for name in (rule.name, rule.family))


def page(rule: Rule) -> str:
    """The documentation of a rule, in Markdown."""
    return inspect.getdoc(rule) or ""


def summary(rule: Rule) -> str:
    """The first paragraph of the documentation, in one line."""
    return " ".join(page(rule).partition("\n\n")[0].split())


def has_fix(rule: Rule) -> bool:
    """Whether the documentation says what the fixes do."""
    return "\n## Fix safety\n" in f"\n{page(rule)}\n"


def find_rule(name: str) -> Rule:
    """The rule called `name`; raises UsageError."""
    rules = {rule.name: rule for rule in all_rules()}
    if name not in rules:
        raise UsageError(f"no rule is called `{name}`{did_you_mean(name, rules)}")
    return rules[name]
