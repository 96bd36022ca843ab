"""What becomes of an awaitable: is it awaited (or given to somebody who may), or is it lost or misused?"""

from __future__ import annotations

import math
from typing import NamedTuple

from asyncsense.inference.frames import Frame
from asyncsense.inference.values import (
    ClassValue,
    FunctionValue,
    Instance,
    Types,
    Value,
    without_none,
)
from asyncsense.project.calls import qualified_name
from asyncsense.project.paths import covers
from asyncsense.project.project import Project
from asyncsense.project.uses import (
    ASKS,
    FILLS,
    PLAIN_USES,
    fails,
    only_fills,
    surely_wants_result,
)
from asyncsense.project.wanting import COROUTINES, Wanting, method_name
from asyncsense.syntax.expressions import (
    ATTRIBUTE,
    CALL,
    COMPREHENSION,
    DICT,
    DICT_COMPREHENSION,
    NAME,
    OTHER,
    SEQUENCE,
    Expression,
    dotted_name,
    last_name,
)
from asyncsense.syntax.sites import Block, CallSite, NameUse, Use, loops_in
from asyncsense.syntax.summary import Function, walk_functions

_BINDS = {"assign", "annotated", "iterate", "aiterate", "with", "async with", "unpack"}
_NEUTRAL = (("compare", "Is"), ("compare", "IsNot"))
_APPENDED_TO = frozenset(("builtins.list", "builtins.set", "collections.deque"))
_GET_ITEMS = frozenset((
    "builtins.dict", "builtins.list", "collections.defaultdict", "collections.OrderedDict",
))  # fmt: skip
_MAKES = frozenset((SEQUENCE, DICT, COMPREHENSION, DICT_COMPREHENSION, CALL))
_MAX_DEPTH = 4


class Misuse(NamedTuple):
    """How a value that must be awaited is lost or used as if it were its result."""

    kind: str
    """"discarded", "unused", "one branch", "returned" or "used"."""
    phrase: str
    """What happens to it, for the message."""
    start: int
    end: int
    """Where, in the piece of the call."""


