"""Tables of settings: dataclasses whose fields say all about what can be set.

A field made with `metadata=setting(kind, description)` is a setting; its key is its name with hyphens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from asyncsense.config.kinds import Kind, WrongValueError, did_you_mean, table


def setting(kind: Kind, description: str, shown: str | None = None) -> Mapping[str, Any]:
    """What a field says of its setting; `shown` describes a default that is not one value."""
    return {"kind": kind, "description": description, "shown": shown}


def key_of(name: str) -> str:
    return name.replace("_", "-")


def settings_of(cls: type) -> dict[str, Field[Any]]:
    """The settings of a table by their keys, in order."""
    return {key_of(item.name): item for item in fields(cls) if "kind" in item.metadata}


def parse_table(cls: type, value: object, base: str) -> dict[str, Any]:
    """The values of a table by field name; raises WrongValueError."""
    known = settings_of(cls)
    found = {}
    for key, given in table(value).items():
        if key not in known:
            raise WrongValueError(f"no such setting{did_you_mean(key, known)}", key)
        try:
            found[known[key].name] = known[key].metadata["kind"].parse(given, base)
        except WrongValueError as wrong:
            raise wrong.within(key) from None
    for key, item in known.items():
        if item.default is MISSING and item.name not in found:
            raise WrongValueError(f"`{key}` is missing")
    return found


def plain_table(value: Any) -> dict[str, object]:
    plain = {
        key: item.metadata["kind"].plain(getattr(value, item.name))
        for key, item in settings_of(type(value)).items()
    }
    return {key: item for key, item in plain.items() if item is not None}


def table_schema(cls: type) -> dict[str, object]:
    settings = settings_of(cls)
    properties = {}
    for key, item in settings.items():
        properties[key] = {
            "description": item.metadata["description"],
            **item.metadata["kind"].schema,
        }
        if item.default is not MISSING and item.default is not None:
            properties[key]["default"] = item.metadata["kind"].plain(item.default)
    found: dict[str, object] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    required = [key for key, item in settings.items() if item.default is MISSING]
    return {**found, "required": required} if required else found
