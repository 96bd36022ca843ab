"""Modules: where they are found, and what names they bind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from os import sep
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncsense.syntax.expressions import Expression, constant
from asyncsense.syntax.sites import Binding
from asyncsense.syntax.summary import Class, Function, PieceSummary, Summary

if TYPE_CHECKING:
    from asyncsense.inference.frames import Frame
    from asyncsense.inference.values import ClassRef, Types


_PRIVATE_CONSTANT = re.compile(r"_[A-Z][A-Z0-9_]*$")
_BOOLEANS = (constant(False), constant(True))

TYPING_ALIASES = {
    "List": "builtins.list", "Dict": "builtins.dict", "Set": "builtins.set",
    "FrozenSet": "builtins.frozenset", "DefaultDict": "collections.defaultdict",
    "OrderedDict": "collections.OrderedDict", "Counter": "collections.Counter",
    "ChainMap": "collections.ChainMap", "Deque": "collections.deque",
}  # fmt: skip
"""What the names in `typing` stand for that its stub does not spell out."""


class ModuleBinding(NamedTuple):
    piece: PieceSummary
    binding: Binding


class Bindings(Mapping[str, list[ModuleBinding]]):
    """The module-level names; only pieces that may bind a name are looked into for it."""

    def __init__(self, binders: Mapping[str, Sequence[PieceSummary]]) -> None:
        self._binders = binders
        self._rows: dict[str, list[ModuleBinding]] = {}

    def __getitem__(self, name: str) -> list[ModuleBinding]:
        rows = self._rows.get(name)
        if rows is None:
            rows = self._rows[name] = [
                ModuleBinding(piece, binding)
                for piece in self._binders[name]
                for binding in piece.code.body.bindings.get(name, ())
            ]
        return rows

    def __contains__(self, name: object) -> bool:
        return name in self._binders

    def __iter__(self) -> Iterator[str]:
        return iter(self._binders)

    def __len__(self) -> int:
        return len(self._binders)


class Module:
    """One version of one module; `path` is None for a namespace package.

    What inference finds out about its names is remembered here. A library's module serves all versions
    of a project; a project's module is made anew when any file of the project changes.
    """

    def __init__(
        self, name: str, path: str | None, summary: Summary, in_project: bool = False
    ) -> None:
        self.name = name
        self.path = path
        self.summary = summary
        self.in_project = in_project
        self.name_types: dict[str, Types] = {}
        self.class_refs: dict[Class, ClassRef] = {}
        self.frames: dict[object, Frame] = {}
        self.function_types: dict[Function, Types] = {}
        self.return_types: dict[Function, Types] = {}
        self.plain_results: dict[Function | ClassRef, bool] = {}
        """Whether what calls of its functions and classes give surely cannot be awaited."""
        self.answers: dict[Frame, Any] = {}
        """Whether its functions block, if it is a library's."""
        self.is_stub = path is not None and path.endswith(".pyi")
        self.is_package = path is None or os.path.basename(path).startswith("__init__.")

    def __repr__(self) -> str:
        return f"Module({self.name})"

    @cached_property
    def bindings(self) -> Bindings:
        """What each module-level name is bound to, in the order of the source."""
        return Bindings(self.summary.binders)

    @cached_property
    def star_imports(self) -> list[tuple[str, int]]:
        """(module, level) of every `from module import *`."""
        rows = self.bindings.get("*", ())
        return [row.binding.payload for row in rows if row.binding.kind == "star"]

    @cached_property
    def _public_names(self) -> frozenset[str] | None:
        """The names that `__all__` lists; None where there is none, or it is computed."""
        names: set[str] = set()
        rows = self.bindings.get("__all__")
        if not rows:
            return None
        for row in rows:
            value = row.binding.payload
            if row.binding.kind != "assign" or value[0] == "binary":
                value = value[3] if value[0] == "binary" else None
            if value is None or value[0] != "sequence":
                return None
            names.update(one[2] for one in value[2] if one[:2] == ("constant", "str"))
        return frozenset(names)

    def flags(self, names: Iterable[str]) -> dict[str, Expression]:
        """Those of the names that are private constants, set once and to True or False: `_IS_SYNC = True`."""
        found: dict[str, Expression] = {}
        for name in filter(_PRIVATE_CONSTANT.match, names):
            values = [
                row.binding.payload if row.binding.kind == "assign" else None
                for row in self.bindings.get(name, ())
                if row.binding.kind != "narrow"
            ]
            if len(values) == 1 and values[0] in _BOOLEANS:
                found[name] = values[0]
        return found

    def offers_to_star(self, name: str) -> bool:
        """Whether `from module import *` gives the name (bound here or starred in)."""
        public = self._public_names
        if public is not None:
            return name in public
        if name.startswith("_"):
            return False
        rows = self.bindings.get(name)
        if rows and self.is_stub:
            return any(row.binding.kind not in ("import", "from") for row in rows)
        return True

    def absolute_name(self, module: str, level: int) -> str:
        """The absolute name of a module that this one imports relatively."""
        if not level:
            return module
        parts = self.name.split(".")
        dropped = level - 1 if self.is_package else level
        parts = parts[: len(parts) - dropped] if dropped else parts
        return ".".join([*parts, module] if module else parts)

    def offset(self, piece: PieceSummary, offset: int) -> int:
        """The place in the file of an offset in one of the module's pieces."""
        return self.summary.starts[piece.index] + offset


