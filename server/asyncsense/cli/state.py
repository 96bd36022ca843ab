"""The last run over a project: what was found, and what it hangs on."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from asyncsense.project.sources import (
    Stamp,
    UnreadableFileError,
    content_digest,
    read_bytes,
    stamp_of,
)
from asyncsense.project.store import Store

_SURE_AFTER = 2_000_000_000
"""Nanoseconds: a file that was written so shortly before may have been written once more unseen."""


@dataclass(slots=True)
class State:
    """What a run leaves behind; all of it values of `marshal`."""

    surroundings: bytes
    """A digest of what holds for all files: settings, folders of packages."""
    written: int = 0
    """When it was kept, in nanoseconds."""
    files: dict[str, tuple[Stamp, bytes]] = field(default_factory=dict)
    """Stamp and digest of every file of the project."""
    folders: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """When the listed folders were changed, and a digest of what is in them."""
    libraries: dict[str, Stamp] = field(default_factory=dict)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The names that were looked up across files, by their part."""
    reports: dict[str, Any] = field(default_factory=dict)
    """What was found, frozen."""
    trails: dict[str, Any] = field(default_factory=dict)

    # ------------------------------------------------------------------ from run to run

    @classmethod
    def load(cls, store: Store, key: bytes, surroundings: bytes) -> State | None:
        """What was kept, if it still holds but for the contents of the project's files."""
        row = store.load(b"state" + key)
        if not isinstance(row, tuple) or len(row) != 7 or row[0] != surroundings:
            return None
        state = cls(*row)
        return state if state._environment_is_unchanged() else None

    def load_trails(self, store: Store, key: bytes) -> bool:
        """Also load what the answers hang on in detail; False where that is not there."""
        row = store.load(b"trails" + key)
        if not isinstance(row, dict):
            return False
        self.trails = row
        return True

    def save(self, store: Store, key: bytes) -> None:
        self.written = time.time_ns()
        row = (
            self.surroundings, self.written, self.files, self.folders, self.libraries, self.asked,
            self.reports,
        )  # fmt: skip
        rows: list[tuple[bytes, object]] = [(b"state" + key, row)]
        if self.trails:
            rows.append((b"trails" + key, self.trails))
        store.save(rows)

    # ------------------------------------------------------------------ files

    def changed(self, paths: Sequence[str]) -> dict[str, tuple[Stamp, bytes]] | None:
        """Those of the project's files that have other contents now; None where there are others."""
        if self.files.keys() != set(paths):
            return None
        found = {}
        for path, (stamp, digest) in self.files.items():
            now = stamp_of(path)
            if now == stamp and now[0] < self.written - _SURE_AFTER:
                continue
            current = digest_of(path)
            if current != digest:
                found[path] = (now, current)
            else:
                self.files[path] = (now, digest)
        return found

    def note_files(self, paths: Iterable[str]) -> None:
        for path in paths:
            self.files[path] = (stamp_of(path), digest_of(path))

    # ------------------------------------------------------------------ the environment

    def note_environment(
        self, folders: Iterable[str], libraries: Iterable[str], asked: Mapping[str, Iterable[str]]
    ) -> None:
        for folder in folders:
            if folder not in self.folders:
                self.folders[folder] = (stamp_of(folder)[0], _listing_digest(folder))
        for path in libraries:
            if path not in self.libraries:
                self.libraries[path] = stamp_of(path)
        for part, names in asked.items():
            self.asked[part] = tuple(sorted({*self.asked.get(part, ()), *names}))

    def _environment_is_unchanged(self) -> bool:
        if any(stamp_of(path) != stamp for path, stamp in self.libraries.items()):
            return False
        for folder, (moment, digest) in self.folders.items():
            now = stamp_of(folder)[0]
            if now != moment or now > self.written - _SURE_AFTER:
                if _listing_digest(folder) != digest:
                    return False
                self.folders[folder] = (now, digest)
        return True


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
