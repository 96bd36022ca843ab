"""Every name of the standard library that the knowledge files mention is real."""

import importlib
import sys

import pytest
from definitions import TYPESHED, Sources

from asyncsense.knowledge import load_knowledge
from asyncsense.knowledge.schema import Library, names_of

STANDARD = {
    file: library
    for file, library in load_knowledge().libraries.items()
    if library.distribution is None
}
STUBS = Sources(TYPESHED / "stdlib")


def exists_at_run_time(name: str) -> bool:
    parts = name.split(".")
    for split in range(len(parts), 0, -1):
        try:
            value: object = importlib.import_module(".".join(parts[:split]))
        except ImportError:
            continue
        for part in parts[split:]:
            if not hasattr(value, part):
                return False
            value = getattr(value, part)
        return True
    return False


@pytest.mark.parametrize("file", STANDARD)
def test_names_exist(file: str) -> None:
    library: Library = STANDARD[file]
    names = [name.removesuffix(".*") for name in names_of(library)]
    unknown = [
        name
        for name in names
        if name.partition(".")[0] in sys.stdlib_module_names
        and not (STUBS.defines(name) or STUBS.module(name) or exists_at_run_time(name))
    ]
    assert not unknown


@pytest.mark.parametrize("file", STANDARD)
def test_blocking_names_are_those_of_typeshed(file: str) -> None:
    """The resolver reads typeshed: for each runtime-only spelling there must be one that typeshed has."""
    known = [call.name for call in STANDARD[file].blocking if STUBS.defines(call.name)]
    assert len(known) >= len(STANDARD[file].blocking) // 2


@pytest.mark.parametrize("file", STANDARD)
def test_public_names_can_be_imported(file: str) -> None:
    shown = [row.public for row in STANDARD[file].public]
    dotted = [
        name if "." in name or name in sys.stdlib_module_names else f"builtins.{name}"
        for name in shown
    ]
    assert [name for name in dotted if not exists_at_run_time(name)] == []
