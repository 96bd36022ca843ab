"""Looks qualified names up in source files and stubs, which are read and never imported."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import jedi

TYPESHED = Path(jedi.__file__).parent / "third_party" / "typeshed"

Definition = ast.stmt | ast.Module


class Sources:
    """Folders of packages, read module by module when asked."""

    def __init__(self, *roots: Path) -> None:
        self.roots = [str(root) for root in roots]
        self._modules: dict[str, SourceModule | None] = {}
        self._members: dict[ast.ClassDef, dict[str, ast.stmt]] = {}
        self._seen: set[tuple[str, str]] = set()

    def module(self, name: str) -> SourceModule | None:
        """What the files of a module say: its source, and a stub beside it."""
        if name not in self._modules:
            places = [f"{root}/{place}" for root in self.roots for place in _places(name)]
            found = [Path(place) for place in places if os.path.isfile(place)]
            self._modules[name] = SourceModule(name, found) if found else None
        return self._modules[name]

    def find(self, name: str) -> Definition | None:
        """The definition of a function, class or method (of this class or one of its bases), also
        where the name is only imported to."""
        self._seen.clear()
        module, inside = self._split(name)
        return self._member(module, inside) if module is not None else None

    def defines(self, name: str) -> bool:
        """Whether the name is that of a module, or defined in the module where it says it is."""
        module, inside = self._split(name)
        if module is None or not inside:
            return module is not None
        return inside[0] in module.names and self.find(name) is not None

    def _split(self, name: str) -> tuple[SourceModule | None, list[str]]:
        parts = name.split(".")
        for split in range(len(parts), 0, -1):
            if module := self.module(".".join(parts[:split])):
                return module, parts[split:]
        return None, []

    def _member(self, module: SourceModule, path: list[str]) -> Definition | None:
        if not path:
            return module.tree
        key = (module.name, ".".join(path))
        if key in self._seen:
            return None
        self._seen.add(key)
        first, rest = path[0], path[1:]
        node = module.names.get(first)
        if isinstance(node, ast.ClassDef):
            return self._in_class(module, node, rest)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(
            node.value, ast.Name | ast.Attribute
        ):
            found = self._member(module, [*ast.unparse(node.value).split("."), *rest])
            if found is not None:
                return found
        if node is not None:
            return node if not rest else None
        for source, name in module.imported(first):
            target = ".".join(filter(None, (source, name, *rest)))
            origin, inside = self._split(target)
            if origin is not None and (found := self._member(origin, inside)):
                return found
        return None

    def _in_class(
        self, module: SourceModule, node: ast.ClassDef, path: list[str]
    ) -> Definition | None:
        if not path:
            return node
        if node not in self._members:
            self._members[node] = names_in(node.body)
        member = self._members[node].get(path[0])
        if isinstance(member, ast.Assign) and isinstance(member.value, ast.Name):
            member = self._members[node].get(member.value.id, member)
        if member is not None:
            if isinstance(member, ast.ClassDef):
                return self._in_class(module, member, path[1:])
            return member if len(path) == 1 else None
        bases = (self._member(module, [*base.split("."), *path]) for base in _bases(node))
        return next((found for found in bases if found is not None), None)


class SourceModule:
    """The top level of a module, with every branch of its tests."""

    def __init__(self, name: str, paths: list[Path]) -> None:
        self.name = name
        self.is_package = paths[0].stem == "__init__"
        trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
        self.tree = ast.Module([statement for tree in trees for statement in tree.body], [])

    @cached_property
    def names(self) -> dict[str, ast.stmt]:
        """What is defined here."""
        return names_in(self.tree.body)

    def imported(self, wanted: str) -> Iterator[tuple[str, str]]:
        """The modules, and names in them, that a name may be imported from."""
        for statement in flat(self.tree.body):
            if isinstance(statement, ast.ImportFrom):
                source = self._absolute(statement.module or "", statement.level)
                for alias in statement.names:
                    if alias.name == "*" or (alias.asname or alias.name) == wanted:
                        yield source, wanted if alias.name == "*" else alias.name
            elif isinstance(statement, ast.Import):
                for alias in statement.names:
                    if alias.asname == wanted:
                        yield alias.name, ""
                    elif alias.asname is None and alias.name.partition(".")[0] == wanted:
                        yield wanted, ""

    def _absolute(self, module: str, level: int) -> str:
        if not level:
            return module
        parts = self.name.split(".")
        parts = parts[: len(parts) - level + self.is_package]
        return ".".join([*parts, module] if module else parts)


def _places(name: str) -> Iterator[str]:
    """Where in a folder the files of a module may be."""
    top, _, rest = name.replace(".", "/").partition("/")
    for folder in (top, f"{top}-stubs"):
        path = f"{folder}/{rest}" if rest else folder
        yield from (f"{path}.py", f"{path}/__init__.py", f"{path}.pyi", f"{path}/__init__.pyi")


def flat(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, and those in branches."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.If | ast.Try | ast.With | ast.ExceptHandler):
            for field in ("body", "orelse", "handlers", "finalbody"):
                yield from flat(getattr(statement, field, []))


def names_in(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """What a body defines; of definitions of one name, the last."""
    names: dict[str, ast.stmt] = {}
    for statement in flat(body):
        match statement:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                names[name] = statement
            case ast.Assign(targets):
                names |= {t.id: statement for t in targets if isinstance(t, ast.Name)}
            case ast.AnnAssign(ast.Name(name)):
                names[name] = statement
    return names


def _bases(node: ast.ClassDef) -> Iterator[str]:
    for base in node.bases:
        yield ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
