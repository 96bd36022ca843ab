"""Properties and special methods that do more than to look at values: reading or comparing may run them."""

from __future__ import annotations

from asyncsense.syntax.expressions import ATTRIBUTE, NAME, last_name
from asyncsense.syntax.scope import Scope
from asyncsense.syntax.sites import Raw


class WorkingMethods:
    """Collects the names of such methods in one statement."""

    def __init__(self, names: set[str]) -> None:
        """`names` is where they go."""
        self._names = names
        self._idle: list[tuple[str, set[str]]] = []

    def note(self, name: str, body: Scope, decorators: tuple[Raw, ...]) -> None:
        """Note a method, if it is one."""
        is_getter = bool(decorators) and is_property(decorators)
        if is_getter or _is_special(name):
            if _does_more(body) or (is_getter and _reads_others(body)):
                self._names.add(name)
            else:
                self._idle.append((name, _read_from_own(body)))
        elif decorators and _is_setter(decorators) and _does_more(body):
            self._names.update((setter_of(name), ANY_SETTER))

    def finish(self) -> None:
        """What only looks at properties of its own object works if one of these does."""
        names, idle = self._names, self._idle
        while found := {name for name, read in idle if name not in names and read & names}:
            names |= found


def setter_of(name: str) -> str:
    """Under which name the setter of a property is among such methods."""
    return f"{name}.setter"


ANY_SETTER = setter_of("")
"""What is among them wherever a setter is."""


def is_property(decorators: tuple[Raw, ...]) -> bool:
    """Whether these decorators make a property."""
    return any(last_name(row[0]).endswith(("property", "reify", "slot")) for row in decorators)


def _is_setter(decorators: tuple[Raw, ...]) -> bool:
    return any(row[0][0] == ATTRIBUTE and row[0][2] == "setter" for row in decorators)


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _reads_others(getter: Scope) -> bool:
    """Whether a property looks at attributes of other objects than its own."""
    own = (NAME, getter.self_name)
    return any(row[0][1][:2] != own for row in getter.attributes)


def _read_from_own(method: Scope) -> set[str]:
    """The attributes of its own object that a method reads."""
    own = (NAME, method.self_name)
    return {row[0][2] for row in method.attributes if row[0][1][:2] == own}


def _does_more(method: Scope) -> bool:
    """Whether a method does more than to look at values and compare them."""
    return bool(
        method.withs
        or method.iterations
        or any(last_name(row[0][1]) not in _IDLE_CALLS for row in method.calls)
        or any(row[0] not in _HARMLESS for row in method.operations)
    )


_IDLE_CALLS = frozenset((
    "bool", "float", "getattr", "hasattr", "hash", "id", "int", "isinstance", "issubclass", "super", "type",
))  # fmt: skip
_HARMLESS = frozenset(("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__bool__",
    "__set__",
))  # fmt: skip
