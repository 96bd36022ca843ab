"""Calls of `asyncio.gather`, and what becomes of their results."""

from __future__ import annotations

from asyncsense.rules.context import Context
from asyncsense.syntax.expressions import CALL, CONSTANT, Expression, last_name
from asyncsense.syntax.summary import CallSite, Use

_GATHER = frozenset({"asyncio.tasks.gather"})
# They give (or await) what they are given.
_PASSES = {"wait_for", "shield", "run_until_complete", "ensure_future", "run"}


def is_gather(call: CallSite, ctx: Context) -> bool:
    """Whether the call is one of `asyncio.gather`."""
    if last_name(call.expression[1]) not in ("gather",) and call.expression[1][0] != "name":
        return False
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


def same_call(expression: Expression, call: CallSite) -> bool:
    """Whether `expression` is the very call."""
    return expression[0] == CALL and expression[4:] == (call.start, call.end)


_LOOKS_AT_CLASS = {"isinstance", "issubclass", "type"}
_WANTS_VALUE = {"len", "int", "float", "str", "sum", "sorted", "min", "max", "join", "dumps"}
_CANCELLED = {"CancelledError", "BaseException"}
_OF_EXCEPTIONS = {"args", "add_note", "with_traceback"}


class Results:
    """What a function does with the results of a `gather` that may be exceptions."""

    def __init__(self, call: CallSite, ctx: Context) -> None:
        self._call = call
        self._ctx = ctx
        self._checks: list[Expression] = []
        """The classes that results are compared with."""
        self._elements: list[NameUse] = []
        """Where single results are used, but for the checks."""
        self._escapes = False
        """Whether somebody else may look at the results."""
        self._misused = False

    def verdict(self) -> str | None:
        """"dropped", "used" (as values), "partly" (only some exceptions are told from values), or None
        where the exceptions are, or may be, seen."""
        use = use_of_results(self._call.use, self._ctx)
        if use is None:
            return None
        self._follow(use)
        if self._escapes:
            return None
        if self._checks:
            return "partly" if self._is_partial() else None
        if any(_is_misuse(one.use, self._ctx) for one in self._elements):
            self._misused = True
        others = [one for one in self._elements if not _is_misuse(one.use, self._ctx)]
        if any(one.use[0] not in ("test", "delete") for one in others):
            return None
        return "used" if self._misused else "dropped"

    # ------------------------------------------------------------------ the list

    def _follow(self, use: Use) -> None:
        match use:
            case ("discard",):
                return
            case ("assign", (name,), *_):
                self._follow_name(name)
            case ("unpack",):
                self._follow_elements(lambda payload: _mentions_call(payload, self._call))
            case ("iterate", "for" | "list" | "set" | "generator"):
                self._follow_elements(lambda payload: _mentions_call(payload, self._call))
            case ("subscript", outer):
                self._follow_element(outer)
            case _:
                self._escapes = True

    def _follow_name(self, name: str) -> None:
        body = self._ctx.body
        if self._ctx.function.kind == "module" or name in body.outside:
            self._escapes = True
            return
        for one in self._ctx.uses_of(name):
            if one.offset > self._call.end:
                self._follow_list_use(one.use)
        self._follow_elements(lambda payload: _mentions_name(payload, name))

    def _follow_list_use(self, use: Use) -> None:
        match use:
            case ("iterate", _) | ("test", *_) | ("unpack",) | ("delete",):
                return
            case ("argument", index, _):
                call = self._ctx.body.calls[index]
                name = last_name(call.expression[1])
                if name in ("zip", "enumerate") and call.use[0] == "iterate" or name == "len":
                    return
                self._escapes = True
            case ("subscript", outer):
                self._follow_element(outer)
            case _:
                self._escapes = True

    # ------------------------------------------------------------------ single results

    def _follow_elements(self, comes_from: Callable[[Expression], bool]) -> None:
        """Note the uses of the names that are bound to single results."""
        body = self._ctx.body
        for name, rows in body.bindings.items():
            bound = [row for row in rows if row.kind in ("iterate", "unpack") and comes_from(row.payload)]
            for row in bound:
                end = min(row.end, *(one.offset for one in rows if one.offset > row.offset and one.kind not in ("narrow",)), row.end)
                for one in self._ctx.uses_of(name):
                    if row.offset <= one.offset <= end:
                        self._note(one)

    def _follow_element(self, use: Use) -> None:
        self._note(NameUse(self._call.end, use, ()))

    def _note(self, one: NameUse) -> None:
        if one.use[0] == "argument":
            call = self._ctx.body.calls[one.use[1]]
            if last_name(call.expression[1]) in _LOOKS_AT_CLASS:
                self._checks.append(call.expression[2][1] if len(call.expression[2]) > 1 else ("other",))
                return
        self._elements.append(one)
