"""Descriptions of the settings: documentation, TOML, and the JSON schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING
from typing import NamedTuple

from asyncsense.config.kinds import ALL, DEFAULT
from asyncsense.config.settings import BlockingCall, Settings, Treat
from asyncsense.config.tables import settings_of, table_schema


class SettingDescription(NamedTuple):
    """One line of the documentation of the settings."""

    key: str
    type: str
    default: str
    description: str


def describe() -> list[SettingDescription]:
    """All settings, for documentation; those of nested tables by dotted keys."""
    found: list[SettingDescription] = []
    for prefix, cls in (("", Settings), ("blocking.", BlockingCall), ("treat.", Treat)):
        for key, item in settings_of(cls).items():
            kind = item.metadata["kind"]
            default = item.metadata["shown"]
            if default is None and item.default is MISSING:
                default = "required"
            elif default is None:
                default = "" if item.default is None else to_toml(kind.plain(item.default))
            found.append(
                SettingDescription(prefix + key, kind.label, default, item.metadata["description"])
            )
    return found


def to_toml(value: object) -> str:
    """A plain value in TOML, in one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        pairs = (f"{_toml_key(key)} = {to_toml(item)}" for key, item in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(to_toml, value))}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key, re.ASCII) else to_toml(key)


def schema(names: Iterable[str] = ()) -> dict[str, object]:
    """The JSON schema of `asyncsense.toml` and `[tool.asyncsense]`; `names`: rules and families."""
    known = sorted({*names, ALL, DEFAULT})
    name = {"type": "string", "enum": known} if len(known) > 2 else {"type": "string"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "asyncsense",
        "description": "Settings of asyncsense: `asyncsense.toml`, or `[tool.asyncsense]`.",
        **table_schema(Settings),
        "definitions": {"name": {"description": "A rule or a family of rules.", **name}},
    }
