"""Which project a file belongs to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from asyncsense.project.discovery import above_packages

PROJECT_MARKS = ("pyproject.toml", "asyncsense.toml", "setup.py", "setup.cfg", ".git")
_ENVIRONMENTS = (".venv", "venv")
_ENVIRONMENT_MARK = "pyvenv.cfg"
_MAX_LOOSE_FILES = 100


class Root(NamedTuple):
    """The directory of a project."""

    path: str
    folder: str | None
    """The editor's folder around it, whose settings hold."""
    is_loose: bool = False
    """It is no project: only what stands directly in it is looked at."""

    def files(self) -> list[str] | None:
        """The files to look at; None for all that are found."""
        if not self.is_loose:
            return None
        try:
            names = [name for name in os.listdir(self.path) if name.endswith(".py")]
        except OSError:
            return []
        if len(names) > _MAX_LOOSE_FILES:
            return []
        return sorted(os.path.join(self.path, name) for name in names)


class Roots:
    """Finds roots, and remembers them until it is thrown away.

    The editor's innermost folder is the project, but for a directory in it that has an environment of
    its own. A folder inside a package stands for where that is imported from. Outside of folders a
    project is found by its marks.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = frozenset(folders)
        self._known: dict[str, Root] = {}

    def of(self, path: str) -> Root:
        """The root of the file at `path`."""
        directory = os.path.dirname(path)
        found = self._known.get(directory)
        if found is None:
            found = self._known[directory] = self._find(directory)
        return found

    def _find(self, directory: str) -> Root:
        inner: str | None = None
        for around in _upwards(directory):
            if around in self._folders:
                # Somebody who opens a file at home does not mean everything that is there.
                if inner is None and _is_home(around) and not _is_project(around):
                    break
                return Root(above_packages(inner or around), around)
            if inner is None and _has_environment(around):
                inner = around
        folder = next((one for one in _upwards(directory) if one in self._folders), None)
        for around in _upwards(directory):
            if _is_project(around):
                return Root(around, folder)
        return Root(directory, folder, is_loose=True)


def _is_project(directory: str) -> bool:
    # Many keep the settings in their home directory in a repository; that makes it no project.
    marks = PROJECT_MARKS[:3] if _is_home(directory) else PROJECT_MARKS
    return any(os.path.exists(os.path.join(directory, mark)) for mark in marks)


def _is_home(directory: str) -> bool:
    return directory == os.path.expanduser("~")


def _has_environment(directory: str) -> bool:
    return any(
        os.path.exists(os.path.join(directory, name, _ENVIRONMENT_MARK)) for name in _ENVIRONMENTS
    )


def _upwards(directory: str) -> Iterator[str]:
    """`directory` and those around it, innermost first."""
    while True:
        yield directory
        outer = os.path.dirname(directory)
        if outer == directory:
            return
        directory = outer
