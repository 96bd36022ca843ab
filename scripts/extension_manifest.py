"""What the VS Code extension's `package.json` says of settings and rules; for generate_docs.py."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping
from typing import Any

from asyncsense.config import ALL, DEFAULT, describe, schema, to_toml
from asyncsense.lsp.settings import ServerSettings
from asyncsense.rules import FAMILIES, load_rules
from asyncsense.rules.rule import Rule

_FOR_FAMILIES = "All rules of the family."
_FOR_NAMES = {ALL: "Every rule.", DEFAULT: "The rules that are on by default."}

Schema = dict[str, Any]


_SERVER = ServerSettings()
OF_SERVER: Mapping[str, Schema] = {
    "enable": {
        "type": "boolean",
        "default": _SERVER.enable,
        "markdownDescription": "Whether there are diagnostics at all.",
    },
    "delay": {
        "type": "number",
        "minimum": 0,
        "default": round(_SERVER.delay * 1000),
        "markdownDescription": "Milliseconds without a key after which the analysis starts at the latest. "
        "It starts at once unless keys come more quickly than it ends.",
    },
    "deep": {
        "type": "boolean",
        "default": _SERVER.deep,
        "markdownDescription": "Ask jedi about what inference leaves open, when nothing was typed for a "
        "moment. It seldom finds more, and takes 60 to 100 MB of memory.",
    },
    "diagnosticMode": {
        "type": "string",
        "enum": ["openFilesOnly", "workspace"],
        "default": "openFilesOnly",
        "markdownDescription": "`workspace`: files that are not open have diagnostics, too.",
    },
    "codeLens": {
        "type": "boolean",
        "default": _SERVER.code_lens,
        "markdownDescription": "Code lenses on functions through which coroutines block.",
    },
    "inlayHints": {
        "type": "boolean",
        "default": _SERVER.inlay_hints,
        "markdownDescription": "Inlay hints on calls through which coroutines block.",
    },
}
"""What an editor can set besides the settings of the analysis."""

_OF_EXTENSION: Mapping[str, Schema] = {
    "interpreter": {
        "type": "string",
        "default": "",
        "scope": "machine-overridable",
        "markdownDescription": "Python 3.11 or newer that runs the language server. If it is empty: the environment "
        "that is selected in VS Code, else one that is on `PATH`. (Whose packages your code imports, is said by "
        "`#asyncsense.python#`.)",
    },
    "importStrategy": {
        "type": "string",
        "enum": ["useBundled", "fromEnvironment"],
        "enumDescriptions": [
            "The asyncsense that comes with the extension.",
            "The asyncsense that is installed for the interpreter, if there is one.",
        ],
        "default": "useBundled",
        "scope": "machine-overridable",
        "markdownDescription": "Which asyncsense runs as the language server.",
    },
    "trace.server": {
        "type": "string",
        "enum": ["messages", "verbose"],
        "enumDescriptions": ["The messages' names.", "The messages with all that they say."],
        "default": "messages",
        "markdownDescription": "What the channel *asyncsense: Messages* shows, while its log level is *Trace*.",
    },
}


def summary(rule: Rule) -> str:
    """The first sentence of the rule's page, in one line."""
    return " ".join((inspect.getdoc(rule) or "").partition("\n\n")[0].split())


def with_settings(manifest: str) -> str:
    """The text of `package.json` with the settings and rules as the code describes them."""
    content = json.loads(manifest)
    content["contributes"]["configuration"] = [
        {"title": "asyncsense", "properties": _of_editor()},
        {"title": "Analysis", "properties": _of_analysis()},
    ]
    content["asyncsense"] = {"rules": {rule.name: summary(rule) for rule in load_rules()}}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _of_editor() -> dict[str, Schema]:
    return {f"asyncsense.{key}": value for key, value in {**OF_SERVER, **_OF_EXTENSION}.items()}


def _of_analysis() -> dict[str, Schema]:
    defaults = {one.key: one.default for one in describe()}
    properties: Any = schema(name for name, _ in _names())["properties"]
    return {
        f"asyncsense.{_camel_case(key)}": _setting(value, defaults[key])
        for key, value in properties.items()
    }


def _setting(described: Mapping[str, Any], default: str) -> Schema:
    found: Schema = {"scope": "resource", **_inlined(described)}
    text = found.pop("description")
    if default and default != to_toml(found.get("default")):
        found.pop("default", None)
        text += f" Default: {default}."
    # In the editor an empty field says that nothing is set.
    found.pop("minLength", None)
    if "pattern" in found:
        found["pattern"] = f"^$|{found['pattern']}"
    return {**found, "markdownDescription": text}


def _inlined(value: Any) -> Any:
    """A part of the schema in which names of rules stand instead of references to them."""
    if isinstance(value, list):
        return [_inlined(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    if "$ref" in value:
        names, meanings = zip(*_names(), strict=True)
        return {"type": "string", "enum": list(names), "enumDescriptions": list(meanings)}
    return {key: _inlined(item) for key, item in value.items()}


def _names() -> list[tuple[str, str]]:
    """What can stand where rules are named, each with its meaning."""
    rules = [(rule.name, summary(rule)) for rule in load_rules()]
    return [*_FOR_NAMES.items(), *((name, _FOR_FAMILIES) for name in FAMILIES), *rules]


def _camel_case(key: str) -> str:
    return re.sub(r"-(\w)", lambda match: match[1].upper(), key)
