"""The engine as the command line uses it: the only door between the two."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from asyncsense.cli.console import UsageError
from asyncsense.diagnostics import Fix
from asyncsense.text import Document, Edit

if TYPE_CHECKING:
    from asyncsense.checker import Report


class Explanation(Protocol):
    """A place and what follows from it: one node of the tree that `explain` shows."""

    @property
    def text(self) -> str: ...
    @property
    def path(self) -> str:
        """Absolute; empty where there is no place to show."""
        ...

    @property
    def line(self) -> int: ...
    @property
    def children(self) -> Sequence[Explanation]: ...


_ROOT_MARKS = ("pyproject.toml", "asyncsense.toml", "setup.py", "setup.cfg", ".git")


@dataclass(frozen=True, slots=True)
class Options:
    """How to analyse, besides the settings."""

    overrides: Mapping[str, object]
    """Settings of the command line."""
    cache_directory: str | None = None
    """Where results are kept from run to run; None: nowhere."""
    deep: bool = False
    jobs: int = 1


class Analysis:
    """A project under analysis: its snapshot is taken when something is first asked of it, and again
    after a change."""

    def __init__(self, root: str, options: Options) -> None:
        from asyncsense.engine import Workspace

        self._workspace = Workspace(root, options.overrides)
        self._snapshot = self._workspace.snapshot()

    def open(self, path: str, text: str) -> None:
        """`text` takes the place of what the disk holds for `path`."""
        self._workspace.open(path, text, 0)
        self._snapshot = self._workspace.snapshot()

    def changed(self, paths: Iterable[str]) -> None:
        """The files have other contents on the disk now."""
        self._workspace.invalidate(paths)
        self._snapshot = self._workspace.snapshot()

    def reports(self, paths: Sequence[str]) -> Iterator[Report]:
        """What there is to say about each file, in any order."""
        from asyncsense.checker import check

        for path in paths:
            yield check(self._snapshot, path)

    def document(self, path: str) -> Document:
        """The text that the diagnostics of a file refer to."""
        return self._snapshot.document(path)

    def edits(self, fix: Fix) -> Mapping[str, Sequence[Edit]] | None:
        """The edits of a fix; None where it cannot be made."""
        from asyncsense.fixes.errors import CannotFixError
        from asyncsense.fixes.lower import lower

        try:
            return lower(fix, self._snapshot.document)
        except CannotFixError:
            return None

    def fixed(self, paths: Sequence[str], *, unsafe: bool) -> dict[str, str]:
        """The new texts of the files that fixes change."""
        from asyncsense.fixer import fix_all

        return fix_all(self._snapshot, paths, unsafe=unsafe)

    def explain(self, place: str) -> Explanation:
        """Why what stands at `place` blocks, or what it returns; raises UsageError."""
        from asyncsense.engine import explain_place

        try:
            return explain_place(self._snapshot, place)
        except LookupError as error:
            raise UsageError(str(error.args[0] if error.args else error)) from None

    def statistics(self) -> dict[str, str]:
        """More figures for `--statistics`, by what they are of."""
        return {}


def project_root(paths: Sequence[str]) -> str:
    """The root of the project that `paths` (absolute) are in: the nearest directory that is marked as
    one at or above what they share, else what they share."""
    directories = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    try:
        shared = os.path.commonpath(directories)
    except ValueError:
        raise UsageError("the paths are on several drives; check them one by one") from None
    directory = shared
    while not any(os.path.exists(os.path.join(directory, mark)) for mark in _ROOT_MARKS):
        parent = os.path.dirname(directory)
        if parent == directory:
            return shared
        directory = parent
    return directory
