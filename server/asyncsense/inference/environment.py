"""Which folders hold the packages that the code imports. Folders are listed; nothing is run."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from asyncsense.inference.modules import SearchFolder

_VENV_NAMES = (".venv", "venv", ".env", "env")
_MAX_PTH_LINES = 100


class MissingEnvironmentError(ValueError):
    """The interpreter or environment that was asked for is not there; the message is one line."""


@cache
def typeshed() -> str:
    """The copy of typeshed that jedi brings along."""
    spec = find_spec("jedi")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("jedi is not installed")
    return str(Path(spec.submodule_search_locations[0]) / "third_party" / "typeshed")


def import_roots(root: str, files: list[str]) -> tuple[str, ...]:
    """The folders from which the project's files are imported.

    A file belongs to the topmost folder of its chain of packages; the folder above that is a root.
    Folders without `__init__.py` below `src` or the project's root are namespace packages of it.
    """
    package_folders = {os.path.dirname(path) for path in files if path.endswith("__init__.py")}
    roots = {root}
    src = os.path.join(root, "src")
    if os.path.isdir(src) and src not in package_folders:
        roots.add(src)
    for folder in package_folders:
        above = os.path.dirname(folder)
        if above not in package_folders and above.startswith(root):
            roots.add(above)
    for path in files:
        folder = os.path.dirname(path)
        if folder not in package_folders:
            roots.add(folder)
    return tuple(sorted(roots, key=lambda folder: (folder.count(os.sep), folder)))


def site_packages(python: str | None, root: str) -> tuple[str, ...]:
    """The package folders of the environment at `python` (an interpreter or a virtual environment).

    Without it: the project's virtual environment, VIRTUAL_ENV, CONDA_PREFIX, else the running
    interpreter's. Raises MissingEnvironmentError.
    """
    if python:
        base = Path(os.path.join(root, os.path.expanduser(python)))
        folders = _packages_below(_environment_of(base))
        if not folders:
            raise MissingEnvironmentError(f"no Python environment at {python}")
        return folders
    candidates = [os.path.join(root, name) for name in _VENV_NAMES]
    candidates += [os.environ.get("VIRTUAL_ENV", ""), os.environ.get("CONDA_PREFIX", "")]
    for candidate in candidates:
        if candidate and os.path.isdir(candidate):
            folders = _packages_below(Path(candidate))
            if folders:
                return folders
    paths = sysconfig.get_paths()
    return _with_path_files(tuple(dict.fromkeys((paths["purelib"], paths["platlib"]))))


def _environment_of(path: Path) -> Path:
    """The environment's folder, given that folder or an interpreter in it.

    Interpreters are in `bin` or `Scripts`, or, on Windows where it is no virtual environment, at the top.
    """
    if path.is_dir():
        return path
    inside = path.parent.name in ("bin", "Scripts")
    return path.parent.parent if inside else path.parent


def _packages_below(environment: Path) -> tuple[str, ...]:
    found = [str(path) for path in sorted(environment.glob("lib*/python3*/site-packages"))]
    found += [str(path) for path in sorted(environment.glob("lib*/python3*/dist-packages"))]
    windows = environment / "Lib" / "site-packages"
    if windows.is_dir():
        found.append(str(windows))
    return _with_path_files(tuple(found))


def _with_path_files(folders: tuple[str, ...]) -> tuple[str, ...]:
    """The folders and those that their `.pth` files name; lines that would run code are passed over."""
    result = list(folders)
    for folder in folders:
        for entry in sorted(Path(folder).glob("*.pth")):
            try:
                lines = entry.read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                continue
            for line in lines[:_MAX_PTH_LINES]:
                target = os.path.normpath(os.path.join(folder, line.strip()))
                is_code = line.startswith(("import ", "import\t", "#")) or not line.strip()
                if not is_code and os.path.isdir(target) and target not in result:
                    result.append(target)
    return tuple(result)


def search_folders(roots: tuple[str, ...], packages: tuple[str, ...]) -> tuple[SearchFolder, ...]:
    """All folders in the order in which a module is looked for."""
    knowledge = Path(__file__).parent.parent / "knowledge"
    shed = Path(typeshed())
    return (
        *(SearchFolder(root, "project") for root in roots),
        SearchFolder(str(knowledge / "overrides"), "fallback"),
        SearchFolder(str(shed / "stdlib"), "typeshed"),
        *(SearchFolder(path, "packages") for path in packages),
        SearchFolder(str(shed / "stubs"), "stubs"),
        SearchFolder(str(knowledge / "stubs"), "fallback"),
    )


def running_version() -> tuple[int, int]:
    return sys.version_info[:2]
