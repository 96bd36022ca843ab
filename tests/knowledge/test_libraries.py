"""The knowledge files and the stubs, held against the real libraries.

`ASYNCSENSE_LIBRARIES_VENV` names a virtual environment with `requirements.txt` installed, of which the source is
read (see `definitions.py`). Without it these tests are skipped; `scripts/test` makes it.
"""

import ast
import gc
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from definitions import TYPESHED, Sources

from asyncsense.knowledge import OVERRIDES, STUBS, load_knowledge
from asyncsense.knowledge.schema import BlockingCall, Library, names_of

VENV = os.environ.get("ASYNCSENSE_LIBRARIES_VENV")
LIBRARIES = {
    file: library
    for file, library in load_knowledge().libraries.items()
    if library.distribution is not None
}
PACKAGES = next(Path(VENV or "missing").glob("[Ll]ib*/**/site-packages"), Path("missing"))
INSTALLED = Sources(PACKAGES, TYPESHED / "stdlib")
# What is compiled is described by typeshed.
SOURCES = (INSTALLED, Sources(*(TYPESHED / "stubs").iterdir()))
# What libraries make when they run, and the files in which the names stand that they make it of.
MADE_AT_RUN_TIME = {
    "bcrypt._bcrypt.": ["bcrypt/__init__.pyi"],
    "boto3.resources.base.ServiceResource.": [
        "boto3/data/*/*/resources-1.json",
        "boto3/dynamodb/table.py",
        "boto3/resources/factory.py",
    ],
    "botocore.client.BaseClient.generate_": ["botocore/signers.py"],
    "django.db.backends.utils.CursorWrapper.fetch": ["django/db/backends/utils.py"],
    "django.db.models.manager.Manager.": ["django/db/models/query.py"],
    "gitlab.base.REST": ["gitlab/mixins.py", "gitlab/v4/objects/*.py"],
    "uvloop.": ["uvloop/__init__.py"],
}

pytestmark = pytest.mark.skipif(not VENV, reason="ASYNCSENSE_LIBRARIES_VENV is not set")


@pytest.fixture(autouse=True, scope="module")
def no_collection() -> Iterator[None]:
    """Syntax trees are more objects than anybody wants to go over again and again."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def unknown(names: Iterable[str], *, imported: bool = False) -> list[str]:
    """Those that are not defined where they say, or, with `imported`, cannot be imported from there."""
    return [
        name
        for name in names
        if not any(one.find(name) if imported else one.defines(name) for one in SOURCES)
        and not is_made_at_run_time(name)
    ]


def is_made_at_run_time(name: str) -> bool:
    last = name.rpartition(".")[2]
    return any(
        last in words_in(pattern)
        for prefix, patterns in MADE_AT_RUN_TIME.items()
        for pattern in patterns
        if name.startswith(prefix)
    )


@cache
def words_in(pattern: str) -> frozenset[str]:
    return frozenset(
        word
        for path in PACKAGES.glob(pattern)
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )


def twin_name(call: BlockingCall) -> str | None:
    if call.instead is None or call.name.endswith(".*"):
        return None
    owner = call.instead.module or call.name.rpartition(".")[0]
    return f"{owner}.{call.instead.name}"


def signature(name: str) -> ast.arguments | None:
    """The parameters of a function, or of what constructs a class."""
    for candidate in (name, f"{name}.__init__"):
        node = INSTALLED.find(candidate)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return node.args
    return None


def not_taken(call: str, twin: str) -> list[str]:
    """The parameters of a call that its twin does not take."""
    ours, theirs = signature(call), signature(twin)
    assert theirs is not None or is_made_at_run_time(call), twin
    if ours is None or theirs is None or theirs.vararg or theirs.kwarg:
        return []
    taken = {one.arg for one in (*theirs.posonlyargs, *theirs.args, *theirs.kwonlyargs)}
    return [
        one.arg
        for one in (*ours.args, *ours.kwonlyargs)
        if one.arg not in taken and one.arg not in ("self", "cls")
    ]


@pytest.mark.parametrize("file", LIBRARIES)
def test_names_are_those_of_the_library(file: str) -> None:
    library: Library = LIBRARIES[file]
    names = [name.removesuffix(".*") for name in names_of(library)]
    assert unknown(name for name in names if name.split(".")[0] in library.imports) == []


@pytest.mark.parametrize("file", LIBRARIES)
def test_public_names_can_be_imported(file: str) -> None:
    assert unknown([row.public for row in LIBRARIES[file].public], imported=True) == []
    shown = [
        call.public.removesuffix(".*")
        for call in LIBRARIES[file].blocking
        if call.public and not is_made_at_run_time(call.name)
    ]
    assert unknown(shown, imported=True) == []
    assert [name for name in shown if "._" in name and not name.endswith("__")] == []


@pytest.mark.parametrize("file", LIBRARIES)
def test_twins_take_the_same_arguments(file: str) -> None:
    library: Library = LIBRARIES[file]
    twins = [(call, twin) for call in library.blocking if (twin := twin_name(call))]
    assert unknown([twin for _, twin in twins], imported=True) == []
    assert unknown([row.twin for row in library.twins], imported=True) == []
    same = [(call.name, twin) for call, twin in twins if call.same_signature]
    assert {pair: wrong for pair in same if (wrong := not_taken(*pair))} == {}


def test_what_is_not_so_is_noticed() -> None:
    wrong = ["requests.api.fetch", "requests.get", "requests.sessions.Session.got", "nowhere.f"]
    assert unknown([*wrong, "requests.api.get", "requests.sessions.Session.get"]) == wrong
    assert unknown(["requests.get", "requests.fetch"], imported=True) == ["requests.fetch"]
    assert not_taken("requests.sessions.Session.send", "requests.models.Response.close") == [
        "request"
    ]


def test_every_library_is_there() -> None:
    """Also those of which no name is checked one by one."""
    missing = [
        library.distribution
        for library in LIBRARIES.values()
        if not any((PACKAGES / name).exists() or INSTALLED.module(name) for name in library.imports)
    ]
    assert missing == ["mysqlclient"]


def test_every_name_belongs_to_the_library_that_lists_it() -> None:
    allowed = set(sys.stdlib_module_names) | {"typing_extensions"}
    strays = [
        name
        for library in LIBRARIES.values()
        for name in names_of(library)
        if name.partition(".")[0] not in allowed | set(library.imports)
    ]
    assert strays == []


def stub_names(folder: Path) -> dict[str, list[str]]:
    """The classes, methods and functions that a folder of stubs defines, by package."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.pyi")):
        module = ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        names = found.setdefault(module.partition(".")[0], [])
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.name != "__getattr__"
            ):
                names.append(f"{module}.{node.name}")
            elif isinstance(node, ast.ClassDef):
                names.append(f"{module}.{node.name}")
                names += [
                    f"{module}.{node.name}.{member.name}"
                    for member in node.body
                    if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef)
                    and not member.name.startswith("__")
                ]
    return found


@pytest.mark.parametrize(
    ("package", "names"),
    [
        pytest.param(package, names, id=f"{Path(folder).name}-{package}")
        for folder in (STUBS, OVERRIDES)
        for package, names in stub_names(Path(folder)).items()
    ],
)
def test_stubs_define_what_the_library_defines(package: str, names: list[str]) -> None:
    assert unknown(names) == []
