"""What can be done at a place where nothing is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from asyncsense.diagnostics import Applicability, Fix, Step
from asyncsense.fixes.propagation.summaries import call_around, header_around
from asyncsense.fixes.steps import MakeAsync, TreatAsBlocking
from asyncsense.inference.modules import Module
from asyncsense.inference.values import External, FunctionValue, Types
from asyncsense.project.calls import function_values, qualified_name
from asyncsense.project.project import Project
from asyncsense.syntax.summary import Function
from asyncsense.text import Span


def refactorings(
    project: Project, path: str, offset: int, settings_file: str | None
) -> Iterator[Fix]:
    """For a plain function whose header, or a call of which, stands at `offset`: it becomes asynchronous.
    For a call in a coroutine of what a package does: the settings say that it blocks.

    They are never part of fix-all. `settings_file` is the path of the one in force, if any.
    """
    module = project.program.module_at(path)
    function = header_around(module, offset) if module is not None else None
    site = call_around(module, offset) if module is not None else None
    if module is not None and function is not None:
        yield from _make_async(function, module)
    elif module is not None and site is not None:
        frame = project.inference.frame_of(site.function, module)
        callees = project.inference.callees(site.call.expression[1], frame)
        for value in function_values(callees):
            if value.module.in_project and len(callees) == 1:
                yield from _make_async(value.function, value.module)
        is_waited_for = site.call.use[0] == "await" or not site.function.is_async
        if settings_file and not is_waited_for:
            if project.facts.call_chain(site.call, frame) is None:
                for name in _names_of_packages(callees):
                    step = TreatAsBlocking(settings_file, name, "network")
                    yield _fix(f"Treat `{name}` as blocking", step)


def _make_async(function: Function, module: Module) -> Iterator[Fix]:
    if function.kind == "function" and not function.is_async and module.path is not None:
        start = module.offset(function.piece, function.start)
        step = MakeAsync(module.path, Span(start, start))
        yield _fix(f"Make `{function.name}` async and await its callers", step)


def _names_of_packages(callees: Types) -> Iterator[str]:
    """The names of the functions among what is called that packages define and nothing is known of."""
    for value in callees:
        of_package = isinstance(value, External) or (
            isinstance(value, FunctionValue)
            and not value.module.in_project
            and not value.function.is_async
        )
        name = qualified_name(value)
        if of_package and name and name.partition(".")[0] not in sys.stdlib_module_names:
            yield name


def _fix(title: str, step: Step) -> Fix:
    return Fix(title, Applicability.UNSAFE, (step,))
