"""What the editor sets: a few things for the server, the rest for the analysis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

EDITOR = "settings of the editor"
"""Stands where messages name the file that settings come from."""

_EXTENSIONS_OWN = {"path", "interpreter", "import-strategy", "trace", "show-notifications"}
"""What the editor's extension keeps beside our settings, for itself."""


@dataclass(frozen=True)
class ServerSettings:
    """Settings that are about the editor and not about the code."""

    enable: bool = True
    delay: float = 0.12
    """Seconds without a key after which the analysis starts at the latest, where keys come more quickly."""
    deep: bool = False
    """Whether jedi is asked as well, when nothing was typed for a moment."""
    whole_workspace: bool = False
    """Whether files that are not open have diagnostics, too."""
    code_lens: bool = False
    """Whether functions through which coroutines block say so."""
    inlay_hints: bool = False
    """Whether calls through which coroutines block say so."""


def read_settings(*tables: object) -> tuple[ServerSettings, dict[str, object]]:
    """The server's settings, and those that go over the project's, as they were written; later tables
    win.

    Names may be written `likeThis`, as editors do; null means not set.
    """
    written = {
        dashed(key): (key, value)
        for table in tables
        for key, value in _mapping(table).items()
        if value is not None
    }
    given = {key: value for key, (_, value) in written.items()}
    delay = given.pop("delay", None)
    milliseconds = delay if isinstance(delay, int | float) and delay >= 0 else 120
    settings = ServerSettings(
        enable=given.pop("enable", True) is not False,
        delay=milliseconds / 1000,
        deep=given.pop("deep", False) is True,
        whole_workspace=given.pop("diagnostic-mode", None) == "workspace",
        code_lens=given.pop("code-lens", False) is True,
        inlay_hints=given.pop("inlay-hints", False) is True,
    )
    return settings, {written[key][0]: given[key] for key in given.keys() - _EXTENSIONS_OWN}


def server_options(options: object) -> object:
    """The settings in the options of the initialization: these themselves, or in a table `settings`, as
    other servers want it."""
    nested = _mapping(options).get("settings")
    return nested if isinstance(nested, Mapping) else options


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def dashed(name: str) -> str:
    """The name of a setting as settings files have it."""
    return re.sub(r"(?<=[a-z0-9])[A-Z]", lambda match: "-" + match.group().lower(), name)
