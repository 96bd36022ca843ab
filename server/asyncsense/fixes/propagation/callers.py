"""Who calls functions from outside of the project's code: tests, and what the package declares."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from asyncsense.fixes.propagation.references import Files
from asyncsense.inference.modules import Module
from asyncsense.project.fixtures import is_test_file
from asyncsense.project.project import Project
from asyncsense.syntax.summary import Function

PYTEST_MARKS = ("pytest:mark.asyncio", "pytest:mark.anyio")
TestStyle = str
"""How a test awaits: "async", as it is; as `async def` with one of the marks; or "run", by a loop of
its own."""

_PACKAGING = ("pyproject.toml", "setup.cfg", "setup.py")
_PYTEST = ("pyproject.toml", "pytest.ini", "tox.ini", "setup.cfg")
_AUTO_MODE = re.compile(r"""^\s*(?:asyncio_mode|anyio_mode)\s*=\s*["']?auto\b""", re.MULTILINE)
_MARK = re.compile(r"\bpytest\.mark\.(asyncio|anyio)\b")
_MARKED_MODULE = re.compile(r"^pytestmark\s*=.*\bmark\.(?:asyncio|anyio)\b", re.MULTILINE)
_SECTION = re.compile(r"^\[[^\]\n]*\]|\b(?:console|gui)_scripts\b|\bentry_points\b", re.MULTILINE)


class Callers:
    """Answers who else calls a function of the project."""

    def __init__(self, project: Project, files: Files) -> None:
        self._project = project
        self._files = files

    def test_style(self, function: Function, module: Module) -> TestStyle | None:
        """How a test may await; None for what is no test."""
        path = module.path or ""
        if function.owner is not None and function.name.startswith("test"):
            cls = self._project.inference.class_ref(function.owner, module)
            if self._project.inference.is_subclass(
                cls, "unittest.async_case.IsolatedAsyncioTestCase"
            ):
                return "async"
            if self._project.inference.is_subclass(cls, "unittest.case.TestCase"):
                return "run"
        in_class = function.owner is not None and not function.owner.name.startswith("Test")
        if not is_test_file(path) or not function.name.startswith("test") or in_class:
            return None
        if function.parent is not None and function.parent.kind != "module":
            return None
        return self._pytest_style(path)

    def is_script(self, function: Function, module: Module) -> bool | None:
        """Whether the package declares the function as a command (True) or another entry point
        (False); None if it does not declare it."""
        name = re.escape(function.qualname)
        declared = re.compile(rf"([A-Za-z_][\w.]*)\s*:\s*{name}\b(?!\.)")
        for text in self._texts_around(module.path or "", _PACKAGING):
            for match in declared.finditer(text):
                if f".{module.name}".endswith(f".{match[1]}") or match[1].endswith(
                    f".{module.name}"
                ):
                    sections = _SECTION.findall(text, 0, match.start())
                    return bool(sections) and "scripts" in sections[-1]
        return None

    def _pytest_style(self, path: str) -> TestStyle:
        if any(_AUTO_MODE.search(text) for text in self._texts_around(path, _PYTEST)):
            return "async"
        document = self._files.document(path)
        own = document.text if document is not None else ""
        if _MARKED_MODULE.search(own):
            return "async"
        others = [one for one in self._project.files if is_test_file(one)]
        for text in (own, *self._texts_at(others)):
            mark = _MARK.search(text)
            if mark is not None:
                return f"pytest:mark.{mark[1]}"
        return "run"

    def _texts_around(self, path: str, names: Sequence[str]) -> list[str]:
        """The files of these names in the nearest directory around `path` that has some."""
        directory = os.path.dirname(path)
        while True:
            found = list(self._texts_at(os.path.join(directory, name) for name in names))
            outer = os.path.dirname(directory)
            if found or outer == directory:
                return found
            directory = outer

    def _texts_at(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            document = self._files.document(path)
            if document is not None:
                yield document.text
