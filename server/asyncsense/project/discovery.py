"""Which Python files there are: what is ignored, excluded or somebody else's is left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from asyncsense.config import SettingsFinder
from asyncsense.diagnostics import FileError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SKIPPED_DIRECTORIES = frozenset(
    {
        ".bzr",
        ".direnv",
        ".eggs",
        ".git",
        ".hg",
        ".ipynb_checkpoints",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".pytype",
        ".ruff_cache",
        ".svn",
        ".tox",
        ".venv",
        "__pycache__",
        "__pypackages__",
        "build",
        "dist",
        "env",
        "node_modules",
        "site-packages",
        "venv",
    }
)
"""Names of directories that are left out unless they are asked for by name."""

_VIRTUAL_ENVIRONMENT_MARK = "pyvenv.cfg"
_IGNORE_FILE = ".gitignore"


class Discovery(NamedTuple):
    """The files found, sorted, and what could not be looked at."""

    files: list[str]
    errors: list[FileError]


def python_files(paths: Iterable[str], finder: SettingsFinder | None = None) -> Discovery:
    """The Python files at and below `paths` (absolute), each once.

    What is named in `paths` is always taken, be it excluded, ignored, or a file with another ending.
    A linked directory is followed unless it overlaps with what is looked at anyway. Raises
    SettingsError.
    """
    search = _Search(finder or SettingsFinder())
    for path in paths:
        if os.path.isdir(path):
            search.look_through(path)
        else:
            search.files.add(path)
    return Discovery(sorted(search.files), search.errors)


def above_packages(directory: str) -> str:
    """The directory from which the outermost package around `directory` is imported."""
    outermost, current = None, directory
    while os.path.dirname(current) != current:
        if os.path.exists(os.path.join(current, "__init__.py")):
            outermost = current
        current = os.path.dirname(current)
    return os.path.dirname(outermost) if outermost else directory


class _Ignores(NamedTuple):
    """One `.gitignore`, and those above it."""

    directory: str
    spec: GitIgnoreSpec
    outer: _Ignores | None

    def ignores(self, path: str, *, is_directory: bool) -> bool:
        """Whether the innermost file that says anything about `path` ignores it."""
        ignores: _Ignores | None = self
        while ignores:
            relative = path[len(ignores.directory) :].lstrip(os.sep).replace(os.sep, "/")
            verdict = ignores.spec.check_file(relative + "/" * is_directory).include
            if verdict is not None:
                return verdict
            ignores = ignores.outer
        return False


class _Search:
    def __init__(self, finder: SettingsFinder) -> None:
        self.finder = finder
        self.files: set[str] = set()
        self.errors: list[FileError] = []
        self.real_roots: list[str] = []

    def look_through(self, root: str) -> None:
        self.real_roots.append(os.path.realpath(root))
        above = _ignores_above(root)
        if above and above.ignores(root, is_directory=True):
            above = None
        pending: list[tuple[str, _Ignores | None]] = [(root, above)]
        while pending:
            directory, ignores = pending.pop()
            pending += self.look_into(directory, ignores, is_root=directory == root)

    def look_into(
        self, directory: str, ignores: _Ignores | None, *, is_root: bool
    ) -> list[tuple[str, _Ignores | None]]:
        """Takes the files of one directory; returns its directories to go on with."""
        try:
            with os.scandir(directory) as scan:
                entries = {entry.name: entry for entry in sorted(scan, key=lambda it: it.name)}
        except OSError as error:
            self.errors.append(FileError(directory, f"cannot be listed: {error.strerror}"))
            return []
        if not is_root and _VIRTUAL_ENVIRONMENT_MARK in entries:
            return []
        settings = self.finder.in_directory(directory)
        if not settings.gitignore:
            ignores = None
        elif _IGNORE_FILE in entries:
            ignores = _read_ignores(directory, ignores)
        inner = []
        for name, entry in entries.items():
            is_directory = _is(entry.is_dir)
            if is_directory:
                if name in SKIPPED_DIRECTORIES or not self.follows(entry):
                    continue
            elif not name.endswith(".py") or not _is(entry.is_file):
                continue
            if ignores and ignores.ignores(entry.path, is_directory=is_directory):
                continue
            if settings.exclude and settings.excludes(entry.path, is_directory=is_directory):
                continue
            if is_directory:
                inner.append((entry.path, ignores))
            else:
                self.files.add(entry.path)
        return inner

    def follows(self, entry: os.DirEntry[str]) -> bool:
        """Whether a directory is to be looked into: a link only where it leads somewhere else."""
        if not entry.is_symlink():
            return True
        real = os.path.realpath(entry.path)
        if any(_overlap(real, root) for root in self.real_roots):
            return False
        self.real_roots.append(real)
        return True


def _is(question: Callable[[], bool]) -> bool:
    """What a directory entry says of itself; a link that leads in a circle is nothing."""
    try:
        return question()
    except OSError:
        return False


def _overlap(one: str, other: str) -> bool:
    try:
        shared = os.path.join(os.path.commonpath((one, other)), "")
    except ValueError:
        return False  # on two drives
    return shared in (os.path.join(one, ""), os.path.join(other, ""))


def _ignores_above(root: str) -> _Ignores | None:
    """The `.gitignore` files between the root of the Git repository around `root` and `root`."""
    above: list[str] = []
    directory = root
    while not os.path.exists(os.path.join(directory, ".git")):
        parent = os.path.dirname(directory)
        if parent == directory:
            return None
        above.append(parent)
        directory = parent
    ignores: _Ignores | None = None
    for directory in reversed(above):
        ignores = _read_ignores(directory, ignores)
    return ignores


def _read_ignores(directory: str, outer: _Ignores | None) -> _Ignores | None:
    try:
        with open(
            os.path.join(directory, _IGNORE_FILE), encoding="utf-8", errors="replace"
        ) as file:
            lines = file.read().splitlines()
    except OSError:
        return outer
    return _Ignores(directory, _spec(tuple(lines)), outer)


@lru_cache(maxsize=64)
def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        # Git takes a wrong pattern for one that matches nothing.
        return GitIgnoreSpec.from_lines(filter(_is_pattern, lines))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
