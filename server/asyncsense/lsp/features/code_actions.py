"""Lightbulbs: the fixes of what stands under the cursor, what can be made of it, and fix-all.

A code action names its fix (`data`) and the version of the text; its edits are made when the editor
asks to resolve it, and only if the text is still that one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from asyncsense.diagnostics import Applicability
from asyncsense.lsp.answers import (
    Choice,
    FileEdits,
    Finding,
    FixRef,
    Range,
    RefusedError,
    StaleError,
)
from asyncsense.lsp.buffers import Place
from asyncsense.lsp.convert import editors_diagnostics, findings_at, from_range, workspace_edit
from asyncsense.lsp.features.diagnostics import is_notebook
from asyncsense.lsp.session import ClosedError

if TYPE_CHECKING:
    from asyncsense.lsp.language_server import Server

REWRITE = types.CodeActionKind.RefactorRewrite
FIX_ALL = "source.fixAll.asyncsense"
NOTEBOOK_FIX_ALL = "notebook.source.fixAll.asyncsense"
_FIX_ALL_KINDS = (FIX_ALL, NOTEBOOK_FIX_ALL)
FIX_ALL_TITLE = "Fix all asyncsense problems"
_MOST_FINDINGS = 20


@dataclass(frozen=True)
class _Wish:
    """What an action is to do: one fix, or all safe ones (of `rules`, if it names some).

    `version` is that of the buffer.
    """

    uri: str
    version: int | None
    fix: FixRef | None = None
    rules: tuple[str, ...] | None = None

    def data(self) -> dict[str, object]:
        """What the editor gives back; without nulls, which some editors drop."""
        fix = self.fix and {**self.fix._asdict(), "range": list(self.fix.range)}
        data = {"uri": self.uri, "version": self.version, "fix": fix, "rules": self.rules}
        return {key: value for key, value in data.items() if value is not None}

    @classmethod
    def of(cls, data: Any) -> _Wish:
        """Reads what `data` wrote; raises ValueError for anything else."""
        try:
            fix, rules = data.get("fix"), data.get("rules")
            return cls(
                data["uri"],
                data.get("version"),
                fix and FixRef(**{**fix, "range": Range(*fix["range"])}),
                None if rules is None else tuple(rules),
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("not a code action of this server") from error


def register(server: Server, _params: types.InitializeParams) -> None:
    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(
            code_action_kinds=[types.CodeActionKind.QuickFix, REWRITE, FIX_ALL, NOTEBOOK_FIX_ALL],
            resolve_provider=True,
        ),
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        try:
            return await _actions(server, params)
        except (ClosedError, StaleError, RefusedError):
            return []

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        try:
            action.edit = await _edit(server, _Wish.of(action.data))
        except ValueError as error:
            raise JsonRpcException(str(error), types.ErrorCodes.InvalidParams.value) from error
        except (ClosedError, StaleError) as error:
            code = types.LSPErrorCodes.ContentModified.value
            raise JsonRpcException("the document changed", code) from error
        except RefusedError as error:
            raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed.value) from error
        return action


async def fix_all_edit(server: Server, uri: str, rule: str | None = None) -> types.WorkspaceEdit:
    """What it takes to fix everything (of a rule) in a document that is safe to fix; may be empty.

    Raises ClosedError, StaleError or RefusedError.
    """
    path, _ = server.find(uri)
    rules = None if rule is None else (rule,)
    return await _edit(server, _Wish(uri, _version(server, path), rules=rules))


async def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri, context = params.text_document.uri, params.context
    path, place = server.find(uri)
    # To fix all is asked for when a file is saved: then all has to be known.
    asks_for_all = context.only and any(_wanted(kind, context.only) for kind in _FIX_ALL_KINDS)
    ask = server.session.report if asks_for_all else server.session.latest
    report = await ask(path)
    path, place = server.find(uri)
    actions: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix, context.only):
        found = findings_at(report.findings, place, params.range, context.diagnostics)
        findings = list(found)[:_MOST_FINDINGS]
        actions += await _quick_fixes(server, params, findings, place)
        actions += _fixes_of_rules(uri, _version(server, path), findings, report.findings)
    # On its own, without being asked for fix-all, an editor shows a lightbulb wherever there is
    # an action: not for one that is not about the place.
    automatic = context.trigger_kind is types.CodeActionTriggerKind.Automatic
    if _wanted(REWRITE, context.only) and not automatic:
        titles = {action.title for action in actions}
        found_here = await _refactorings(server, params, place)
        actions += [action for action in found_here if action.title not in titles]
    fixable = any(finding.has_safe_fix for finding in report.findings)
    # A notebook is fixed as a whole: cells are asked for all at once, each with the same answer.
    kind = NOTEBOOK_FIX_ALL if is_notebook(path) else FIX_ALL
    if fixable and _wanted(kind, context.only) and (context.only or not automatic):
        wish = _Wish(uri, _version(server, path))
        actions.append(types.CodeAction(FIX_ALL_TITLE, kind=kind, data=wish.data()))
    if server.client.resolves_edits:
        return actions
    return [action async for action in _resolved(server, actions)]


async def _quick_fixes(
    server: Server, params: types.CodeActionParams, findings: Sequence[Finding], place: Place
) -> list[types.CodeAction]:
    """The fixes of the findings: first what mends, then what silences."""
    if not findings:
        return []
    uri, context = params.text_document.uri, params.context
    path, _ = server.find(uri)
    probe = context.trigger_kind is not types.CodeActionTriggerKind.Automatic
    version = _version(server, path)
    choices: list[Choice] = await server.session.about(path, "choices", version, findings, probe)
    by_finding = {(finding.rule, finding.range, finding.message): finding for finding in findings}
    actions, preferred = [], set()
    for choice in choices:
        ref = choice.ref
        disabled = choice.applicability is Applicability.DISABLED
        if disabled and not server.client.disabled_actions:
            continue
        finding = by_finding[ref.rule, ref.range, ref.message]
        action = types.CodeAction(
            choice.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=editors_diagnostics(finding, place, context.diagnostics) or None,
            data=_Wish(uri, version, fix=ref).data(),
        )
        if disabled:
            action.disabled = types.CodeActionDisabled(choice.reason)
        elif choice.applicability is Applicability.SAFE and finding not in preferred:
            preferred.add(finding)
            action.is_preferred = True if server.client.preferred_actions else None
        actions.append(action)
    return actions


async def _refactorings(
    server: Server, params: types.CodeActionParams, place: Place
) -> list[types.CodeAction]:
    """What can be done where the cursor stands, whether anything is wrong there or not."""
    uri = params.text_document.uri
    path, _ = server.find(uri)
    version = _version(server, path)
    cursor = from_range(params.range, place)
    choices: list[Choice] = await server.session.about(path, "refactorings", version, cursor, True)
    actions = []
    for choice in choices:
        disabled = choice.applicability is Applicability.DISABLED
        if not disabled or server.client.disabled_actions:
            wish = _Wish(uri, version, fix=choice.ref)
            reason = types.CodeActionDisabled(choice.reason) if disabled else None
            actions.append(
                types.CodeAction(choice.title, REWRITE, disabled=reason, data=wish.data())
            )
    return actions


def _fixes_of_rules(
    uri: str, version: int | None, findings: Sequence[Finding], all_findings: Sequence[Finding]
) -> Iterator[types.CodeAction]:
    """One action for each rule of `findings` that can be fixed more than once in the file."""
    for rule in dict.fromkeys(finding.rule for finding in findings if finding.has_safe_fix):
        count = sum(finding.rule == rule and finding.has_safe_fix for finding in all_findings)
        if count > 1:
            yield types.CodeAction(
                f"Fix all {count} `{rule}` problems in this file",
                kind=types.CodeActionKind.QuickFix,
                data=_Wish(uri, version, rules=(rule,)).data(),
            )


async def _resolved(
    server: Server, actions: Sequence[types.CodeAction]
) -> AsyncIterator[types.CodeAction]:
    """The actions with their edits, for editors that do not ask for them later."""
    for action in actions:
        if not action.disabled:
            try:
                action.edit = await _edit(server, _Wish.of(action.data))
            except RefusedError:
                continue
        action.data = None
        yield action


async def _edit(server: Server, wish: _Wish) -> types.WorkspaceEdit:
    path, _ = server.find(wish.uri)
    version = _version(server, path)
    if version != wish.version:
        raise StaleError("the document changed")
    files: list[FileEdits]
    if wish.fix:
        files = await server.session.about(path, "edits", version, wish.fix)
    else:
        files = await server.session.about(path, "fix_all", version, wish.rules)
    return workspace_edit(server.session, server.client, files)


def _version(server: Server, path: str) -> int | None:
    return server.session.buffer(path).version


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether actions of `kind` are asked for: it, or what it is a part of."""
    return only is None or any(kind == part or kind.startswith(f"{part}.") for part in only)
