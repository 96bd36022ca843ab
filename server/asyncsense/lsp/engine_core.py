"""Binds the worker to the real core; imported in the worker only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asyncsense.checker import FileCheck, Found, UnwantedError
from asyncsense.config import validate_names
from asyncsense.engine import Snapshot, Workspace
from asyncsense.explain import explain_call
from asyncsense.fixer import complete, fix_all
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.lower import lower
from asyncsense.fixes.refactorings import refactorings
from asyncsense.kept_findings import KeptFindings
from asyncsense.knowledge import load_knowledge
from asyncsense.lsp.core import Core
from asyncsense.lsp.settings import EDITOR
from asyncsense.outline import function_places
from asyncsense.project.cache import SummaryCache
from asyncsense.project.cache_directory import default_directory, mark
from asyncsense.project.store import Store
from asyncsense.rules import load_rules


def load() -> Core:
    """The core that ships with this package."""
    # Both are needed soon, and nobody waits yet.
    names = {name for rule in load_rules() for name in (rule.name, rule.family)}
    load_knowledge()
    directory = default_directory()
    store = Store(directory) if mark(directory) else None
    summaries = SummaryCache(store) if store else None
    findings = KeptFindings(store) if store else None

    def workspace(
        root: str, overrides: Mapping[str, object], files: Sequence[str] | None
    ) -> Workspace:
        return Workspace(root, overrides, summaries, files, overrides_from=EDITOR)

    def file_check(snapshot: Any, path: str) -> FileCheck:
        validate_names(snapshot.settings(path), lambda: names)
        return FileCheck(snapshot, path)

    def keep(workspace: Workspace, found: Mapping[str, Found]) -> None:
        if summaries is not None:
            summaries.store_libraries(workspace.library_summaries)
            summaries.flush()
        if findings is not None and found:
            findings.keep(workspace.snapshot(), found)

    def recall(snapshot: Snapshot, path: str) -> Found | None:
        return findings.recall(snapshot, path) if findings is not None else None

    def fix_all_safe(
        snapshot: Any, paths: Sequence[str], rules: Sequence[str] | None
    ) -> Mapping[str, str]:
        return fix_all(snapshot, paths, rules=rules)

    return Core(
        workspace=workspace,
        check=file_check,
        lower=lower,
        fix_all=fix_all_safe,
        rules=load_rules,
        cannot_fix=CannotFixError,
        unwanted=UnwantedError,
        complete=complete,
        function_places=function_places,
        explain_call=explain_call,
        keep=keep,
        recall=recall,
        deepen=Snapshot.deepened,
        unread=Snapshot.unread,
        refactorings=lambda snapshot, path, offset: refactorings(
            snapshot.project, path, offset, snapshot.settings_file
        ),
        settings_file=lambda snapshot: snapshot.settings_file,
    )
