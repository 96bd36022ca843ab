"""A hostile workspace: whatever lies in it, a deep check runs none of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Imports each of the traps, and asks about calls on what they hold, so that jedi looks into all.
APP = """\
import compiled
import compiled.inner
import evil
import inspect
import installed
import installed.native
import sourceless
import sitecustomize
import typing_extensions


async def main(thing):
    for one in ITEMS:
        one.save(1)
    for one in (compiled, compiled.inner, evil, installed, installed.native, sourceless):
        one.save(1)
        one.sleep(1)
    sitecustomize.save(1)
    thing.save(1)


ITEMS = []


def begin():
    ITEMS.append(compiled.inner.thing)
    ITEMS.append(installed.native.thing)
    ITEMS.append(inspect.currentframe())


async def save(item): ...
"""


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """The file that anything that is run would write."""
    return tmp_path / "marker"


@pytest.fixture
def payload(marker: Path) -> Callable[[str], str]:
    """Code that says that it was run, as one line."""

    def line(who: str) -> str:
        return f"import os; open({str(marker)!r}, 'a').write({who + ' was run; '!r})\n"

    return line


@pytest.fixture
def workspace(tmp_path: Path, payload: Callable[[str], str]) -> Path:
    root = tmp_path / "workspace"
    root.mkdir()
    (root / "app.py").write_text(APP)
    (root / "pyproject.toml").write_text("")
    for name in (
        "evil",
        "sitecustomize",
        "usercustomize",
        "inspect",
        "pickle",
        "typing_extensions",
    ):
        (root / f"{name}.py").write_text(payload(f"{name}.py"))
    _package(root / "compiled", payload)
    _sourceless(root, payload)
    _environment(root / ".venv", payload)
    (root / ".jedi").mkdir()
    settings = {
        "path": str(root),
        "environment_path": str(root / ".venv" / "bin" / "python"),
        "load_unsafe_extensions": True,
    }
    (root / ".jedi" / "project.json").write_text(json.dumps([1, settings]))
    for name in ("conftest.py", "manage.py", "setup.py", "buildout.cfg"):
        (root / name).write_text(payload(name))
    return root


def _package(folder: Path, payload: Callable[[str], str]) -> None:
    """A package with code in `__init__` and a compiled module; loading that runs the former."""
    folder.mkdir()
    (folder / "__init__.py").write_text(payload(f"{folder.name}/__init__.py"))
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    for name in ("inner", "native"):
        shutil.copy(_some_extension(), folder / f"{name}{suffix}")


def _some_extension() -> str:
    """A compiled module; the library of C code that comes with it does not matter."""
    import _json

    if hasattr(_json, "__file__") and _json.__file__:
        return _json.__file__
    pytest.skip("this interpreter has its compiled modules built in")


def _sourceless(folder: Path, payload: Callable[[str], str]) -> None:
    import py_compile

    source = folder / "source.txt"
    source.write_text(payload("sourceless.pyc"))
    py_compile.compile(str(source), str(folder / "sourceless.pyc"), doraise=True)


def _environment(folder: Path, payload: Callable[[str], str]) -> None:
    """A virtual environment that looks sound: its interpreter is a link to a true one."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = folder / "lib" / version / "site-packages"
    packages.mkdir(parents=True)
    (folder / "bin").mkdir()
    os.symlink(sys.executable, folder / "bin" / "python")
    (folder / "pyvenv.cfg").write_text(f"home = {os.path.dirname(sys.executable)}\n")
    (packages / "evil.pth").write_text(payload("evil.pth"))
    (packages / "sitecustomize.py").write_text(payload("sitecustomize of .venv"))
    _package(packages / "installed", payload)


def _run(arguments: list[str], workspace: Path, **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=workspace,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout


@pytest.fixture(params=["", "--python=.venv"])
def options(request: pytest.FixtureRequest) -> list[str]:
    return ["--deep", "--no-cache", *filter(None, [request.param])]


# How the program gets onto its feet is not jedi's doing: `-P` keeps the working directory out.
CHECK = ["-P", "-m", "asyncsense", "check"]


def test_nothing_in_a_workspace_is_run(workspace: Path, marker: Path, options: list[str]) -> None:
    _run([*CHECK, *options, "."], workspace)
    assert not marker.exists(), marker.read_text()


def test_nothing_is_run_for_an_activated_environment(workspace: Path, marker: Path) -> None:
    environment = str(workspace / ".venv")
    _run([*CHECK, "--deep", "--no-cache", "."], workspace, VIRTUAL_ENV=environment)
    assert not marker.exists(), marker.read_text()


def test_nothing_is_run_where_the_workspace_is_on_the_path(workspace: Path, marker: Path) -> None:
    """As after an editable install: this interpreter itself would import from the workspace."""
    program = (
        "import os, sys; sys.path += [os.getcwd(), *sys.argv[1:]]\n"
        "from asyncsense.__main__ import main; sys.exit(main(['check', '--deep', '--no-cache', '.']))"
    )
    packages = next(workspace.glob(".venv/lib/*/site-packages"))
    _run(["-P", "-c", program, str(packages)], workspace)
    assert not marker.exists(), marker.read_text()


FINDER = """\
import importlib.abc, importlib.machinery, importlib.util, os, sys
class Editable(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.PathFinder.find_spec(name, path or [os.getcwd()])
sys.meta_path.append(Editable())
from asyncsense.__main__ import main
sys.exit(main(['check', '--deep', '--no-cache', '.']))
"""


def test_nothing_is_run_where_a_finder_answers_for_the_workspace(
    workspace: Path, marker: Path
) -> None:
    """As after an editable install of the newer kind, which no search path shows."""
    _run(["-P", "-c", FINDER], workspace)
    assert not marker.exists(), marker.read_text()


@pytest.fixture
def asked(workspace: Path) -> Iterator[str]:
    """What jedi was asked, as printed by a program that asks about every call of the file."""
    program = (
        "import os, sys\n"
        "from asyncsense.engine import Workspace\n"
        "from asyncsense.rules.context import Context\n"
        "snapshot = Workspace(os.getcwd(), deep=True).snapshot()\n"
        "path = os.path.join(os.getcwd(), 'app.py')\n"
        "module = snapshot.project.program.module_at(path)\n"
        "document, second = snapshot.document(path), snapshot.second_opinion\n"
        "for function in module.summary.functions():\n"
        "    context = Context(snapshot.project, module, document, function)\n"
        "    for call in context.body.calls:\n"
        "        second.ask(document, context.call_span(call))\n"
        "print(sorted(second.outcomes))\n"
    )
    yield _run(["-P", "-c", program], workspace)


def test_nothing_is_run_whatever_is_asked(asked: str, marker: Path) -> None:
    assert not marker.exists(), marker.read_text()
    assert "answered" in asked


def test_nothing_is_written_into_a_workspace(workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))
    _run([*CHECK, "--deep", "--no-cache", "."], workspace)
    assert sorted(workspace.rglob("*")) == before


def test_the_traps_are_traps(workspace: Path, marker: Path) -> None:
    """What is not run above runs where somebody imports it."""
    program = "import sys; sys.path.insert(0, '.'); import compiled, sourceless"
    _run(["-P", "-c", program], workspace)
    said = marker.read_text()
    assert "compiled/__init__.py was run" in said
    assert "sourceless.pyc was run" in said
    marker.unlink()
    subprocess.run([str(workspace / ".venv" / "bin" / "python"), "-c", ""], check=True)
    assert "evil.pth was run" in marker.read_text()
