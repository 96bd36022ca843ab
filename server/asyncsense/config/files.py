"""Finding the settings of a file: the nearest settings file upwards."""

from __future__ import annotations

import dataclasses
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from asyncsense.config.kinds import Version
from asyncsense.config.settings import Settings, SettingsError, parsed
from asyncsense.config.tables import key_of

_SETTINGS_FILE = "asyncsense.toml"
_PROJECT_FILE = "pyproject.toml"


class _Requirement(NamedTuple):
    version: Version
    where: str


class _Found(NamedTuple):
    """What is nearest to a directory: settings, and a `requires-python`."""

    settings: Settings | None = None
    requirement: _Requirement | None = None


class SettingsFinder:
    """Finds the settings for many files; looks at every directory once."""

    def __init__(
        self,
        overrides: Mapping[str, object] | None = None,
        base: str = "",
        where: str = "command line",
    ) -> None:
        self._overrides = overrides or {}
        self._base = base
        self._where = where
        self._found: dict[str, _Found] = {}
        self._settings: dict[tuple[str, _Requirement | None], Settings] = {}

    def find(self, path: str) -> Settings:
        """The settings in force for the file at `path` (absolute). Raises SettingsError."""
        return self.in_directory(os.path.dirname(path))

    def in_directory(self, directory: str) -> Settings:
        """The settings in force for files right in `directory` (absolute). Raises SettingsError."""
        found = self._nearest(directory)
        key = (found.settings.source if found.settings else "", found.requirement)
        settings = self._settings.get(key)
        if settings is None:
            settings = _with_requirement(found).merged(self._overrides, self._base, self._where)
            self._settings[key] = settings
        return settings

    def _nearest(self, directory: str) -> _Found:
        found = self._found.get(directory)
        if found is None:
            settings, requirement = _read_directory(directory)
            parent = os.path.dirname(directory)
            if parent != directory and not (settings and requirement):
                outer = self._nearest(parent)
                settings = settings or outer.settings
                requirement = requirement or outer.requirement
            found = self._found[directory] = _Found(settings, requirement)
        return found


def find_settings(path: str) -> Settings:
    """The settings in force for the file at `path` (absolute). Raises SettingsError."""
    return SettingsFinder().find(path)


def _with_requirement(found: _Found) -> Settings:
    settings = found.settings or Settings()
    if found.requirement is None or "target-version" in dict(settings.origin):
        return settings
    version, where = found.requirement
    origin = (*settings.origin, ("target-version", f"{where} (project.requires-python)"))
    return dataclasses.replace(settings, target_version=version, origin=origin)


def _read_directory(directory: str) -> _Found:
    own = _read(os.path.join(directory, _SETTINGS_FILE))
    project = _read(os.path.join(directory, _PROJECT_FILE))
    return _Found(own.settings or project.settings, project.requirement)


def _read(path: str) -> _Found:
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return _Found()
        return _load(path, status.st_mtime_ns, status.st_size)
    except (FileNotFoundError, NotADirectoryError):
        return _Found()
    except OSError as error:
        raise SettingsError(path, "", f"cannot be read: {error.strerror}") from None


@lru_cache(maxsize=1024)
def _load(path: str, _modified: int, _size: int) -> _Found:
    with open(path, "rb") as file:
        content = file.read()
    own = os.path.basename(path) == _SETTINGS_FILE
    mentioned = own or b"asyncsense" in content
    if not mentioned and b"requires-python" not in content:
        return _Found()
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        # A broken project file that does not mention us (a template, a test's data) is not ours to judge.
        if mentioned:
            raise SettingsError(path, "", f"not valid TOML: {error}") from None
        return _Found()
    if own:
        if "tool" in document:
            message = f"in {_SETTINGS_FILE} the settings stand at the top, not in [tool.asyncsense]"
            raise SettingsError(path, "tool", message)
        return _Found(_from_table(document, path))
    tool = document.get("tool")
    table = tool.get("asyncsense") if isinstance(tool, dict) else None
    settings = _from_table(table, path) if table is not None else None
    return _Found(settings, _requirement(document.get("project"), path))


def _from_table(table: object, path: str) -> Settings:
    values = parsed(table, os.path.dirname(path), path)
    origin = tuple((key_of(name), path) for name in values)
    return Settings(**values, source=path, origin=origin)


def _requirement(project: object, path: str) -> _Requirement | None:
    requires = project.get("requires-python") if isinstance(project, dict) else None
    if not isinstance(requires, str):
        return None
    bounds = re.findall(r"(?:>=?|~=|===?|\^)\s*(\d+)\.(\d+)", requires)
    if not bounds:
        return None
    return _Requirement(max((int(major), int(minor)) for major, minor in bounds), path)