class SearchFolder(NamedTuple):
    """A folder in which modules are looked for."""

    path: str
    kind: str
    """"project", "typeshed" (standard library), "packages" (installed), "stubs" (one folder a
    distribution), or "fallback" (stubs of our own)."""


class ModuleFinder:
    """Finds the file of a module by listing folders; nothing is imported."""

    def __init__(self, folders: Sequence[SearchFolder]) -> None:
        self.folders = tuple(folders)
        self._listings: dict[str, frozenset[str]] = {}
        self._stub_folders: dict[str, dict[str, list[str]]] = {}

    def forget_listings(self) -> None:
        """Files came or went."""
        self._listings.clear()

    @property
    def listed(self) -> Iterable[str]:
        """The folders that were looked into so far."""
        return self._listings.keys()

    def listing(self, folder: str) -> frozenset[str]:
        names = self._listings.get(folder)
        if names is None:
            try:
                names = frozenset(os.listdir(folder))
            except OSError:
                names = frozenset()
            self._listings[folder] = names
        return names

    def find(self, name: str) -> tuple[str | None, SearchFolder] | None:
        """(path of the file, or None for a namespace package; the folder) of a module.

        Source that says nothing of types (no `py.typed`) gives way to the stub that typeshed has of it.
        """
        parts = name.split(".")
        source: tuple[str | None, SearchFolder] | None = None
        for folder in self.folders:
            if source is not None and source[0] is not None and folder.kind != "stubs":
                continue
            for base in self._bases(folder, parts):
                found = self._find_below(base, parts, folder)
                if found is None:
                    continue
                if found[0] is None:
                    source = source or found
                elif folder.kind == "packages" and not self._is_typed(base, parts, found[0]):
                    source = found
                else:
                    return found
        return source

    def _is_typed(self, base: str, parts: list[str], path: str) -> bool:
        """Whether an installed module is a stub, or belongs to a package marked as typed."""
        if path.endswith(".pyi"):
            return True
        folders = (f"{base}{sep}{sep.join(parts[:depth])}" for depth in range(1, len(parts) + 1))
        return any("py.typed" in self.listing(folder) for folder in folders)

    def _bases(self, folder: SearchFolder, parts: list[str]) -> Sequence[str]:
        if folder.kind == "stubs":
            return self._stubs_by_top(folder.path).get(parts[0], ())
        return (folder.path,)

    def _stubs_by_top(self, path: str) -> dict[str, list[str]]:
        table = self._stub_folders.get(path)
        if table is None:
            table = self._stub_folders[path] = {}
            for distribution in sorted(self.listing(path)):
                base = os.path.join(path, distribution)
                for entry in self.listing(base):
                    if not entry.startswith("@"):
                        table.setdefault(entry.removesuffix(".pyi"), []).append(base)
        return table

    def _find_below(
        self, base: str, parts: list[str], folder: SearchFolder
    ) -> tuple[str | None, SearchFolder] | None:
        if folder.kind == "packages" and f"{parts[0]}-stubs" in self.listing(base):
            stub = self._walk(base, [f"{parts[0]}-stubs", *parts[1:]], (".pyi",))
            if stub is not None and stub[0] is not None:
                return stub[0], folder
        suffixes = (".py", ".pyi") if folder.kind == "project" else (".pyi", ".py")
        found = self._walk(base, parts, suffixes)
        return (found[0], folder) if found is not None else None

    def _walk(
        self, base: str, parts: list[str], suffixes: tuple[str, ...]
    ) -> tuple[str | None] | None:
        folder = base
        for part in parts[:-1]:
            if part not in self.listing(folder):
                return None
            folder = f"{folder}{sep}{part}"
        last, names = parts[-1], self.listing(folder)
        if last in names:
            inside = self.listing(f"{folder}{sep}{last}")
            for suffix in suffixes:
                if f"__init__{suffix}" in inside:
                    return (f"{folder}{sep}{last}{sep}__init__{suffix}",)
        for suffix in suffixes:
            if last + suffix in names:
                return (f"{folder}{sep}{last}{suffix}",)
        if last in names and self.listing(f"{folder}{sep}{last}"):
            return (None,)
        return None


def module_name(path: str, roots: Sequence[str]) -> str:
    """The dotted name of a project file below the deepest of `roots` that holds it."""
    best = max((root for root in roots if path.startswith(root + sep)), key=len, default=None)
    relative = os.path.relpath(path, best) if best else os.path.basename(path)
    parts = os.path.splitext(relative)[0].split(sep)
    return ".".join(part for part in parts if part != "__init__") or parts[-1]


def string_items(binding: Binding) -> Iterator[tuple[str, str]]:
    """The string-to-string items of a dictionary that is assigned or passed to a call."""
    expression = binding.payload
    if binding.kind == "annotated":
        expression = expression[1]
    todo = [expression]
    while todo:
        one = todo.pop()
        if not isinstance(one, tuple) or not one:
            continue
        if one[0] == "dict":
            for key, value in zip(one[1], one[2], strict=True):
                if key and key[:2] == ("constant", "str") and value[:2] == ("constant", "str"):
                    yield key[2], value[2]
        elif one[0] == "call":
            todo += [*one[2], *(word[1] for word in one[3])]
