"""What answers about a project hang on, as far as another run can look it up."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from asyncsense.project.sources import (
    Stamp,
    UnreadableFileError,
    content_digest,
    read_bytes,
    stamp_of,
)

SURE_AFTER = 2_000_000_000
"""Nanoseconds: a file that was written so shortly before may have been written once more unseen."""


@dataclass(slots=True)
class Basis:
    """The files and folders that a run went by; all of it values of `marshal`."""

    surroundings: bytes
    """A digest of what holds for all files: settings, folders of packages."""
    written: int = 0
    """When it was kept, in nanoseconds."""
    files: dict[str, tuple[Stamp, bytes]] = field(default_factory=dict)
    """Stamp and digest of every file of the project."""
    folders: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """When the listed folders were changed, and a digest of what is in them."""
    libraries: dict[str, Stamp] = field(default_factory=dict)

    def digest(self, path: str) -> bytes:
        """A digest of a file's present content."""
        self.files[path] = self._present(path)
        return self.files[path][1]

    def changed(self, paths: Collection[str]) -> dict[str, tuple[Stamp, bytes]] | None:
        """Those of the project's files that have other contents now; None where there are others."""
        if self.files.keys() != set(paths):
            return None
        found = {}
        for path, (_, digest) in self.files.items():
            present = self._present(path)
            if present[1] == digest:
                self.files[path] = present
            else:
                found[path] = present
        return found

    def _present(self, path: str) -> tuple[Stamp, bytes]:
        """Stamp and digest of a file now; it is read only where its stamp is another one."""
        stamp = stamp_of(path)
        known = self.files.get(path)
        if known is not None and known[0] == stamp and stamp[0] < self.written - SURE_AFTER:
            return known
        return stamp, digest_of(path)

    def note_files(self, paths: Iterable[str]) -> None:
        for path in paths:
            self.files[path] = (stamp_of(path), digest_of(path))

    def note_environment(self, folders: Iterable[str], libraries: Iterable[str]) -> None:
        for folder in folders:
            if folder not in self.folders:
                self.folders[folder] = (stamp_of(folder)[0], _listing_digest(folder))
        for path in libraries:
            if path not in self.libraries:
                self.libraries[path] = stamp_of(path)

    def environment_is_unchanged(self) -> bool:
        if any(stamp_of(path) != stamp for path, stamp in self.libraries.items()):
            return False
        for folder, (moment, digest) in self.folders.items():
            now = stamp_of(folder)[0]
            if now != moment or now > self.written - SURE_AFTER:
                if _listing_digest(folder) != digest:
                    return False
                self.folders[folder] = (now, digest)
        return True

    def row(self) -> tuple[object, ...]:
        """The fields in their order, to be written now."""
        self.written = time.time_ns()
        return self.surroundings, self.written, self.files, self.folders, self.libraries


def digest_of(path: str) -> bytes:
    """A digest of a file's content; empty where it cannot be read."""
    try:
        return content_digest(read_bytes(path))
    except UnreadableFileError as error:
        return str(error).encode()


def _listing_digest(folder: str) -> bytes:
    """A digest of the names in a folder that can be part of a module's."""
    try:
        names = os.listdir(folder)
    except OSError:
        return b""
    kept = sorted(name for name in names if name.endswith((".py", ".pyi")) or "." not in name)
    kept = [name for name in kept if name != "__pycache__"]
    digest = hashlib.blake2b("\0".join(kept).encode(errors="surrogateescape"), digest_size=16)
    return digest.digest()
