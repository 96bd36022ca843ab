"""Calls of `asyncio.gather`, and what becomes of their results."""

from __future__ import annotations

from typing import NamedTuple

from asyncsense.inference.values import ClassValue
from asyncsense.project.calls import names_in
from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    AWAIT,
    CALL,
    CONSTANT,
    NAME,
    OTHER,
    SEQUENCE,
    Expression,
    elements_of,
    last_name,
)
from asyncsense.syntax.sites import Binding, CallSite, Use

_GATHER = frozenset({"asyncio.tasks.gather"})
# They give (or await) what they are given.
_PASSES = {"wait_for", "shield", "ensure_future"}
_LOOKS_AT_CLASS = {"isinstance", "issubclass", "type"}
_WANTS_VALUE = {"len", "int", "float", "str", "sum", "sorted", "min", "max", "join", "dumps"}
_USES_ALL = {"sum", "min", "max", "sorted", "join"}
_CANCELLED = {"CancelledError", "BaseException"}
_OF_EXCEPTIONS = {"args", "add_note", "with_traceback"}


def is_gather(call: CallSite, ctx: Context) -> bool:
    """Whether the call is one of `asyncio.gather`."""
    return ctx.calls_one_of(call, _GATHER) is not None


def returns_exceptions(call: CallSite) -> bool | None:
    """The value of `return_exceptions`; None where it cannot be told."""
    for name, value in call.expression[3]:
        if name is None:
            return None
        if name == "return_exceptions":
            return value[2] if value[:2] == (CONSTANT, "bool") else None
    return False


def use_of_results(use: Use, ctx: Context) -> Use | None:
    """What becomes of the list of results; None where the gather goes who knows where."""
    match use:
        case ("await", outer):
            return outer  # type: ignore[no-any-return]
        case ("argument", index, 0):
            outer_call = ctx.body.calls[index]
            name = last_name(outer_call.expression[1])
            if name == "run_until_complete":
                return outer_call.use
            return use_of_results(outer_call.use, ctx) if name in _PASSES else None
        case ("assign", (name,), *_):
            if ctx.function.kind == "module" or name in ctx.body.outside:
                return None
            uses = ctx.uses_of(name)
            rows = ctx.body.bindings.get(name, ())
            if len(uses) == len(rows) == 1:
                return use_of_results(uses[0].use, ctx)
    return None


def mentions_cancel(ctx: Context, before: int | None = None) -> bool:
    """Whether this function cancels something (before that place)."""
    return any(
        "cancel" in last_name(call.expression[1])
        for call in ctx.body.calls
        if before is None or call.start < before
    )


class _Element(NamedTuple):
    """A single result is used; `offset` tells where, if it has a name."""

    name: str
    offset: int
    use: Use


