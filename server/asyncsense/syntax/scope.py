"""What is collected about one scope while its code is read, and how it becomes raw values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from asyncsense.syntax.expressions import CONSTANT, Expression, dotted_name
from asyncsense.syntax.sites import FOREVER, Block, Raw, Use


class Scope:
    """The growing record of one function, class body, or module-level piece."""

    __slots__ = (
        "attributes",
        "awaits",
        "binding_log",
        "bindings",
        "block",
        "calls",
        "choices",
        "classes",
        "exclusions",
        "exits",
        "functions",
        "global_names",
        "handlers",
        "iterations",
        "loops",
        "nonlocal_names",
        "operations",
        "returns",
        "self_name",
        "switches",
        "uses",
        "withs",
        "yield_places",
        "yields",
    )

    def __init__(self, self_name: str = "") -> None:
        self.self_name = self_name
        """The name of the first parameter of a method, whose attributes are the object's."""
        self.block: Block = ()
        self.bindings: dict[str, list[list[Any]]] = {}
        self.binding_log: list[list[Any]] = []
        self.returns: list[tuple[Expression, int, int, Block]] = []
        self.exits: list[int] = []
        self.choices: list[tuple[int, int]] = []
        self.switches: list[Raw] = []
        self.exclusions: list[tuple[str, int, int, Expression]] = []
        self.yields: list[Expression] = []
        self.yield_places: list[int] = []
        self.calls: list[Any] = []
        self.attributes: list[Raw] = []
        self.uses: dict[str, list[Raw]] = {}
        self.awaits: list[Raw] = []
        self.withs: list[Raw] = []
        self.iterations: list[Raw] = []
        self.loops: list[Raw] = []
        self.handlers: list[Raw] = []
        self.operations: list[Raw] = []
        self.global_names: list[str] = []
        self.nonlocal_names: list[str] = []
        self.functions: list[Raw] = []
        self.classes: list[Raw] = []

    def bind(
        self, name: str, offset: int, kind: str, payload: object, end: int = FOREVER
    ) -> list[Any]:
        binding = [offset, self.block, kind, payload, end]
        self.bindings.setdefault(name, []).append(binding)
        self.binding_log.append(binding)
        return binding

    def has_found_out(self, name: str, depth: int = 3) -> bool:
        """Whether a name (or an attribute of one) has been given a value so far that is more than a
        constant, or what another name holds that has not."""
        return any(
            kind != "narrow" and not (kind == "assign" and self._is_known(value, depth))
            for _, _, kind, value, _ in self.bindings.get(name, ())
        )

    def _is_known(self, value: Expression, depth: int) -> bool:
        if value[0] == CONSTANT:
            return True
        name = dotted_name(value)
        return name is not None and depth > 0 and not self.has_found_out(name, depth - 1)

    def note_switches(self, conditions: Iterable[Raw], start: int, end: int) -> None:
        """Note that a stretch runs only if `conditions` hold of names that have no other value yet."""
        for one in conditions:
            if all(kind == "narrow" for _, _, kind, *_ in self.bindings.get(one[0], ())):
                self.switches.append((start, end, *one))

    def exclude(self, name: str, start: int, end: int | None, classes: Expression) -> None:
        """Note that a name holds no object of `classes` in a stretch (None: to the end of the block)."""
        if end is None:
            end = self.block[-1][3] if self.block else FOREVER
        self.exclusions.append((name, start, end, classes))

    def end_exclusions_since(self, mark: int, end: int) -> None:
        """What was excluded since `mark` (a number of exclusions) may not hold after `end`."""
        self.exclusions[mark:] = [
            (name, start, min(last, end), classes)
            for name, start, last, classes in self.exclusions[mark:]
        ]

    def raw_exclusions(self) -> dict[str, tuple[Raw, ...]]:
        """What names do not hold, where they are bound to nothing else meanwhile."""
        found: dict[str, tuple[Raw, ...]] = {}
        for name, start, end, classes in self.exclusions:
            names = (name, name.split(".")[0])
            if not any(
                start < row[0] <= end and row[2] != "narrow"
                for one in names
                for row in self.bindings.get(one, ())
            ):
                found[name] = (*found.get(name, ()), (start, end, classes))
        return found

    def end_bindings_since(self, mark: int, end: int) -> None:
        """What was bound since `mark` (a length of the log) does not outlive `end`: the branch leaves."""
        for binding in self.binding_log[mark:]:
            if binding[4] == FOREVER:
                binding[4] = end

    def adopt(self, inner: Scope, step: tuple[str, int]) -> None:
        """Take over what `inner`, reached by `step`, binds in the scopes around it."""
        for name in (*inner.global_names, *inner.nonlocal_names):
            for row in inner.bindings.get(name, ()):
                if row[2] == "inner":
                    payload = ((step, *row[3][0]), row[3][1])
                else:
                    payload = ((step,), tuple(row))
                self.bind(name, row[0], "inner", payload)
        self.global_names += inner.global_names

    def marks(self) -> tuple[int, int, int]:
        """How many awaits, `with` items and iterations there are so far."""
        return len(self.awaits), len(self.withs), len(self.iterations)

    def entered_since(self, marks: tuple[int, int, int]) -> list[Raw]:
        """The asynchronous `with` items and iterations since then."""
        _, withs, iterations = marks
        return [site for site in (*self.withs[withs:], *self.iterations[iterations:]) if site[1]]

    def has_awaited_since(self, marks: tuple[int, int, int]) -> bool:
        """Whether control was given to the event loop anywhere since then."""
        return len(self.awaits) > marks[0] or bool(self.entered_since(marks))

    def use(self, name: str, offset: int, use: Use) -> None:
        self.uses.setdefault(name, []).append((offset, use, self.block))

    def raw_bindings(self) -> dict[str, tuple[Raw, ...]]:
        return {name: tuple(map(tuple, rows)) for name, rows in self.bindings.items()}

    def raw(self, with_scopes: bool = True) -> Raw:
        """The body as `summary.Body` reads it."""
        return (
            self.raw_bindings(),
            tuple(self.returns),
            tuple(self.yields),
            tuple(self.calls),
            tuple(self.attributes),
            {name: tuple(rows) for name, rows in self.uses.items()},
            tuple(self.awaits),
            tuple(self.withs),
            tuple(self.iterations),
            tuple(self.loops),
            tuple(self.handlers),
            (*self.global_names, *self.nonlocal_names),
            tuple(self.functions) if with_scopes else (),
            tuple(self.classes) if with_scopes else (),
            tuple(self.operations),
            tuple(self.exits),
            tuple(self.yield_places),
            tuple(self.choices),
            tuple(self.switches),
            self.raw_exclusions(),
        )
