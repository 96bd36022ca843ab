"""From one function that becomes asynchronous to all that have to follow."""

from __future__ import annotations

import ast
from collections.abc import Callable

from asyncsense.fixes.async_scope import may_await_at_top
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.propagation.callers import PYTEST_MARKS, Callers
from asyncsense.fixes.propagation.family import Family
from asyncsense.fixes.propagation.references import Files, Place
from asyncsense.fixes.propagation.standing import standing_of
from asyncsense.fixes.propagation.summaries import function_at, span_in
from asyncsense.fixes.propagation.uses import Call, uses_of
from asyncsense.fixes.steps import (
    AddAsync,
    AddAwait,
    AddDecorator,
    AwaitElements,
    FileStep,
    ReplaceCallee,
    RunEventLoop,
)
from asyncsense.fixes.twins import awaitable_twin
from asyncsense.inference.functions import has_decorator
from asyncsense.inference.modules import Module
from asyncsense.inference.values import Instance, Value, without_none
from asyncsense.project.chains import Chain
from asyncsense.project.libraries import library_of
from asyncsense.project.project import Project
from asyncsense.project.wanting import COROUTINES
from asyncsense.syntax.expressions import CALL
from asyncsense.syntax.summary import Function
from asyncsense.text import Document, Span

_MANY_FUNCTIONS = 100
# Bases from these call no methods of subclasses but what Python itself would call.
_PLAIN_MODULES = {"builtins", "typing", "typing_extensions", "abc", "enum", "dataclasses"}


