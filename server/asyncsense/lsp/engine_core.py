"""Binds the worker to the real core; imported in the worker only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asyncsense.lsp.core import Core


def load() -> Core:
    """The core that ships with this package."""
    from asyncsense.checker import check
    from asyncsense.engine import Snapshot, Workspace
    from asyncsense.fixer import fix_all
    from asyncsense.fixes.errors import CannotFixError
    from asyncsense.fixes.lower import lower
    from asyncsense.rules import load_rules

    def fix_all_safe(
        snapshot: Any, paths: Sequence[str], rules: Sequence[str] | None
    ) -> Mapping[str, str]:
        return fix_all(snapshot, paths, rules=rules)

    deepen = Snapshot.deepened
    return Core(Workspace, check, lower, fix_all_safe, load_rules, CannotFixError, deepen)
