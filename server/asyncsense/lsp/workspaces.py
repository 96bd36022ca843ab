"""The workspaces of all folders, and the buffers that are open in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from asyncsense.config import SettingsError
from asyncsense.lsp.answers import Indexing
from asyncsense.lsp.core import Core, Workspace
from asyncsense.lsp.roots import Roots
from asyncsense.lsp.settings import EDITOR, dashed


class Workspaces:
    """Finds the workspace of a file; makes it when it is asked for."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.overrides: Mapping[str, Mapping[str, object]] = {}
        """The editor's settings, by folder."""
        self._default_overrides: Mapping[str, object] = {}
        self._workspaces: dict[str, Workspace] = {}
        self._roots = Roots(())
        self._unread: dict[str, list[str]] = {}
        self.buffers: dict[str, tuple[str, int | None]] = {}
        """The text and version of each open file."""

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._workspaces.values())

    @property
    def by_root(self) -> Mapping[str, Workspace]:
        return self._workspaces

    # What changes.

    def configure(
        self,
        overrides: Mapping[str, Mapping[str, object]],
        default_overrides: Mapping[str, object],
    ) -> None:
        """The editor's folders with its settings for each, and those for files in none of them."""
        settings = {root: self._settings_at(root) for root in self._workspaces}
        self.overrides = dict(overrides)
        self._default_overrides = default_overrides
        self._renew(self._find_roots())
        for root, workspace in self._workspaces.items():
            now = self._settings_at(root)
            if root in settings and settings[root] != now:
                workspace.configure(_dashed(now))
                self._unread.pop(root, None)
            # Until now perhaps nobody told of files that came and went.
            workspace.invalidate(())

    def open(self, path: str, text: str, version: int | None) -> None:
        self.buffers[path] = (text, version)
        self.of(path).open(path, text, version)

    def change(self, path: str, text: str, version: int | None) -> None:
        self.buffers[path] = (text, version)
        self.of(path).change(path, text, version)

    def close(self, path: str) -> None:
        self.buffers.pop(path, None)
        self.of(path).close(path)

    def invalidate(self, paths: Sequence[str]) -> None:
        """Files changed on disk, settings files among them."""
        for workspace in self._workspaces.values():
            workspace.invalidate(paths)
        self._renew(self._find_roots())

    # What there is.

    def root(self, path: str) -> str:
        """The directory of the project that a file belongs to."""
        return self._roots.of(path).path

    def of(self, path: str) -> Workspace:
        """The workspace that a file belongs to."""
        root = self._roots.of(path)
        workspace = self._workspaces.get(root.path)
        if workspace is None:
            overrides = self.overrides.get(root.folder or "", self._default_overrides)
            workspace = self._core.workspace(root.path, _dashed(overrides), root.files())
            self._workspaces[root.path] = workspace
        return workspace

    def version(self, path: str) -> int | None:
        return self.buffers[path][1] if path in self.buffers else None

    def files(self) -> list[str]:
        """The Python files of all folders and of the projects that have an open file."""
        roots = {*self.overrides, *map(self.root, self.buffers)}
        found: set[str] = set()
        for root in roots:
            try:
                files = self.of(os.path.join(root, "")).snapshot().files()
            except SettingsError:
                continue
            found.update(path for path in files if self.root(path) == root)
        return sorted(found)

    def read(self, path: str, is_enough: Callable[[], bool]) -> Indexing | None:
        """Read what is unread of the file's project, and say how much is read; None: all."""
        workspace, root = self.of(path), self.root(path)
        if root not in self._unread:
            try:
                self._unread[root] = list(workspace.snapshot().files())
            except SettingsError:
                return None
        unread = self._unread[root]
        while unread:
            workspace.read_names(unread.pop())
            if is_enough():
                break
        else:
            return None
        total = len(workspace.snapshot().files())
        return Indexing(total - len(unread), total)

    def is_read(self, path: str) -> bool:
        """Whether all of the file's project was read."""
        return self._unread.get(self.root(path)) == []

    def as_written(self, error: SettingsError, root: str) -> str:
        """What is wrong, with the setting's name as the editor has it."""
        if error.where != EDITOR:
            return str(error)
        names = {dashed(name): name for name in self._settings_at(root)}
        head, dot, tail = error.key.partition(".")
        return f"{error.where}: asyncsense.{names.get(head, head)}{dot}{tail}: {error.message}"

    def _settings_at(self, root: str) -> Mapping[str, object]:
        """What the editor sets for the workspace at a root."""
        folder = self._roots.of(os.path.join(root, "")).folder
        return self.overrides.get(folder or "", self._default_overrides)

    def _find_roots(self) -> list[str]:
        """Look for the roots anew; those that open files have come to or left."""
        before = {path: self._roots.of(path) for path in self.buffers}
        self._roots = Roots(self.overrides)
        roots = [(root, self._roots.of(path)) for path, root in before.items()]
        # Which files a folder that is no project has is settled when its workspace is made.
        return [one.path for old, new in roots if old != new or new.is_loose for one in (old, new)]

    def _renew(self, roots: Iterable[str]) -> None:
        """Make the workspaces of these roots anew, with the buffers that are open in them now."""
        for root in roots:
            self._workspaces.pop(root, None)
            self._unread.pop(root, None)
        homeless = [path for path in self.buffers if self.root(path) not in self._workspaces]
        for path in homeless:
            self.of(path).open(path, *self.buffers[path])


def _dashed(settings: Mapping[str, object]) -> dict[str, object]:
    return {dashed(name): value for name, value in settings.items()}
