"""Commands that the editor can run by name."""

from __future__ import annotations

import asyncio
import json
import platform
import sys
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from asyncsense import __version__
from asyncsense.lsp.answers import RefusedError, StaleError
from asyncsense.lsp.convert import workspace_edit
from asyncsense.lsp.features.code_actions import FIX_ALL_TITLE, fix_all_edit
from asyncsense.lsp.progress import Progress, shown
from asyncsense.lsp.session import ClosedError

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server


def register(server: Server, _params: types.InitializeParams) -> None:
    @server.command("asyncsense.debugInformation")
    async def debug_information() -> str:
        """What is going on, for a bug report; JSON."""
        return json.dumps(await _debug_information(server), indent=2, default=str)

    @server.command("asyncsense.restartWorker")
    def restart_worker() -> None:
        """A fresh analysis process; the open files are checked again."""
        server.session.worker.restart()
        server.session.outdate()

    @server.command("asyncsense.explain")
    async def explain(rule: str) -> str:
        """The page of a rule, in Markdown; empty where there is no such rule."""
        page: str = await server.session.ask("page", rule)
        return page

    @server.command("asyncsense.fixAll")
    async def fix_all(uri: str) -> bool:
        """Fix what is safe to fix in an open document; whether the editor applied it."""
        return await _fix_document(server, uri, None)

    @server.command("asyncsense.fixAllOfRule")
    async def fix_all_of_rule(uri: Any, rule: str) -> bool:
        """As `fixAll` for one rule; in the whole workspace if `uri` is null."""
        if uri is None:
            return await _fix_workspace(server, rule)
        return await _fix_document(server, uri, rule)

    @server.command("asyncsense.fixWorkspace")
    async def fix_workspace() -> bool:
        """Fix what is safe to fix in all files of the workspace; whether the editor applied it."""
        return await _fix_workspace(server, None)


async def _debug_information(server: Server) -> dict[str, object]:
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


async def _fix_document(server: Server, uri: str, rule: str | None) -> bool:
    try:
        edit = await fix_all_edit(server, uri, rule)
    except (ClosedError, StaleError, RefusedError) as error:
        server.tell_user(str(error))
        return False
    return await _apply(server, edit)


async def _fix_workspace(server: Server, rule: str | None) -> bool:
    title = "Fixing the workspace"
    async with shown(server, title) as progress:
        try:
            edit = await _workspace_edit(server, rule, progress)
        except (StaleError, RefusedError) as error:
            server.tell_user(str(error))
            return False
        except asyncio.CancelledError:
            if progress.is_cancelled:
                return False
            raise
    return await _apply(server, edit)


async def _workspace_edit(
    server: Server, rule: str | None, progress: Progress
) -> types.WorkspaceEdit:
    """What fixes everything that is safe to fix (of one rule)."""
    reports = await server.survey.reports(progress=progress.report)
    paths = [
        path
        for path, report in reports.items()
        if any(one.has_safe_fix and rule in (None, one.rule) for one in report.findings)
    ]
    rules = None if rule is None else (rule,)
    files = await server.session.ask("fix_files", paths, rules)
    return workspace_edit(server.session, server.client, files)


async def _apply(server: Server, edit: types.WorkspaceEdit) -> bool:
    """Whether there was anything to do, and the editor did it."""
    if not (edit.changes or edit.document_changes):
        return False
    request = types.ApplyWorkspaceEditParams(edit, label=FIX_ALL_TITLE)
    result = await server.reply(server.workspace_apply_edit_async(request))
    return bool(result and result.applied)
