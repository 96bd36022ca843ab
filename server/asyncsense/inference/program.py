"""All modules of one analysis, found and read on demand."""

from __future__ import annotations

from collections.abc import Callable

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.modules import Module, ModuleFinder
from asyncsense.syntax.summary import Summary

Summarize = Callable[[str], Summary | None]


class Program:
    """The modules that a search path offers, and the inference over them.

    `summary_of` gives the summary of a file by its path, or None where it cannot be read.
    """

    def __init__(self, finder: ModuleFinder, summary_of: Summarize) -> None:
        self.finder = finder
        self.summary_of = summary_of
        self.by_path: dict[str, Module] = {}
        self.inference = Inference(self.load)

    def load(self, name: str) -> Module | None:
        """The module of that absolute name; None where there is none or it cannot be read."""
        found = self.finder.find(name)
        if found is None:
            return None
        path, folder = found
        if path is None:
            return Module(name, None, Summary((), ()))
        return self.add(name, path, folder.kind == "project")

    def add(self, name: str, path: str, in_project: bool) -> Module | None:
        """The module at `path` under that name."""
        known = self.by_path.get(path)
        if known is not None and known.name == name:
            return known
        summary = self.summary_of(path)
        if summary is None:
            return None
        module = Module(name, path, summary, in_project)
        self.by_path.setdefault(path, module)
        return module
