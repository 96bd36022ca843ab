"""Commands that the editor can run by name.

The names are the server's own: an extension that has a command of the same name could not start.
"""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from lsprotocol import types

from asyncsense import __version__
from asyncsense.lsp.answers import RefusedError, StaleError
from asyncsense.lsp.features.code_actions import FIX_ALL_TITLE, fix_all_edit
from asyncsense.lsp.session import ClosedError

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server


def register(server: Server, _params: types.InitializeParams) -> None:
    @server.command("asyncsense.server.debugInformation")
    async def debug_information() -> dict[str, object]:
        """What is going on, for a bug report."""
        worker = server.session.worker
        try:
            analysis = await server.session.ask("state")
        except RefusedError as error:
            analysis = str(error)
        return {
            "version": __version__,
            "python": f"{platform.python_version()} ({sys.executable})",
            "platform": platform.platform(),
            "encoding": server.session.encoding,
            "diagnostics": "pull" if server.client.pulls_diagnostics else "push",
            "settings": {"enable": server.settings.enable, "delay": server.settings.delay},
            "open": server.session.paths(),
            "worker": {"pid": worker.pid, "starts": worker.starts, "megabytes": worker.memory},
            "analysis": analysis,
        }

    @server.command("asyncsense.server.restartAnalysis")
    def restart_analysis() -> None:
        """A fresh analysis process; the open files are checked again."""
        server.session.worker.restart()
        server.session.outdate()

    @server.command("asyncsense.server.explain")
    async def explain(rule: str) -> str:
        """The page of a rule, in Markdown."""
        page: str = await server.session.ask("page", rule)
        return page

    @server.command("asyncsense.server.fixAll")
    async def fix_all(uri: str) -> bool:
        """Fix what is safe to fix in an open document; whether the editor applied it."""
        try:
            edit = await fix_all_edit(server, uri)
        except (ClosedError, StaleError, RefusedError) as error:
            server.tell_user(str(error))
            return False
        if not (edit.changes or edit.document_changes):
            return False
        request = types.ApplyWorkspaceEditParams(edit, label=FIX_ALL_TITLE)
        result = await server.reply(server.workspace_apply_edit_async(request))
        return bool(result and result.applied)
