"""Fixes that reach other functions, worked out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from asyncsense.diagnostics import Applicability, Fix
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.propagation.spread import Spread
from asyncsense.fixes.propagation.summaries import find_call, function_around
from asyncsense.fixes.steps import AwaitChain, FileStep, MakeAsync, Plan
from asyncsense.inference.modules import Module
from asyncsense.project.project import Project
from asyncsense.text import Document, Span

__all__ = ["complete"]


def complete(fix: Fix, project: Project, document_of: Callable[[str], Document]) -> Fix:
    """The fix with its plans worked out: with steps in files, and its size in the title.

    Where a boundary stops it, it is disabled, with the reason. Fixes without plans are as they were.
    """
    if not any(isinstance(step, Plan) for step in fix.steps):
        return fix
    spread = Spread(project, document_of)
    try:
        _plan(fix, project, spread)
    except CannotFixError as error:
        return replace(fix, applicability=Applicability.DISABLED, steps=(), reason=str(error))
    return replace(fix, title=f"{fix.title} ({_size(spread)})", steps=spread.steps)


def _plan(fix: Fix, project: Project, spread: Spread) -> None:
    for step in fix.steps:
        if isinstance(step, FileStep):
            spread.add(step)
    for step in fix.steps:
        match step:
            case MakeAsync(path, place):
                module = _module(project, path)
                function = function_around(module, place)
                if function is None:
                    raise CannotFixError("it does not stand in a function of its own")
                spread.make_async(function, module)
            case AwaitChain(path, call):
                _await_chain(_module(project, path), call, project, spread)


def _await_chain(module: Module, call: Span, project: Project, spread: Spread) -> None:
    site = find_call(module, call)
    frame = project.inference.frame_of(site.function, module) if site is not None else None
    chain = project.facts.call_chain(site.call, frame) if site and frame else None
    if chain is None or not chain.hops:
        raise CannotFixError("it cannot be told any more how it blocks")
    if not spread.await_primitive(chain, module, call):
        raise CannotFixError(f"`{chain.primitive.shown}` has no twin that is awaited")
    spread.spread()


def _module(project: Project, path: str) -> Module:
    module = project.program.module_at(path)
    if module is None:
        raise CannotFixError("its file cannot be read")
    return module


def _size(spread: Spread) -> str:
    """How much changes, for the title."""
    if not spread.calls:
        return "nothing in the project calls it" if spread.uncalled else "no call changes"
    files = len({step.path for step in spread.steps})
    calls = _count(spread.calls, "call")
    if spread.calls_by_name:
        calls += f", {spread.calls_by_name} of them by name only,"
    functions = f"{len(spread.functions)} functions, " if len(spread.functions) > 1 else ""
    unknown = "".join(f"; nothing calls `{name}`" for name in spread.uncalled)
    return f"{functions}{calls} in {_count(files, 'file')}{unknown}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
