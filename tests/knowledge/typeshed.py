"""Looks a qualified name up in stub files: does this module define this function, class or method?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import jedi

TYPESHED = Path(jedi.__file__).parent / "third_party" / "typeshed"


class Stubs:
    """A folder of stub files, indexed module by module when asked."""

    def __init__(self, *roots: Path) -> None:
        self.roots = roots
        self._modules: dict[str, StubModule | None] = {}

    def module(self, name: str) -> StubModule | None:
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> StubModule | None:
        relative = name.replace(".", "/")
        for root in self.roots:
            for path in (root / f"{relative}.pyi", root / relative / "__init__.pyi"):
                if path.is_file():
                    return StubModule(path)
        return None

    def defines(self, qualname: str) -> bool:
        """Whether the name is defined, on this class or one of its bases, where it says it is."""
        parts = qualname.split(".")
        for split in range(len(parts) - 1, 0, -1):
            if module := self.module(".".join(parts[:split])):
                return self._member(module, parts[split:], set())
        return False

    def _member(self, module: StubModule, path: list[str], seen: set[tuple[str, str]]) -> bool:
        first, rest = path[0], path[1:]
        if (str(module.path), first) in seen:
            return False
        seen.add((str(module.path), first))
        if not rest:
            return first in module.functions or first in module.classes or first in module.names
        if alias := module.aliases.get(first):
            return self._member(module, [*alias.split("."), *rest], seen)
        if first in module.imports:
            source, name = module.imports[first]
            origin = self.module(f"{source}.{name}") if name else self.module(source)
            if origin:
                return self._member(origin, rest, seen)
            return bool(
                (origin := self.module(source)) and self._member(origin, [name, *rest], seen)
            )
        return any(
            rest[0] in node_names(node.body)
            or any(self._member(module, [*base.split("."), *rest], seen) for base in bases(node))
            for node in module.classes.get(first, ())
        )


class StubModule:
    """The top level of one stub file, every branch of its version tests included."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @cached_property
    def statements(self) -> list[ast.stmt]:
        return list(flat(self.tree.body))

    @cached_property
    def functions(self) -> set[str]:
        return {
            s.name for s in self.statements if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    @cached_property
    def classes(self) -> dict[str, list[ast.ClassDef]]:
        found: dict[str, list[ast.ClassDef]] = {}
        for statement in self.statements:
            if isinstance(statement, ast.ClassDef):
                found.setdefault(statement.name, []).append(statement)
        return found

    @cached_property
    def names(self) -> set[str]:
        return node_names(self.tree.body)

    @cached_property
    def aliases(self) -> dict[str, str]:
        return {
            s.targets[0].id: ast.unparse(s.value)
            for s in self.statements
            if isinstance(s, ast.Assign)
            and isinstance(s.targets[0], ast.Name)
            and isinstance(s.value, ast.Name | ast.Attribute)
        }

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for s in self.statements:
            if isinstance(s, ast.ImportFrom) and not s.level:
                found |= {a.asname or a.name: (s.module or "", a.name) for a in s.names}
            elif isinstance(s, ast.Import):
                found |= {a.asname or a.name: (a.name, "") for a in s.names}
        return found


def flat(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        if isinstance(statement, ast.If):
            yield from flat(statement.body)
            yield from flat(statement.orelse)


def node_names(body: list[ast.stmt]) -> set[str]:
    names: set[str] = set()
    for s in flat(body):
        if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(s.name)
        elif isinstance(s, ast.Assign):
            names |= {t.id for t in s.targets if isinstance(t, ast.Name)}
        elif isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name):
            names.add(s.target.id)
    return names


def bases(node: ast.ClassDef) -> Iterator[str]:
    for base in node.bases:
        yield ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
