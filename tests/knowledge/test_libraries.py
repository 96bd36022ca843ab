"""The knowledge files and the stubs, held against the real libraries.

`ASYNCSENSE_LIBRARIES_VENV` names a virtual environment with `requirements.txt` installed; its Python
imports the libraries and answers (see `introspect.py`). Without it these tests are skipped.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typeshed import TYPESHED, Stubs

from asyncsense.knowledge import OVERRIDES, STUBS, load_knowledge
from asyncsense.knowledge.schema import BlockingCall, Library, names_of

VENV = os.environ.get("ASYNCSENSE_LIBRARIES_VENV")
LIBRARIES = {
    file: library
    for file, library in load_knowledge().libraries.items()
    if library.distribution is not None
}
# What needs a system library to be imported is described by typeshed, or by a stub of its own.
INSTALLED = Path(VENV or ".").glob("[Ll]ib*/**/site-packages")
STUBS_OF_OTHERS = Stubs(*(TYPESHED / "stubs").iterdir(), *INSTALLED)
# What libraries make when they run, or find behind `__getattr__`, and modules that cannot be imported alone.
MADE_AT_RUN_TIME = (
    "boto3.resources.base.ServiceResource.",
    "botocore.client.BaseClient.generate_",
    "django.contrib.auth.base_user.",
    "django.contrib.auth.models.",
    "django.db.backends.utils.CursorWrapper.fetch",
    "elasticsearch._async.helpers.",
    "gitlab.base.REST",
)

pytestmark = pytest.mark.skipif(not VENV, reason="ASYNCSENSE_LIBRARIES_VENV is not set")


def ask(names: list[str], public: list[str], pairs: list[tuple[str, str]]) -> dict[str, str]:
    """What is wrong with these names, by the libraries' own Python."""
    assert VENV is not None
    folder, program = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    done = subprocess.run(
        [Path(VENV) / folder / program, Path(__file__).with_name("introspect.py")],
        input=json.dumps({"names": names, "public": public, "pairs": pairs}),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    answer: dict[str, str] = json.loads(done.stdout)
    return {
        name: wrong
        for name, wrong in answer.items()
        if wrong and not name.startswith(MADE_AT_RUN_TIME) and not STUBS_OF_OTHERS.defines(name)
    }


def twin_name(call: BlockingCall) -> str | None:
    if call.instead is None or call.name.endswith(".*"):
        return None
    owner = call.instead.module or call.name.rpartition(".")[0]
    return f"{owner}.{call.instead.name}"


@pytest.mark.parametrize("file", LIBRARIES)
def test_names_are_those_of_the_library(file: str) -> None:
    library: Library = LIBRARIES[file]
    names = [n for n in dict.fromkeys(names_of(library)) if n.split(".")[0] in library.imports]
    twins = [(call, twin) for call in library.blocking if (twin := twin_name(call))]
    public = [twin for _, twin in twins] + [twin.twin for twin in library.twins]
    pairs = [(call.name, twin) for call, twin in twins if call.same_signature]
    assert ask(names, public, pairs) == {}


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
    assert ask(names, [], []) == {}
