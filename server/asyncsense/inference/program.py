"""All modules of one analysis, found and read on demand."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.modules import Module, ModuleFinder, module_name
from asyncsense.syntax.summary import Summary


class Program:
    """The modules that a search path offers, and the inference over them.

    `summary_of` gives the summary of a file by its path, or None where it cannot be read. `libraries`
    holds the modules outside the project, by name; it may be shared by successive programs.
    """

    def __init__(
        self,
        finder: ModuleFinder,
        roots: Sequence[str],
        summary_of: Callable[[str], Summary | None],
        libraries: dict[str, Module | None],
    ) -> None:
        self._finder = finder
        self._roots = roots
        self._summary_of = summary_of
        self._libraries = libraries
        self._by_path: dict[str, Module] = {}
        self.inference = Inference(self.load)

    def load(self, name: str) -> Module | None:
        """The module of that absolute name; None where there is none or it cannot be read."""
        if name in self._libraries:
            return self._libraries[name]
        found = self._finder.find(name)
        if found is None:
            self._libraries[name] = None
            return None
        path, folder = found
        if folder.kind == "project":
            if path is None:
                return Module(name, None, Summary((), ()), in_project=True)
            return self.module_at(path)
        module = None
        if path is None:
            module = Module(name, None, Summary((), ()))
        else:
            summary = self._summary_of(path)
            if summary is not None:
                module = Module(name, path, summary)
        self._libraries[name] = module
        return module

    def project_location(self, name: str) -> str | None:
        """The file of a module of the project, or its folder where it has no file; it is not read."""
        found = self._finder.find(name)
        if found is None or found[1].kind != "project":
            return None
        return found[0] or os.path.join(found[1].path, *name.split("."))

    def module_at(self, path: str) -> Module | None:
        """The module of a file of the project: one, by whatever name it is imported."""
        known = self._by_path.get(path)
        if known is not None:
            return known
        summary = self._summary_of(path)
        if summary is None:
            return None
        name = module_name(path, self._roots)
        module = self._by_path[path] = Module(name, path, summary, in_project=True)
        return module
