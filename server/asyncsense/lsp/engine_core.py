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
    from asyncsense.outline import function_places
    from asyncsense.rules import load_rules

    def fix_all_safe(
        snapshot: Any, paths: Sequence[str], rules: Sequence[str] | None
    ) -> Mapping[str, str]:
        return fix_all(snapshot, paths, rules=rules)

    return Core(
        workspace=Workspace,
        check=check,
        lower=lower,
        fix_all=fix_all_safe,
        rules=load_rules,
        cannot_fix=CannotFixError,
        function_places=function_places,
        deepen=Snapshot.deepened,
    )
