"""Files change on disk: settings, and Python files that are not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from asyncsense.lsp.uris import path_of

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

_WATCHED = ("**/*.{py,pyi}", "**/{pyproject.toml,asyncsense.toml}")


def register(server: Server, _params: types.InitializeParams) -> None:
    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        paths = [path for change in params.changes if (path := path_of(change.uri))]
        # The text of an open document is what the editor says, whatever is on disk.
        changed = [path for path in paths if not server.session.is_open(path)]
        if changed:
            server.survey.files_changed(changed)
            server.session.files_changed(changed)


def registration() -> types.Registration:
    """Asks the editor to watch files."""
    watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
    return types.Registration(
        "asyncsense-watching",
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        types.DidChangeWatchedFilesRegistrationOptions(watchers),
    )
