"""Paths of Windows, as far as they can be looked at anywhere: the rules for them are in `ntpath`."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from asyncsense.config import settings
from asyncsense.inference import modules
from asyncsense.inference.environment import site_packages
from asyncsense.inference.modules import ModuleFinder, SearchFolder
from asyncsense.lsp import uris
from asyncsense.project import discovery

WINDOWS = SimpleNamespace(name="nt", path=ntpath, sep=ntpath.sep)


class _Folders(ModuleFinder):
    """Finds modules in a project on a drive."""

    def listing(self, folder: str) -> frozenset[str]:
        return {
            "C:\\work\\src": frozenset({"shop"}),
            "C:\\work\\src\\shop": frozenset({"__init__.py", "stock.py"}),
        }.get(folder, frozenset())


@pytest.mark.parametrize("name, file", [("shop", "__init__.py"), ("shop.stock", "stock.py")])
def test_a_module_is_found_at_the_path_that_its_file_has(
    name: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modules, "sep", "\\")
    folder = SearchFolder("C:\\work\\src", "project")
    assert _Folders([folder]).find(name) == (f"C:\\work\\src\\shop\\{file}", folder)


@pytest.mark.parametrize(
    "uri, path",
    [
        ("file:///c%3A/work/my%20app.py", "C:\\work\\my app.py"),
        ("file:///C:/work/app.py", "C:\\work\\app.py"),
        ("file://server/share/app.py", "\\\\server\\share\\app.py"),
    ],
)
def test_uris_name_drives_and_shares(uri: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uris, "os", WINDOWS)
    monkeypatch.setattr(uris, "Path", PureWindowsPath)
    assert uris.path_of(uri) == path
    assert uris.path_of(uris.uri_of(path)) == path


@pytest.mark.parametrize("interpreter", ["python.exe", "Scripts/python.exe"])
def test_interpreters_stand_in_scripts_or_at_the_top(interpreter: str, tmp_path: Path) -> None:
    packages = tmp_path / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    (tmp_path / "Scripts").mkdir()
    (tmp_path / interpreter).touch()
    assert site_packages(str(tmp_path / interpreter), os.sep) == (str(packages),)


def test_another_drive_is_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "os", WINDOWS)
    globs = (settings.Glob("C:\\work", "*.py"),)
    assert settings.matches(globs, "C:\\work\\app.py")
    assert not settings.matches(globs, "D:\\work\\app.py")
    monkeypatch.setattr(discovery, "os", WINDOWS)
    assert not discovery._overlap("C:\\work", "D:\\work")
