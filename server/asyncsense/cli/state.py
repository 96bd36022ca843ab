"""The last run over a project: what was found, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from asyncsense.project.basis import Basis
from asyncsense.project.store import Store


@dataclass(slots=True)
class State(Basis):
    """What a run leaves behind; all of it values of `marshal`."""

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
        return state if state.environment_is_unchanged() else None

    def load_trails(self, store: Store, key: bytes) -> bool:
        """Also load what the answers hang on in detail; False where that is not there."""
        row = store.load(b"trails" + key)
        if not isinstance(row, dict):
            return False
        self.trails = row
        return True

    def save(self, store: Store, key: bytes) -> None:
        row = (*self.row(), self.asked, self.reports)
        rows: list[tuple[bytes, object]] = [(b"state" + key, row)]
        if self.trails:
            rows.append((b"trails" + key, self.trails))
        store.save(rows)

    def note_asked(self, asked: Mapping[str, Iterable[str]]) -> None:
        """Names that were looked up across files, by their part."""
        for part, names in asked.items():
            self.asked[part] = tuple(sorted({*self.asked.get(part, ()), *names}))