class Consumption:
    """Judges the uses of awaitables in one function."""

    def __init__(self, project: Project, frame: Frame, types: Types) -> None:
        self._project = project
        self._inference = project.inference
        self._frame = frame
        self._types = types
        self._wanting = Wanting(project, types)

    def of_use(self, use: Use, start: int, end: int, block: Block) -> Misuse | None:
        """How the value made between `start` and `end` is misused; None where it is (or may be) consumed."""
        return self._judge(use, start, end, block, 0)

    def _judge(self, use: Use, start: int, end: int, block: Block, depth: int) -> Misuse | None:
        def misuse(phrase: str, kind: str = "used") -> Misuse:
            return Misuse(kind, phrase, start, end)

        if depth > _MAX_DEPTH or self._wanting.is_meant_for(use[0]):
            return None
        match use:
            case ("discard",):
                return misuse("is never awaited", "discarded")
            case ("assign", names, annotation) if len(names) == 1:
                if annotation is not None and self._declared_otherwise(annotation):
                    return misuse(f"is assigned to `{names[0]}`, which is declared as its result")
                return self._of_name(names[0], start, end, block, depth)
            case ("assign", names, _):
                # `a = b = f()`: whoever awaits it does so for both.
                found = [self._of_name(name, start, end, block, depth) for name in names]
                return found[0] if None not in found else None
            case ("element", "tuple", ("unpack",), span):
                return self._of_unpacked(start, end, span[1], block, depth)
            case ("walrus", name, outer):
                tested = self._judge(outer, start, end, block, depth + 1)
                if tested is None and self._is_read_before(name, start):
                    # In a comprehension what stands first is evaluated last.
                    return None
                return tested or self._of_name(name, start, end, block, depth)
            case ("await", _):
                return None
            case ("test", "boolean", outer):
                if self._may_be_none():
                    return None
                return misuse("is always true: a coroutine has no truth value of its own")
            case ("test", _):
                return None if self._may_be_none() else misuse("is tested for truth")
            case ("compare", operator):
                if self._may_be_none() or (operator in ("Is", "IsNot") and depth > 0):
                    return None
                return misuse("is compared")
            case ("operand", _):
                return misuse("is used in an operation")
            case ("format",):
                return misuse("is put into a string")
            case ("iterate", where):
                # A generator-based coroutine awaits with `yield from`.
                return None if where == "yield from" else misuse("is iterated")
            case ("unpack",):
                return misuse("is unpacked")
            case ("starred", outer):
                return misuse("is unpacked")
            case ("subscript", _):
                return misuse("is subscripted")
            case ("match",):
                return misuse("is matched")
            case ("raise",):
                return misuse("is raised")
            case ("callee", *_):
                return misuse("is called")
            case ("attribute", name, _):
                if all(self._has_attribute(value, name) for value in without_none(self._types)):
                    return None
                return misuse(f"has no `{name}`: its result is meant")
            case ("argument", index, place):
                return self._of_argument(index, place, start, end)
            case ("either", outer):
                return self._judge(outer, start, end, block, depth + 1)
            case ("element" | "comprehension", kind, outer, span):
                return self._of_element(kind, outer, span, start, end, depth)
            case ("store", name):
                if self._is_made_here(name, _GET_ITEMS):
                    return self._of_container(name, start, end, depth, block)
            case ("return",):
                return self._of_return(start, end)
        return None

    def _may_be_none(self) -> bool:
        return any(value.tag == "none" for value in self._types)

    def _has_attribute(self, value: Value, name: str) -> bool:
        if not isinstance(value, Instance) or self._inference.has_unknown_base(value.cls):
            return True
        cls = value.cls
        own = self._inference.find_member(cls, name)
        set_on_self = any(one.node.set_on_self(name) for one in self._inference.mro(cls))
        dynamic = self._inference.find_member(cls, "__getattr__")
        return (
            own is not None
            or set_on_self
            or dynamic is not None
            or self._is_in_subclass(value, name)
        )

    def _is_in_subclass(self, value: Instance, name: str) -> bool:
        """Whether the object may be one of a class of the project that has the attribute."""
        if self._inference.is_subclass(value.cls, *COROUTINES):
            return False
        return any(
            name in cls.node.bindings or cls.node.set_on_self(name)
            for cls in self._project.subclasses(value.cls)
        )

    def _declared_otherwise(self, annotation: Expression) -> bool:
        declared = self._inference.annotation(annotation, self._frame)
        return bool(without_none(declared)) and self._wanting.excludes_awaitable(declared)

    # ------------------------------------------------------------------ names

    def _of_name(self, name: str, start: int, end: int, block: Block, depth: int) -> Misuse | None:
        uses = self._uses_of_value(name, end)
        if uses is None:
            return None
        if not uses:
            return Misuse("unused", f"is assigned to `{name}`, which is never used", start, end)
        verdicts = [
            self._judge(one.use, one.offset, one.offset + len(name), block, depth + 1)
            for one in uses
        ]
        consumed = [
            one
            for one, verdict in zip(uses, verdicts, strict=True)
            if verdict is None and (self._may_be_none() or one.use[:2] not in _NEUTRAL)
        ]
        if not consumed and not any(verdicts):
            return None
        if not consumed:
            return next(verdict for verdict in verdicts if verdict is not None)
        awaited = [one for one in consumed if one.use[0] == "await"]
        if not awaited and not any(self._asks_what_it_is(one.use) for one in consumed):
            rebound = self._bound_anew(name, end)
            is_tested = False
            if self._are_only_returned([one for one in consumed if one.offset < rebound]):
                # `if x: return x` in a coroutine function is meant for the result, too.
                is_tested = True
                compared = next((one for one in uses if one.use[:2] in _NEUTRAL), None)
                if compared is not None and not self._may_be_none():
                    start, end = compared.offset, compared.offset + len(name)
                    return Misuse("used", "is compared with `None`: it is never that", start, end)
            failing = (
                verdict
                for one, verdict in zip(uses, verdicts, strict=True)
                if verdict is not None
                and (fails(one.use) or (is_tested and one.use[0] == "test"))
                and one.offset < rebound
            )
            return next(failing, None)
        if len(awaited) < len(consumed) or self._may_be_none():
            return None
        if any(one.use[0] == "test" or one.use[:2] in _NEUTRAL for one in uses):
            # `if x is not None: await x` takes that path always.
            return None
        if not covers(block, [one.block for one in awaited]) or self._returns_before(uses, end):
            return Misuse("one branch", "is awaited on one path only", start, end)
        return None

    def _of_unpacked(
        self, start: int, end: int, after: int, block: Block, depth: int
    ) -> Misuse | None:
        """`a, b = f(), g()`: what becomes of the name that gets the value."""
        function = self._frame.function
        assert function is not None
        for name, rows in function.body.bindings.items():
            for row in rows:
                if row.kind != "unpack" or row.offset != after:
                    continue
                kind, value, position = row.payload
                if kind == "assign" and value[:2] == (SEQUENCE, "tuple"):
                    given = value[2][position] if position < len(value[2]) else (OTHER,)
                    if given[0] == CALL and given[4:6] == (start, end):
                        found = self._of_name(name, start, after, block, depth)
                        is_whole = found is not None and found.end == after
                        return found._replace(end=end) if found and is_whole else found
        return None

    def _is_read_before(self, name: str, start: int) -> bool:
        function = self._frame.function
        assert function is not None
        return any(one.offset < start for one in function.body.uses.get(name, ()))

    def _are_only_returned(self, uses: list[NameUse]) -> bool:
        function = self._frame.function
        assert function is not None
        return function.is_async and bool(uses) and all(one.use[0] == "return" for one in uses)

    def _bound_anew(self, name: str, end: int) -> float:
        """Where the name gets its next value after the one that is bound at or behind `end`."""
        function = self._frame.function
        assert function is not None
        rows = function.body.bindings.get(name, ())
        offsets = sorted(row.offset for row in rows if row.kind in _BINDS and row.offset >= end)
        return offsets[1] if len(offsets) > 1 else math.inf

    def _uses_of_value(self, name: str, end: int, in_loop: bool = False) -> list[NameUse] | None:
        """The uses of the value that is bound to `name` at or behind `end`; None where others than
        this function may see it. `in_loop`: those further up, too."""
        function = self._frame.function
        assert function is not None
        if function.kind in ("module", "class body") or name in function.body.outside:
            return None
        inner_uses: list[NameUse] = []
        for inner in walk_functions(function):
            if inner is not function and name in inner.body.uses:
                inner_uses += inner.body.uses[name]
        if not all(surely_wants_result(one.use) for one in inner_uses):
            return None
        rows = [row for row in function.body.bindings.get(name, ()) if row.kind in _BINDS]
        if not rows or any(
            row.kind == "rest" or (row.kind in ("unknown", "narrow") and row.payload is None)
            for row in function.body.bindings[name]
        ):
            return None
        offsets = sorted(row.offset for row in rows)
        own = next((offset for offset in offsets if offset >= end), end)
        uses = function.body.uses.get(name, ())
        if in_loop or any(loops_in(row.block) for row in rows):
            # Bound in a loop: a use further up may see the value of the last turn.
            return [*(one for one in uses if one.use[0] != "delete"), *inner_uses]
        block = next((row.block for row in rows if row.offset == own), ())
        limit = next(
            (
                row.offset
                for row in rows
                if row.offset > own and row.block == block[: len(row.block)]
            ),
            None,
        )
        later = [one for one in uses if one.offset >= own]
        return [*(one for one in later if limit is None or one.offset <= limit), *inner_uses]

    def _returns_before(self, uses: list[NameUse], end: int) -> bool:
        """Whether a branch returns, without touching the value, before it is awaited."""
        function = self._frame.function
        assert function is not None
        first = min(one.offset for one in uses)
        return any(end < row[2] < first and row[3] for row in function.body.returns)

    # ------------------------------------------------------------------ containers

    def _of_element(
        self, kind: str, outer: Use, span: tuple[int, int], start: int, end: int, depth: int
    ) -> Misuse | None:
        match outer:
            case ("discard",) if kind != "tuple":
                return Misuse("discarded", "is never awaited", start, end)
            case ("format",):
                return Misuse("used", "is put into a string", start, end)
            case ("assign", names, _) if len(names) == 1:
                return self._of_container(names[0], start, span[1], depth)
            case ("argument", index, _):
                names = self._callee_names(index)
                if names and all(map(self._project.knowledge.uses_elements.__contains__, names)):
                    return Misuse("used", "is used as if it were its result", start, end)
            case ("return",):
                if kind != "dict" and self._returned_elements_exclude_awaitable():
                    phrase = (
                        "is returned in a collection, although the annotation promises its result"
                    )
                    return Misuse("returned", phrase, start, end)
            case ("element" | "comprehension", inner, further, wider):
                return self._of_element(inner, further, wider, start, end, depth + 1)
            case ("subscript", inner) if kind != "generator":
                return self._judge(inner, start, end, (), depth + 1)
        return None

    def _of_container(
        self, name: str, start: int, end: int, depth: int, block: Block = ()
    ) -> Misuse | None:
        """A collection of awaitables in a local name: does anything ever take them out? `block` is where one
        is added to it."""
        uses = self._uses_of_value(name, end, bool(loops_in(block)))
        if uses is None:
            return None
        if all(only_fills(one.use) for one in uses):
            return Misuse("unused", f"is put into `{name}`, which nothing awaits", start, end)
        if depth > _MAX_DEPTH:
            return None
        wrong: Misuse | None = None
        for one in uses:
            if only_fills(one.use) or self._only_counts(one.use):
                continue
            wrong = self._of_taken_out(name, one, depth) or self._of_iterated(name, one, depth)
            if wrong is None:
                return None
        return wrong or Misuse("unused", f"is put into `{name}`, which nothing awaits", start, end)

    def _only_counts(self, use: Use) -> bool:
        """Whether a use of a collection asks how many it holds."""
        return use[0] == "argument" and self._callee_names(use[1]) == ["builtins.len"]

    def _of_taken_out(self, name: str, use: NameUse, depth: int) -> Misuse | None:
        """`name[0]` or `name.get(0)`, which is used as if it were a result."""
        end = use.offset + len(name)
        match use.use:
            case ("subscript", inner):
                return self._judge(inner, use.offset, end, use.block, depth + 1)
            case ("attribute", "get", ("callee", _, inner)):
                return self._judge(inner, use.offset, end, use.block, depth + 1)
        return None

    def _of_iterated(self, name: str, use: NameUse, depth: int) -> Misuse | None:
        """`for item in name`, where `item` is only used as if it were a result."""
        function = self._frame.function
        assert function is not None
        if use.use[0] == "argument":
            names = self._callee_names(use.use[1])
            if names and all(map(self._project.knowledge.uses_elements.__contains__, names)):
                end = use.offset + len(name)
                return Misuse("used", "is used as if it were its result", use.offset, end)
        taken: Expression = (NAME, name, use.offset)
        among: tuple[object, ...] = ("iterate", taken)
        match use.use:
            case ("attribute", "values", ("callee", index, ("iterate", _))):
                among = ("iterate", function.body.calls[index].expression)
            case ("attribute", "items", ("callee", index, ("iterate", _))):
                among = ("unpack", ("iterate", function.body.calls[index].expression, 1))
            case (kind, *_) if kind != "iterate":
                return None
        for item, rows in function.body.bindings.items():
            for row in rows:
                if (row.kind, row.payload) == among:
                    found = [
                        self._judge(
                            one.use, one.offset, one.offset + len(item), one.block, depth + 1
                        )
                        for one in function.body.uses.get(item, ())
                        if row.offset <= one.offset <= row.end
                    ]
                    return found[0] if found and None not in found else None
        return None

    def _returned_elements_exclude_awaitable(self) -> bool:
        function = self._frame.function
        assert function is not None
        if function.returns is None:
            return False
        frame = self._inference.definition_frame(function, self._frame.module)
        declared = without_none(self._inference.annotation(function.returns, frame))
        return bool(declared) and self._wanting.excludes_awaitable(
            self._inference.iterated(declared)
        )

    # ------------------------------------------------------------------ arguments

    def _callee_names(self, index: int) -> list[str]:
        function = self._frame.function
        assert function is not None
        call = function.body.calls[index]
        found: list[str] = []
        for value in self._inference.callees(call.expression[1], self._frame):
            name = method_name(value) or qualified_name(value)
            if name is None:
                return []
            found.append(name)
        return found

    def _of_argument(self, index: int, place: int | str, start: int, end: int) -> Misuse | None:
        function = self._frame.function
        assert function is not None
        call = function.body.calls[index]
        container = self._filled_container(call)
        if container is not None:
            return self._of_container(container, start, call.end, 0, call.block)
        values = self._inference.callees(call.expression[1], self._frame)
        if not values:
            return None
        if call.use == ("raise",) and not any(map(self._wanting.may_be_raised_with, values)):
            return Misuse("used", "is put into an exception", start, end)
        if all(self._wanting.wants_result(value, place) for value in values):
            name = dotted_name(call.expression[1]) or "a call"
            return Misuse("used", f"is passed to `{name}`, which wants its result", start, end)
        return None

    def _filled_container(self, call: CallSite) -> str | None:
        """The local name of a list or set that `call` adds its argument to."""
        callee = call.expression[1]
        if callee[0] != ATTRIBUTE or callee[1][0] != NAME or callee[2] not in FILLS:
            return None
        function = self._frame.function
        assert function is not None
        name = str(callee[1][1])
        return name if self._is_made_here(name, _APPENDED_TO) else None

    def _is_made_here(self, name: str, classes: frozenset[str]) -> bool:
        """Whether a local name only holds collections of these classes that the function has made for it."""
        function = self._frame.function
        assert function is not None
        rows = [row for row in function.body.bindings.get(name, ()) if row.kind in _BINDS]
        if not rows or any(one.name == name for one in function.parameters):
            return False
        for row in rows:
            if row.kind not in ("assign", "annotated"):
                return False
            made = row.payload[1] if row.kind == "annotated" else row.payload
            if made is None or made[0] not in _MAKES:
                return False
            if made[0] == CALL:
                callees = self._inference.callees(made[1], self._frame)
                if not all(isinstance(one, ClassValue) for one in callees):
                    return False
            types = self._inference.evaluate(made, self._frame)
            if not all(isinstance(one, Instance) and one.cls.qualname in classes for one in types):
                return False
        return True

    def _asks_what_it_is(self, use: Use) -> bool:
        """Whether the value is asked what it is, so that its other uses may know: `isawaitable(x)`."""
        function = self._frame.function
        assert function is not None
        return use[0] == "argument" and last_name(function.body.calls[use[1]].expression[1]) in ASKS

    # ------------------------------------------------------------------ returns

    def _of_return(self, start: int, end: int) -> Misuse | None:
        function = self._frame.function
        assert function is not None
        if function.returns is not None:
            frame = self._inference.definition_frame(function, self._frame.module)
            declared = self._inference.annotation(function.returns, frame)
            if function.name == "__aenter__" or not self._wanting.excludes_awaitable(declared):
                return None
            if not function.is_async and self._may_give_awaitable(function):
                return None
            return Misuse(
                "returned", "is returned, although the annotation promises its result", start, end
            )
        if not function.is_async or function.kind != "function":
            return None
        if self._is_awaited_twice(function):
            return None
        return Misuse(
            "returned",
            "is returned by a coroutine function: its caller gets a coroutine",
            start,
            end,
        )

    def _may_give_awaitable(self, method: Function) -> bool:
        """Whether an overload of a method, or a method that it overrides, gives something to await."""
        if method.owner is None:
            return False
        inference = self._inference
        for cls in inference.mro(inference.class_ref(method.owner, self._frame.module)):
            if method.name in cls.node.bindings:
                for one in inference.value_attribute(Instance(cls), method.name):
                    if self._declares_awaitable(one, method):
                        return True
        return False

    def _declares_awaitable(self, value: Value, other: Function) -> bool:
        """Whether one of a function's signatures, other than `other`, is of something to await."""
        if not isinstance(value, FunctionValue):
            return False
        for signature in (*value.overloads, value.function):
            if signature is not other:
                result = value._replace(function=signature, overloads=())
                if any(map(self._inference.is_awaitable, self._inference.call_value(result))):
                    return True
        return False

    def _is_awaited_twice(self, function: Function) -> bool:
        """Whether a caller may await the awaited result once more, or nobody is known to call it."""
        calls = list(self._project.calls_of([function.name]))
        awaited = [call for _, _, call in calls if call.use[0] == "await"]
        if not awaited:
            return True
        for call in awaited:
            outer = call.use[1]
            if outer[0] not in PLAIN_USES:
                return bool(outer[0] != "return")
        return False
