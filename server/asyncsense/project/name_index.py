"""Which files of the project hold a name: how questions find what they concern without reading all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from asyncsense.syntax.summary import PieceSummary

Names = Mapping[str, Sequence[str]]
"""The names in some code by their part: "called", "async", "properties", …"""

ALL = "*"
"""Stands among the names asked for when somebody looked at all of them."""


def names_in_pieces(pieces: Sequence[PieceSummary]) -> dict[str, tuple[str, ...]]:
    """The names in some pieces of code, by their part."""
    found: dict[str, set[str]] = {}
    for piece in pieces:
        for part, names in piece.names.items():
            found.setdefault(part, set()).update(names)
    return {part: tuple(sorted(names)) for part, names in found.items()}


class NameIndex:
    """For each part: which files hold a name. Remembers what it was asked for."""

    def __init__(self, files: Sequence[str], names_of: Callable[[str], Names]) -> None:
        self._files = files
        self._names_of = names_of
        self._table: dict[str, _Part] | None = None

    def part(self, part: str) -> Mapping[str, Sequence[str]]:
        if self._table is None:
            self._table = {name: _Part(rows) for name, rows in self._read().items()}
        return self._table.setdefault(part, _Part({}))

    @property
    def asked(self) -> dict[str, set[str]]:
        """The names that somebody wanted the files of, by their part."""
        return {name: part.asked for name, part in (self._table or {}).items()}

    def _read(self) -> dict[str, dict[str, list[str]]]:
        table: dict[str, dict[str, list[str]]] = {}
        for path in self._files:
            for part, names in self._names_of(path).items():
                rows = table.setdefault(part, {})
                for name in names:
                    rows.setdefault(name, []).append(path)
        return table


class _Part(Mapping[str, Sequence[str]]):
    def __init__(self, rows: dict[str, list[str]]) -> None:
        self._rows = rows
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Sequence[str]:
        self.asked.add(name)
        return self._rows[name]

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        self.asked.add(ALL)
        return iter(self._rows)

    def __len__(self) -> int:
        self.asked.add(ALL)
        return len(self._rows)