class Results:
    """What a function does with the results of a `gather`, of which some may be exceptions."""

    def __init__(self, call: CallSite, ctx: Context) -> None:
        self._call = call
        self._ctx = ctx
        self._name = ""
        self._escapes = False
        """Whether somebody else may look at the results."""
        self._checks: list[Expression] = []
        """The classes that single results are compared with."""
        self._singles: set[str] = set()
        """Names of single results."""
        self._elements: list[_Element] = []
        """Where else single results are used."""

    def verdict(self) -> str | None:
        """ "dropped", "used" (as values), "partly" (only some exceptions are told from values), or None
        where the exceptions are, or may be, seen."""
        use = use_of_results(self._call.use, self._ctx)
        if use is None or self._asks_tasks():
            return None
        self._follow(use)
        if self._escapes:
            return None
        if self._checks:
            return "partly" if self._lets_cancellation_pass() else None
        misused = any(self._is_misuse(one.use) for one in self._elements)
        passed_on = [one.use[0] for one in self._elements if not self._is_misuse(one.use)]
        if misused and set(passed_on) <= {"comprehension", "element", "delete"}:
            return "used"
        return None if misused or passed_on else "dropped"

    def _asks_tasks(self) -> bool:
        """Whether the function asks what was gathered itself: `task.exception()`."""
        gathered = {one[1] for one in self._call.expression[2] if one[0] == NAME}
        return any(
            callee[0] == ATTRIBUTE
            and callee[2] in ("exception", "result")
            and callee[1][0] == NAME
            and callee[1][1] in gathered
            for callee in (call.expression[1] for call in self._ctx.body.calls)
        )

    # ------------------------------------------------------------------ the list

    def _follow(self, use: Use) -> None:
        match use:
            case ("discard",):
                return
            case ("assign", (name,), *_) if self._ctx.function.kind != "module":
                self._name = name
                self._escapes = name in self._ctx.body.outside
                for one in self._ctx.uses_of(name):
                    if one.offset > self._call.end:
                        self._follow_list(one.use)
            case _:
                self._follow_list(use)
        self._follow_names()

    def _follow_list(self, use: Use) -> None:
        """The list of results is used, perhaps by its name."""
        match use:
            case ("iterate", where) if where != "yield from":
                return
            case ("test", *_) | ("unpack",) | ("delete",):
                return
            case ("subscript", outer):
                self._note(_Element("", 0, outer))
            case ("argument", index, _):
                outer_call = self._ctx.body.calls[index]
                name = last_name(outer_call.expression[1])
                if name in _USES_ALL:
                    self._note(_Element("", 0, ("operand", name)))
                    return
                goes_round = name in ("zip", "enumerate") and outer_call.use[0] == "iterate"
                self._escapes = self._escapes or not (goes_round or name == "len")
            case _:
                self._escapes = True

    # ------------------------------------------------------------------ single results

    def _follow_names(self) -> None:
        """Note the uses of the names that are bound to single results."""
        for name, rows in self._ctx.body.bindings.items():
            rows = tuple(row for row in rows if row.kind != "narrow")
            for row in rows:
                if row.kind in ("iterate", "unpack") and self._is_result(row):
                    self._singles.add(name)
                    later = [other.offset for other in rows if other.offset > row.offset]
                    end = min([row.end, *later])
                    for one in self._ctx.uses_of(name):
                        if row.offset <= one.offset <= end:
                            self._note(_Element(name, one.offset, one.use))

    def _is_result(self, binding: Binding) -> bool:
        """Whether the binding takes one result out of the list, or out of others that were."""
        if binding.kind == "iterate":
            source = binding.payload
            parts = source[2] if source[0] == SEQUENCE else ()
            return self._is_list(source) or any(
                one[0] == NAME and one[1] in self._singles for one in parts
            )
        _, source, position = binding.payload
        if source[0] == CALL and last_name(source) == "zip" and position < len(source[2]):
            source = source[2][position]
        elif source[0] == CALL and last_name(source) == "enumerate" and position == 1:
            source = source[2][0]
        return self._is_list(source)

    def _is_list(self, expression: Expression) -> bool:
        if expression[0] == AWAIT:
            expression = expression[1]
            if expression[0] == NAME and self._call.use[:2] == ("assign", (expression[1],)):
                return True
        if expression[0] == NAME:
            return bool(expression[1] == self._name)
        place = (self._call.start, self._call.end)
        return expression[0] == CALL and expression[4:] == place

    def _note(self, element: _Element) -> None:
        if element.use[0] == "argument":
            call = self._ctx.body.calls[element.use[1]]
            if last_name(call.expression[1]) in _LOOKS_AT_CLASS:
                given = call.expression[2]
                self._checks.append(given[1] if len(given) > 1 else (OTHER,))
                return
        if element.use[0] == "match":
            self._escapes = True
        self._elements.append(element)

    def _is_misuse(self, use: Use) -> bool:
        """Whether the result is used as a value that an exception cannot be."""
        match use:
            case ("attribute", name, _):
                return not name.startswith("__") and name not in _OF_EXCEPTIONS
            case ("argument", index, _):
                return last_name(self._ctx.body.calls[index].expression[1]) in _WANTS_VALUE
        return use[0] in ("subscript", "operand", "iterate", "unpack", "test", "starred")

    def _is_collected_or_used(self, use: Use) -> bool:
        """Whether the result is put among values, or used as one."""
        if use[0] == "argument":
            if last_name(self._ctx.body.calls[use[1]].expression[1]) in ("append", "add", "extend"):
                return True
        return use[0] == "comprehension" or (use[0] != "test" and self._is_misuse(use))

    def _lets_cancellation_pass(self) -> bool:
        """Whether the checks tell only ordinary exceptions from values, and the rest is used."""
        for check in self._checks:
            for cls in elements_of(check):
                types = self._ctx.types(cls)
                if names_in(cls) & _CANCELLED or not all(
                    isinstance(value, ClassValue)
                    and self._ctx.inference.is_subclass(value.cls, "builtins.BaseException")
                    for value in types
                ):
                    return False
        return any(
            one.name and self._is_collected_or_used(one.use) and not self._is_checked(one)
            for one in self._elements
        )

    def _is_checked(self, element: _Element) -> bool:
        """Whether this use stands where the result is known to be an exception."""
        rows = self._ctx.body.bindings.get(element.name, ())
        return any(row.kind == "narrow" and row.offset <= element.offset <= row.end for row in rows)