class Spread:
    """The steps by which functions become asynchronous, and all that call them await.

    All methods raise CannotFixError, with the reason, where a boundary stops it.
    """

    def __init__(self, project: Project, document_of: Callable[[str], Document]) -> None:
        self._project = project
        self._inference = project.inference
        self._files = Files(project, document_of)
        self._callers = Callers(project, self._files)
        self._steps: dict[FileStep, None] = {}
        self._todo: list[tuple[Function, Module]] = []
        self._awaited: set[tuple[str, Span]] = set()
        self._lists: set[ast.AST] = set()
        self.functions: set[Function] = set()
        """The functions that become asynchronous."""
        self.uncalled: list[str] = []
        """The names of those among them that nothing in the project calls."""
        self.calls = 0
        """How many calls are awaited (or run)."""
        self.calls_by_name = 0
        """How many of them are so for their name only."""

    @property
    def steps(self) -> tuple[FileStep, ...]:
        return tuple(self._steps)

    def make_async(self, function: Function, module: Module) -> None:
        """Makes `function`, and all that this takes, asynchronous."""
        self._todo.append((function, module))
        self.spread()

    def spread(self) -> None:
        """Makes all that has to follow asynchronous."""
        while self._todo:
            self._convert(*self._todo.pop())
            if len(self.functions) > _MANY_FUNCTIONS:
                raise CannotFixError(f"more than {_MANY_FUNCTIONS} functions would have to follow")

    def add(self, step: FileStep) -> None:
        """A step that belongs to it, in code that is, or becomes, asynchronous."""
        match step:
            case AddAwait(path, expression):
                self._await(self._place(path, expression))
                return
            case AwaitElements(path, comprehension, element):
                self._lists.add(self._place(path, comprehension).node)
                self._awaited.add((path, element))
        self._steps[step] = None

    # ------------------------------------------------------------------ functions

    def _convert(self, function: Function, module: Module) -> None:
        if function in self.functions or function.is_async:
            return
        family = Family(self._project, function, module)
        members = [row for row in family.members.items() if not row[0].is_async]
        hand_on = [self._hands_on(*row) for row in members]
        for member, its_module in members:
            self.functions.add(member)
            self._make_coroutine(member, its_module)
        if all(hand_on):
            # All that call it await a coroutine, and go on doing so.
            for member, its_module in members:
                self._await_returns(member, its_module)
            return
        for member, its_module in members:
            self._check_returns(member, its_module)
        uses = uses_of(family, self._project, self._files)
        for call in uses.calls:
            self._await_call(call)
        is_test = self._callers.test_style(function, module) is not None
        if not uses.calls and not uses.is_called_otherwise and not is_test:
            self._check_uncalled(family)

    def _make_coroutine(self, function: Function, module: Module) -> None:
        path = module.path or ""
        if self._files.document(f"{path}i") is not None:
            raise CannotFixError(f"`{function.name}` is declared in a stub file")
        header = span_in(module, function, function.start, function.header_end)
        self.add(AddAsync(path, header))
        style = self._callers.test_style(function, module)
        if style in PYTEST_MARKS and not has_decorator(function, "asyncio", "anyio"):
            self.add(AddDecorator(path, header, style))
        frame = self._inference.frame_of(function, module)
        for call in function.body.calls:
            chain = self._project.facts.call_chain(call, frame)
            if chain is not None and chain.category == "event-loop":
                raise CannotFixError(f"`{function.name}` runs an event loop of its own")
            if chain is not None:
                span = span_in(module, function, call.start, call.end)
                self.await_primitive(chain, module, span)

    def await_primitive(self, chain: Chain, module: Module, span: Span) -> bool:
        """Awaits the twin of what the chain of the call at `span` ends in; whether it has one."""
        if chain.hops:
            module, span = chain.hops[-1].module, chain.hops[-1].span
        twin = awaitable_twin(chain, module)
        if twin is None:
            return False
        if chain.hops:
            self._todo.append((chain.hops[-1].function, module))
        path = module.path or ""
        self.add(AddAwait(path, span))
        self.add(ReplaceCallee(path, span, twin))
        return True

    def _hands_on(self, function: Function, module: Module) -> bool:
        """Whether all that it returns are coroutines that calls have just given it."""
        rows = function.body.returns
        if not any(block == () for *_, block in rows) or any(row[0][0] != CALL for row in rows):
            return False
        frame = self._inference.frame_of(function, module)
        types = [value for row in rows for value in self._inference.evaluate(row[0], frame)]
        return bool(types) and all(
            isinstance(value, Instance) and self._inference.is_subclass(value.cls, *COROUTINES)
            for value in types
        )

    def _await_returns(self, function: Function, module: Module) -> None:
        for expression, *_ in function.body.returns:
            span = span_in(module, function, *expression[4:6])
            self._await(self._place(module.path or "", span))

    def _check_returns(self, function: Function, module: Module) -> None:
        """A function that hands an awaitable to its callers, who await it, must go on doing so."""
        frame = self._inference.frame_of(function, module)
        for expression, *_ in function.body.returns:
            types = without_none(self._inference.evaluate(expression, frame))
            span = span_in(module, function, *expression[4:6]) if expression[0] == CALL else None
            if span is not None and (module.path or "", span) in self._awaited:
                continue
            if types and all(self._is_awaitable(value) for value in types):
                raise CannotFixError(f"`{function.name}` returns an awaitable")

    def _is_awaitable(self, value: Value) -> bool:
        return isinstance(value, Instance) and self._inference.defines(value.cls, "__await__")

    def _check_uncalled(self, family: Family) -> None:
        """Nothing in the project calls it: somebody else may."""
        if family.name.startswith("pytest_"):
            raise CannotFixError(f"pytest calls `{family.name}`")
        for cls in family.classes:
            for base in self._inference.mro(cls):
                if not base.module.in_project and base.module.name not in _PLAIN_MODULES:
                    raise CannotFixError(
                        f"nothing in the project calls `{family.name}`: `{base.node.name}` may"
                    )
        self.uncalled.append(family.name)

    # ------------------------------------------------------------------ calls

    def _await_call(self, call: Call) -> None:
        """Awaits a call of something that becomes a coroutine function."""
        node = call.callee.parent
        assert node is not None
        place = call.callee.at(node)
        if isinstance(place.parent, ast.Await):
            raise CannotFixError(f"what it returns is awaited already ({place})")
        self.calls += 1
        self.calls_by_name += call.by_name
        standing = standing_of(place)
        if standing.obstacle:
            raise CannotFixError(f"it is called in {standing.obstacle} ({place})")
        if isinstance(standing.code, ast.AsyncFunctionDef):
            self._await(place)
        elif standing.code is not None:
            function = function_at(place.at(standing.code))
            if function is None:
                raise CannotFixError(f"the code around {place} cannot be followed")
            self._await_in(function, place)
        elif may_await_at_top(place.document):
            self._await(place)
        else:
            self._run(place)

    def _await_in(self, function: Function, place: Place) -> None:
        """Awaits the call at `place` in a plain function, which has to follow; or runs it there."""
        style = self._callers.test_style(function, place.module)
        declared = self._callers.is_script(function, place.module)
        if style == "run" or declared or self._runs_event_loop(function, place.module):
            self._run(place)
        elif declared is not None:
            raise CannotFixError(f"`{function.name}` is an entry point of the package")
        else:
            self._await(place)
            self._todo.append((function, place.module))

    def _runs_event_loop(self, function: Function, module: Module) -> bool:
        frame = self._inference.frame_of(function, module)
        chains = (self._project.facts.call_chain(call, frame) for call in function.body.calls)
        return any(chain is not None and chain.category == "event-loop" for chain in chains)

    def _await(self, place: Place) -> None:
        path, span = place.document.path, place.span
        if (path, span) in self._awaited:
            return
        standing = standing_of(place)
        if standing.obstacle:
            raise CannotFixError(f"it is called in {standing.obstacle} ({place})")
        self._awaited.add((path, span))
        generator = standing.generator
        if generator is None or generator in self._lists:
            self._steps[AddAwait(path, span)] = None
        else:
            self._lists.add(generator)
            self.add(AwaitElements(path, place.at(generator).span, span))

    def _run(self, place: Place) -> None:
        """Runs the call at `place` on an event loop of its own."""
        library = library_of(place.module)
        if library != "asyncio":
            raise CannotFixError(f"{place} would need an event loop of {library}")
        self.add(RunEventLoop(place.document.path, place.span))

    def _place(self, path: str, span: Span) -> Place:
        module = self._project.program.module_at(path)
        document, source = self._files.document(path), self._files.source(path)
        assert module is not None and document is not None
        return Place(module, document, source, source.expression_at(span))
