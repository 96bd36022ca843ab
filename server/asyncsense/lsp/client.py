"""What the editor at the other end can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability


@dataclass(frozen=True)
class Client:
    """The editor's capabilities that make a difference here; by default none."""

    pulls_diagnostics: bool = False
    refreshes_diagnostics: bool = False
    related_information: bool = False
    diagnostic_data: bool = False
    code_description: bool = False
    resolves_edits: bool = False
    disabled_actions: bool = False
    preferred_actions: bool = False
    versioned_edits: bool = False
    configuration: bool = False
    registers_configuration: bool = False
    registers_watchers: bool = False
    markdown: bool = False
    progress: bool = False
    refreshes_lenses: bool = False
    refreshes_hints: bool = False
    blocking_tree: bool = False
    """It understands what the protocol does not have: the blocking tree, and the status."""

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities, options: object = None) -> Client:
        """`options` are those of the initialization, where an extension may say what it can as well."""

        def has(name: str) -> Any:
            return get_capability(capabilities, name)

        resolvable = has("text_document.code_action.resolve_support")
        hover_formats = has("text_document.hover.content_format") or ()
        return cls(
            pulls_diagnostics=has("text_document.diagnostic") is not None,
            refreshes_diagnostics=bool(has("workspace.diagnostics.refresh_support")),
            related_information=bool(has("text_document.publish_diagnostics.related_information"))
            or bool(has("text_document.diagnostic.related_information")),
            diagnostic_data=bool(has("text_document.publish_diagnostics.data_support"))
            or bool(has("text_document.diagnostic.data_support")),
            code_description=bool(has("text_document.publish_diagnostics.code_description_support"))
            or bool(has("text_document.diagnostic.code_description_support")),
            resolves_edits=bool(resolvable and "edit" in resolvable.properties)
            and bool(has("text_document.code_action.data_support")),
            disabled_actions=bool(has("text_document.code_action.disabled_support")),
            preferred_actions=bool(has("text_document.code_action.is_preferred_support")),
            versioned_edits=bool(has("workspace.workspace_edit.document_changes")),
            configuration=bool(has("workspace.configuration")),
            registers_configuration=bool(
                has("workspace.did_change_configuration.dynamic_registration")
            ),
            registers_watchers=bool(has("workspace.did_change_watched_files.dynamic_registration")),
            markdown=types.MarkupKind.Markdown in hover_formats,
            progress=bool(has("window.work_done_progress")),
            refreshes_lenses=bool(has("workspace.code_lens.refresh_support")),
            refreshes_hints=bool(has("workspace.inlay_hint.refresh_support")),
            blocking_tree=any(
                bool(_item(experimental, "asyncsense", "blockingTree"))
                for experimental in (capabilities.experimental, _item(options, "experimental"))
            ),
        )


def _item(value: object, *names: str) -> object:
    """What stands at the end of a path through tables; None where it is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
