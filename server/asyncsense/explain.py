"""Why what stands at a place blocks, or what it returns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from asyncsense.engine import Snapshot
from asyncsense.inference.frames import Frame
from asyncsense.inference.modules import Module
from asyncsense.inference.values import (
    CallableValue,
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Instance,
    ModuleValue,
    Partial,
    TupleInstance,
    Types,
    Value,
)
from asyncsense.project.chains import Chain
from asyncsense.project.project import Project, Registration
from asyncsense.project.sources import UnreadableFileError
from asyncsense.syntax.expressions import last_name
from asyncsense.syntax.sites import CallSite
from asyncsense.syntax.summary import Function
from asyncsense.text import Span


@dataclass(frozen=True, slots=True)
class Explanation:
    """A place and what follows from it."""

    text: str
    path: str = ""
    """Absolute; empty where there is no place to show."""
    line: int = 0
    children: tuple[Explanation, ...] = ()


def explain_place(snapshot: Snapshot, place: str) -> Explanation:
    """Explains `module:Class.method`, or `path:line` with an absolute path.

    Raises LookupError with a line for people where there is no such place.
    """
    return _Explainer(snapshot).explain(place)


class ExplainedCall(NamedTuple):
    """A call, and what is to be known about it."""

    span: Span
    explanation: Explanation


def explain_call(snapshot: Snapshot, path: str, offset: int) -> ExplainedCall | None:
    """Explains the call whose callee's name stands at `offset`, where it blocks or returns something that
    is to be awaited; None for any other place."""
    return _Explainer(snapshot).explain_call(path, offset)


class _Explainer:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._project: Project = snapshot.project
        self._inference = snapshot.project.inference

    def explain(self, place: str) -> Explanation:
        where, _, what = place.rpartition(":")
        if what.isdecimal() and os.path.isabs(where):
            return self._line(where, int(what))
        module = self._project.program.load(where)
        if module is None:
            raise LookupError(f"there is no module `{where}`")
        for function in module.summary.functions():
            if function.kind == "function" and function.qualname == what:
                return self._function(module, function)
        raise LookupError(f"no function in `{where}` is called `{what}`")

    def explain_call(self, path: str, offset: int) -> ExplainedCall | None:
        module = self._project.program.module_at(path)
        word = _word_at(self._snapshot.document(path).text, offset)
        if module is None or not word:
            return None
        around = [
            (span, function, call)
            for function in module.summary.functions()
            for call in function.body.calls
            if last_name(call.expression[1]) == word
            and (span := self._span(module, function, call)).start <= offset <= span.end
        ]
        if not around:
            return None
        span, function, call = max(around, key=lambda row: row[0].start)
        frame = self._inference.frame_of(function, module)
        returned = self._inference.evaluate(call.expression, frame)
        if not any(map(self._is_awaitable, returned)):
            if self._project.facts.call_chain(call, frame) is None:
                return None
        return ExplainedCall(span, self._call(module, function, call, span))

    def _is_awaitable(self, value: Value) -> bool:
        if not isinstance(value, Instance):
            return False
        return self._inference.find_member(value.cls, "__await__") is not None

    # ------------------------------------------------------------------ functions

    def _function(self, module: Module, function: Function) -> Explanation:
        frame = self._inference.frame_of(function, module)
        name = f"{module.name}.{function.qualname}"
        chain = self._project.facts.chain_of(frame)
        kind = "coroutine function" if function.is_async else "function"
        parts = [
            *self._who_runs(module, function),
            self._returned(self._inference.call_value(self._value(module, function))),
            *self._blocking(chain),
        ]
        return self._at(module, function, function.start, f"`{name}` is a {kind}", parts)

    def _value(self, module: Module, function: Function) -> Value:
        owner = function.owner
        bound = Instance(self._inference.class_ref(owner, module)) if owner is not None else None
        return FunctionValue(function, module, bound)

    def _who_runs(self, module: Module, function: Function) -> Iterator[Explanation]:
        if function.is_async:
            yield Explanation("the event loop runs it")
            return
        registration = self._project.is_loop_callback(function, module)
        if isinstance(registration, Registration):
            text = f"the event loop calls it: it is given to `{registration.target}`"
            yield self._registered(registration, text)
        elif registration:
            yield Explanation("the event loop calls it: it is part of a protocol")
        thread = self._project.thread_functions.get(function)
        if thread is not None:
            text = f"it runs in a thread: `{thread[1].target}` puts it there"
            yield self._registered(thread[1], text)

    def _registered(self, registration: Registration, text: str) -> Explanation:
        path = registration.module.path or ""
        return Explanation(text, path, self._line_of(path, registration.span.start))

    def _returned(self, types: Types) -> Explanation:
        if not types:
            return Explanation("it returns nothing")
        return Explanation(f"it returns {' or '.join(map(describe, types))}")

    def _blocking(self, chain: Chain | None) -> Iterator[Explanation]:
        if chain is None:
            yield Explanation("it does not block, as far as can be told")
            return
        node = Explanation(f"`{chain.primitive.shown}` blocks ({chain.category})")
        for hop in reversed(chain.hops):
            text = f"`{hop.function.qualname or hop.module.name}` calls `{hop.target}`"
            path = hop.module.path or ""
            node = Explanation(text, path, self._line_of(path, hop.span.start), (node,))
        yield Explanation(f"it blocks: it reaches `{chain.primitive.shown}`", children=(node,))

    # ------------------------------------------------------------------ lines

    def _line(self, path: str, number: int) -> Explanation:
        try:
            document = self._snapshot.document(path)
        except UnreadableFileError as error:
            raise LookupError(f"{path}: {error}") from None
        module = self._project.program.module_at(path)
        if module is None or not 1 <= number <= len(document.line_starts):
            raise LookupError(f"{path} has no line {number}")
        line = document.line_span(number - 1)
        calls = [
            self._call(module, function, call, span)
            for function in module.summary.functions()
            for call in function.body.calls
            if line.start <= (span := self._span(module, function, call)).start <= line.end
        ]
        if calls:
            return Explanation(f"line {number}", path, number, tuple(calls))
        function = self._function_at(module, line)
        if function is None:
            raise LookupError(f"line {number} of {path} is in no function and calls nothing")
        return self._function(module, function)

    def _span(self, module: Module, function: Function, call: CallSite) -> Span:
        piece = function.piece
        return Span(module.offset(piece, call.start), module.offset(piece, call.end))

    def _call(self, module: Module, function: Function, call: CallSite, span: Span) -> Explanation:
        frame: Frame = self._inference.frame_of(function, module)
        source = " ".join(
            self._snapshot.document(module.path or "").text[span.start : span.end].split()
        )
        callees = self._inference.callees(call.expression[1], frame)
        parts = [
            Explanation(f"it calls {' or '.join(map(describe, callees))}"),
            self._returned(self._inference.evaluate(call.expression, frame)),
            *self._blocking(self._project.facts.call_chain(call, frame)),
        ]
        return self._at(module, function, call.start, f"`{source}`", parts)

    def _function_at(self, module: Module, line: Span) -> Function | None:
        """The innermost function that a line belongs to."""
        found: Function | None = None
        for function in module.summary.functions():
            start = module.offset(function.piece, function.start)
            end = module.offset(function.piece, function.end)
            if function.kind == "function" and start <= line.end and line.start <= end:
                found = function
        return found

    # ------------------------------------------------------------------ places

    def _at(
        self, module: Module, function: Function, offset: int, text: str, parts: list[Explanation]
    ) -> Explanation:
        path = module.path or ""
        line = self._line_of(path, module.offset(function.piece, offset))
        return Explanation(text, path, line, tuple(parts))

    def _line_of(self, path: str, offset: int) -> int:
        try:
            return self._snapshot.document(path).position(offset).line
        except UnreadableFileError:
            return 0


def _word_at(text: str, offset: int) -> str:
    """The name at (or just before) `offset`."""
    start = end = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[start:end]


def describe(value: Value) -> str:
    """What a value is, for people."""
    match value:
        case Instance(cls, arguments):
            if cls.qualname == "types.CoroutineType":
                result = arguments[2] if len(arguments) > 2 else ()
                return f"a coroutine of {' or '.join(map(describe, result)) or 'nothing'}"
            return f"`{cls.qualname}`"
        case ClassValue(cls):
            return f"the class `{cls.qualname}`"
        case FunctionValue() | Decorated():
            return f"the function `{value.qualname}`"
        case ModuleValue(module):
            return f"the module `{module.name}`"
        case External(qualname):
            return f"`{qualname}`"
        case TupleInstance():
            return "a tuple"
        case CallableValue() | Partial():
            return "something that can be called"
    return "None" if value.tag == "none" else "something unknown"
