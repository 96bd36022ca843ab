"""What was found in files that were open, kept for the next process that opens them.

It is shown at once, and only then is the file checked anew, so that it is kept with what it hangs on:
nothing is recalled where another file of the project, a setting or an installed package has changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from asyncsense.checker import Found, Place
from asyncsense.codec import freeze, thaw
from asyncsense.diagnostics import Diagnostic
from asyncsense.engine import Snapshot
from asyncsense.project.basis import Basis
from asyncsense.project.store import Store


class KeptFindings:
    """The findings of files, by what they hang on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bases: dict[bytes, Basis | None] = {}
        """By what holds for a whole project; None where packages have changed since they were read."""
        self._kept: dict[str, tuple[Found, bytes]] = {}

    def recall(self, snapshot: Snapshot, path: str) -> Found | None:
        """What the last whole check has found in a file, where one of the text of then would find the same
        now. Raises SettingsError."""
        surroundings = _surroundings(snapshot)
        row = self._store.load(_key(surroundings, path))
        basis = self._basis(surroundings) if isinstance(row, tuple) else None
        if basis is None or not isinstance(row, tuple):
            return None
        reason, text, functions = row
        if reason != _Contents(snapshot, basis).reason_of(path):
            return None
        return Found(text, {Place(*place): thaw(rows) for place, rows in functions})

    def keep(self, snapshot: Snapshot, found: Mapping[str, Found]) -> None:
        """Write what whole checks of files have found, and would find in the snapshot, to the disk.
        Raises SettingsError."""
        surroundings = _surroundings(snapshot)
        basis = self._basis(surroundings)
        if basis is None:
            return
        contents = _Contents(snapshot, basis)
        rows: list[tuple[bytes, object]] = []
        for path, one in found.items():
            reason = contents.reason_of(path)
            if self._kept.get(path) != (one, reason):
                self._kept[path] = one, reason
                rows.append((_key(surroundings, path), (reason, *_frozen(one))))
        if rows:
            basis.note_environment(*snapshot.consulted())
            basis.files.update(snapshot.contents_read())
            rows.append((b"basis" + surroundings, basis.row()))
            self._store.save(rows)

    def _basis(self, surroundings: bytes) -> Basis | None:
        if surroundings not in self._bases:
            row = self._store.load(b"basis" + surroundings)
            basis = Basis(*row) if isinstance(row, tuple) else None
            if basis is None or not basis.environment_is_unchanged():
                # Told from the one before it, so that nothing holds any more that hangs on that.
                basis = Basis(_digest(surroundings + os.urandom(16)))
            self._bases[surroundings] = basis
            return basis
        known = self._bases[surroundings]
        if known is not None and not known.environment_is_unchanged():
            # What is found from now on may rest on what was read before.
            self._bases[surroundings] = None
        return self._bases[surroundings]


class _Contents:
    """What all files of a project hold."""

    def __init__(self, snapshot: Snapshot, basis: Basis) -> None:
        self._snapshot = snapshot
        self._surroundings = basis.surroundings
        self._parts: dict[str, int] = {}
        for path in snapshot.files():
            digest = snapshot.content_digest(path) or basis.digest(path)
            self._parts[path] = int.from_bytes(
                _digest(path.encode(errors="surrogateescape") + digest)
            )
        self._total = sum(self._parts.values())

    def reason_of(self, path: str) -> bytes:
        """A digest of what the findings of a file hang on besides its own text. Raises SettingsError."""
        others = self._total - self._parts.get(path, 0)
        settings = self._snapshot.settings(path)
        return _digest(self._surroundings + f"{others} {settings!r}".encode(errors="replace"))


def _surroundings(snapshot: Snapshot) -> bytes:
    """A digest of what holds for all files of a project."""
    settings = snapshot.settings(os.path.join(snapshot.root, ""))
    what = (snapshot.root, snapshot.packages, sys.version_info[:2], settings)
    return _digest(repr(what).encode(errors="replace"))


def _key(surroundings: bytes, path: str) -> bytes:
    return b"found" + surroundings + path.encode(errors="surrogateescape")


def _frozen(found: Found) -> tuple[str, Any]:
    return found.text, tuple(
        (tuple(place), tuple(freeze(_without_steps(one)) for one in rows))
        for place, rows in found.functions.items()
    )


def _without_steps(diagnostic: Diagnostic) -> Diagnostic:
    """What carries over to another text (see Found.carried_to)."""
    return replace(diagnostic, fixes=tuple(replace(fix, steps=()) for fix in diagnostic.fixes))


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()
