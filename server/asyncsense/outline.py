"""The functions of a file, for views that go function by function."""

from __future__ import annotations

from asyncsense.engine import Snapshot
from asyncsense.text import Span


def function_places(snapshot: Snapshot, path: str) -> dict[str, Span]:
    """Where the names of a file's functions stand, by qualified name (see `Diagnostic.function`)."""
    module = snapshot.project.program.module_at(path)
    places: dict[str, Span] = {}
    for function in module.summary.functions() if module is not None else ():
        if module is not None and function.kind == "function":
            start = module.offset(function.piece, function.name_start)
            span = Span(start, start + len(function.name))
            places.setdefault(f"{module.name}.{function.qualname}", span)
    return places
