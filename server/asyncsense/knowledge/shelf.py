"""The files of `libraries/`: each is parsed when somebody asks about one of its packages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar, overload

from .parse import parse_library
from .schema import KnowledgeError, Library, Named

_Row = TypeVar("_Row", bound=Named)
_T = TypeVar("_T")

_IMPORT = re.compile(r"^import = \[([^\]]*)\]", re.MULTILINE)
_PACKAGE = re.compile(r'"(\w+)"')

_TABLES = (
    "offloads", "loop_callbacks", "sync_callbacks", "schedules", "tasks", "cancel_scopes", "loop_bound",
    "entry_points", "handlers", "decorators", "returns", "twins",
)  # fmt: skip
_OF_BLOCKING = ("blocking", "entering", "iterating")
_NAMES = (
    "nonblocking", "consumes", "uses_results", "uses_elements", "iterates", "passes_items", "enters",
    "closes",
)  # fmt: skip


class Shelf:
    """Files by the packages that they speak of, and what those say that have been parsed."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._unread = dict(texts)
        self._libraries: dict[str, Library] = {}
        self._files: dict[str, list[str]] = {}
        self.asked: set[str] = set()
        """Names of which all is read that is said about them."""
        for file, text in texts.items():
            packages = _IMPORT.search(text)
            for package in _PACKAGE.findall(packages[1]) if packages else ():
                self._files.setdefault(package, []).append(file)
        self.packages = frozenset(self._files)
        """The packages that any file speaks of."""
        self.tables: dict[str, dict[str, Any]] = {name: {} for name in (*_OF_BLOCKING, *_TABLES)}
        self.names: dict[str, set[str]] = {name: set() for name in _NAMES}

    def read_about(self, name: str) -> None:
        """Parse the files that speak of the package in which `name` is defined."""
        self.asked.add(name)
        for file in self._files.pop(name.partition(".")[0], ()) if self._files else ():
            self._read(file)

    def defined_as(self, public: str) -> list[str]:
        """The names that calls of this public name may be known by."""
        self.read_about(public if "." in public else "builtins")
        rows = [row for table in _OF_BLOCKING for row in self.tables[table].values()]
        return [row.name for row in rows if row.public == public]

    def read_tables(self, name: str) -> None:
        """Parse the files that have such tables."""
        kind = _kind(name)
        for file in [file for file, text in self._unread.items() if f"[[{kind}]]" in text]:
            self._read(file)

    def read_all(self) -> Mapping[str, Library]:
        """What every file says."""
        for file in list(self._unread):
            self._read(file)
        return self._libraries

    def _read(self, file: str) -> None:
        text = self._unread.pop(file, None)
        if text is None:
            return
        library = parse_library(text, file)
        calls = library.blocking
        self._add(file, "blocking", [one for one in calls if not (one.enter or one.iterate)])
        self._add(file, "entering", [one for one in calls if one.enter])
        self._add(file, "iterating", [one for one in calls if one.iterate])
        for name in _TABLES:
            self._add(file, name, getattr(library, name))
        for name in _NAMES:
            self.names[name].update(getattr(library, name))
        self._libraries[file] = library

    def _add(self, file: str, name: str, rows: Collection[Named]) -> None:
        table = self.tables[name]
        repeated = [row.name for row in rows if row.name in table]
        expected = len(table) + len(rows)
        table.update((row.name, row) for row in rows)
        if len(table) == expected:
            return
        kind, where = _kind(name), "twice"
        if repeated:
            others = self._libraries.items()
            rows_of = kind.replace("-", "_")
            where = next(
                f"in {other} too"
                for other, library in others
                if any(row.name == repeated[0] for row in getattr(library, rows_of))
            )
        else:
            names = [row.name for row in rows]
            repeated = [one for one in names if names.count(one) > 1]
        raise KnowledgeError(f"{file}: [[{kind}]] has `{repeated[0]}` {where}")


class Rows(Mapping[str, _Row]):
    """One table of a shelf. To look a name up reads what speaks of it, to go through all reads all."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf = shelf
        self._name = name
        self._rows: dict[str, _Row] = shelf.tables[name]

    @overload
    def get(self, key: str, /) -> _Row | None: ...
    @overload
    def get(self, key: str, /, default: _Row | _T) -> _Row | _T: ...
    def get(self, key: str, /, default: object = None) -> object:
        if key not in self._shelf.asked:
            self._shelf.read_about(key)
        return self._rows.get(key, default)

    def __getitem__(self, key: str) -> _Row:
        self._shelf.read_about(key)
        return self._rows[key]

    def __contains__(self, key: object) -> bool:
        if key not in self._shelf.asked and isinstance(key, str):
            self._shelf.read_about(key)
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        self._shelf.read_tables(self._name)
        return iter(self._rows)

    def __len__(self) -> int:
        self._shelf.read_tables(self._name)
        return len(self._rows)


class Names(Collection[str]):
    """Names on a shelf that have nothing said about them but that they are of a kind."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf = shelf
        self._name = name
        self._names = shelf.names[name]

    def __contains__(self, name: object) -> bool:
        if name not in self._shelf.asked and isinstance(name, str):
            self._shelf.read_about(name)
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        self._shelf.read_tables(self._name)
        return iter(self._names)

    def __len__(self) -> int:
        self._shelf.read_tables(self._name)
        return len(self._names)


def _kind(name: str) -> str:
    """What the tables are called in the files."""
    return "blocking" if name in _OF_BLOCKING else name.replace("_", "-")
