"""Steps that write to a settings file: TOML is edited as text, and the result read again."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from asyncsense.fixes.draft import Draft
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.steps import TreatAsBlocking, TreatAsNonBlocking
from asyncsense.text import Span

_OWN_FILE = "asyncsense.toml"
_KEY = "non-blocking"
_ARRAY = re.compile(rf"^[ \t]*[\"']?{_KEY}[\"']?[ \t]*=[ \t]*\[", re.MULTILINE)
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)


def treat_as_nonblocking(step: TreatAsNonBlocking, draft: Draft) -> None:
    wanted = _read(draft.document.text)
    names = _table(wanted, step.path, "treat").setdefault(_KEY, [])
    if step.name in names:
        raise CannotFixError(f"the settings treat `{step.name}` so already")
    names.append(step.name)
    _insert_name(step, draft)
    _check(draft, wanted, step.path)


def treat_as_blocking(step: TreatAsBlocking, draft: Draft) -> None:
    wanted = _read(draft.document.text)
    rows = _own(wanted, step.path).setdefault("blocking", [])
    if any(row["name"] == step.name for row in rows):
        raise CannotFixError(f"the settings treat `{step.name}` so already")
    rows.append({"name": step.name, "category": step.category})
    lines = [f'name = "{step.name}"', f'category = "{step.category}"']
    _append(draft, f"[[{_prefix(step.path)}blocking]]", lines)
    _check(draft, wanted, step.path)


def _insert_name(step: TreatAsNonBlocking, draft: Draft) -> None:
    """To the list, if there is one; else to the table, if there is one."""
    text, newline = draft.document.text, draft.newline
    header = f"[{_prefix(step.path)}treat]"
    section = re.search(rf"^[ \t]*{re.escape(header)}[^\r\n]*(?:\r?\n|\Z)", text, re.MULTILINE)
    if section is None:
        _append(draft, header, [f'{_KEY} = ["{step.name}"]'])
        return
    following = _HEADER.search(text, section.end())
    end = following.start() if following else len(text)
    array = _ARRAY.search(text, section.end(), end)
    if array is None:
        start = "" if section.group().endswith("\n") else newline
        draft.insert(section.end(), f'{start}{_KEY} = ["{step.name}"]{newline}')
        return
    behind = text[array.end() : end]
    if match := re.match(r"[^\S\r\n]*(?:#[^\r\n]*)?\r?\n([ \t]*)(?!\])", behind):
        # One name a line.
        indentation = match.group(1)
        draft.insert(array.end() + match.end(), f'"{step.name}",{newline}{indentation}')
    else:
        is_empty = behind.lstrip().startswith("]")
        draft.insert(array.end(), f'"{step.name}"' + ("" if is_empty else ", "))


def _append(draft: Draft, header: str, lines: list[str]) -> None:
    """A table at the end of the file."""
    text, newline = draft.document.text, draft.newline
    kept = len(text.rstrip())
    before = newline * 2 if kept else ""
    table = before + newline.join([header, *lines]) + newline
    draft.replace(Span(kept, len(text)), table)


def _prefix(path: str) -> str:
    return "" if path.endswith(_OWN_FILE) else "tool.asyncsense."


def _own(document: dict[str, Any], path: str) -> dict[str, Any]:
    """The settings in the contents of a settings file."""
    if path.endswith(_OWN_FILE):
        return document
    own: dict[str, Any] = document.setdefault("tool", {}).setdefault("asyncsense", {})
    return own


def _table(document: dict[str, Any], path: str, name: str) -> dict[str, Any]:
    table: dict[str, Any] = _own(document, path).setdefault(name, {})
    return table


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise CannotFixError(f"the settings file is not valid TOML: {error}") from None


def _check(draft: Draft, wanted: dict[str, Any], path: str) -> None:
    """What the file says now must be what is wanted: a table may be written in many ways."""
    result = _sorted_names(_read(draft.result(path)), path)
    if result != _sorted_names(wanted, path):
        raise CannotFixError("the settings are written in a form that cannot be added to")


def _sorted_names(document: dict[str, Any], path: str) -> dict[str, Any]:
    table = _table(document, path, "treat")
    if _KEY in table:
        table[_KEY] = sorted(table[_KEY])
    return document
