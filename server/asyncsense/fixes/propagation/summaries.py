"""From places in texts to what summaries say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from asyncsense.fixes.propagation.references import Place
from asyncsense.inference.modules import Module
from asyncsense.syntax.sites import CallSite
from asyncsense.syntax.summary import Function, walk_functions
from asyncsense.text import Span


class Site(NamedTuple):
    """A call in a function."""

    call: CallSite
    function: Function


def span_in(module: Module, function: Function, start: int, end: int) -> Span:
    """The place in the file of offsets in the function's piece."""
    return Span(start, end).shifted(module.offset(function.piece, 0))


def function_at(definition: Place) -> Function | None:
    """The function that is defined at `definition`."""
    start = definition.span.start
    for function in _functions_in_piece(definition.module, start):
        if function.kind == "function":
            if definition.module.offset(function.piece, function.start) == start:
                return function
    return None


def call_site_at(call: Place) -> Site | None:
    """The call at a place."""
    return find_call(call.module, call.span)


def find_call(module: Module, span: Span) -> Site | None:
    """The call that covers exactly `span`."""
    for function in _functions_in_piece(module, span.start):
        for call in function.body.calls:
            if span_in(module, function, call.start, call.end) == span:
                return Site(call, function)
    return None


def call_around(module: Module, offset: int) -> Site | None:
    """The innermost call that holds `offset`."""
    around = [
        Site(call, function)
        for function in _functions_in_piece(module, offset)
        for call in function.body.calls
        if span_in(module, function, call.start, call.end).contains(Span(offset, offset))
    ]
    return min(around, key=lambda one: one.call.end - one.call.start, default=None)


def header_around(module: Module, offset: int) -> Function | None:
    """The function in whose header `offset` stands."""
    for function in _functions_in_piece(module, offset):
        if function.kind == "function":
            header = span_in(module, function, function.start, function.header_end)
            if header.contains(Span(offset, offset)):
                return function
    return None


def function_around(module: Module, place: Span) -> Function | None:
    """The innermost code that holds `place`."""
    around = [
        function
        for function in _functions_in_piece(module, place.start)
        if span_in(module, function, function.start, function.end).contains(place)
    ]
    return min(around, key=lambda one: one.end - one.start, default=None)


def _functions_in_piece(module: Module, offset: int) -> Iterator[Function]:
    pieces = module.summary.pieces
    starts = [start for start in module.summary.starts if start <= offset]
    if starts:
        yield from walk_functions(pieces[len(starts) - 1].code)
