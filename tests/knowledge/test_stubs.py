"""The stubs are valid, import only what exists, and keep the names that the knowledge files define."""

import ast
from functools import cache
from pathlib import Path

import pytest

from asyncsense.knowledge import OVERRIDES, STUBS

FOLDERS = [Path(STUBS), Path(OVERRIDES)]
FILES = [(folder, path) for folder in FOLDERS for path in sorted(folder.rglob("*.pyi"))]


def module_name(folder: Path, path: Path) -> str:
    return ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(folder, path): path for folder, path in FILES}
PACKAGES = sorted({name.partition(".")[0] for name in MODULES})


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_there_are_stubs() -> None:
    assert len(PACKAGES) >= 60


@pytest.mark.parametrize("package", PACKAGES)
def test_stubs_are_incomplete_on_purpose(package: str) -> None:
    """A module's other names must stay unknown, not missing."""
    for name, path in MODULES.items():
        if name.partition(".")[0] == package:
            assert "__getattr__" in top_level(path), name


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_lead_to_definitions(package: str) -> None:
    for name, path in MODULES.items():
        if name.partition(".")[0] != package:
            continue
        for node in parsed(path).body:
            if isinstance(node, ast.ImportFrom) and node.module in MODULES:
                names = top_level(MODULES[node.module])
                assert all(
                    a.name in names or f"{node.module}.{a.name}" in MODULES for a in node.names
                )


def test_every_package_of_an_override_can_be_imported() -> None:
    for path in Path(OVERRIDES).rglob("*.pyi"):
        name = module_name(Path(OVERRIDES), path)
        while "." in name:
            name = name.rpartition(".")[0]
            # A folder that only holds packages (`google`) has no file of its own.
            assert name in MODULES or Path(STUBS, *name.split(".")).is_dir()


@cache
def top_level(path: Path) -> set[str]:
    names: set[str] = set()
    for node in parsed(path).body:
        match node:
            case (
                ast.ClassDef(name=name)
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
            ):
                names.add(name)
            case ast.ImportFrom(names=aliases) | ast.Import(names=aliases):
                names |= {alias.asname or alias.name for alias in aliases}
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return names
