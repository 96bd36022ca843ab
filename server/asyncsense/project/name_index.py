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


_Rows = dict[str, list[str]]


def _nothing(path: str) -> Names:
    return {}


class NameIndex:
    """For each part: which files hold a name. Remembers what it was asked for."""

    def __init__(
        self,
        files: Sequence[str],
        names_of: Callable[[str], Names],
        earlier: NameIndex | None = None,
    ) -> None:
        """`earlier` is one of the same project: only what is different since then is read anew."""
        self._files = files
        self._names_of = names_of
        self._names: dict[str, Names] = {}
        self._rows: dict[str, _Rows] = {}
        self._parts: dict[str, _Part] | None = None
        self._earlier: NameIndex | None = (
            earlier._earlier if earlier is not None and not earlier._names else earlier
        )

    def part(self, part: str) -> Mapping[str, Sequence[str]]:
        if self._parts is None:
            self._read()
            self._parts = {name: _Part(rows) for name, rows in self._rows.items()}
        return self._parts.setdefault(part, _Part({}))

    @property
    def asked(self) -> dict[str, set[str]]:
        """The names that somebody wanted the files of, by their part."""
        return {name: part.asked for name, part in (self._parts or {}).items()}

    def _read(self) -> None:
        self._names = {path: self._names_of(path) for path in self._files}
        self._names_of = _nothing  # which knows the whole snapshot
        earlier, self._earlier = self._earlier, None
        if earlier is not None and earlier._names.keys() == self._names.keys():
            self._rows = {part: dict(rows) for part, rows in earlier._rows.items()}
            for path, names in self._names.items():
                old = earlier._names[path]
                for part in {**old, **names} if old is not names else ():
                    self._update(path, part, set(old.get(part, ())), set(names.get(part, ())))
            return
        for path, names in self._names.items():
            for part, found in names.items():
                rows = self._rows.setdefault(part, {})
                for name in found:
                    rows.setdefault(name, []).append(path)

    def _update(self, path: str, part: str, old: set[str], new: set[str]) -> None:
        rows = self._rows.setdefault(part, {})
        for name in old - new:
            rows[name] = [one for one in rows[name] if one != path]
            if not rows[name]:
                del rows[name]
        for name in new - old:
            # Lists are shared with the earlier index: they are not changed in their place.
            rows[name] = sorted((*rows[name], path)) if name in rows else [path]


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
