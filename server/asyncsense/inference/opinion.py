"""A second opinion on calls that inference leaves open: who gives one, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from asyncsense.inference.values import ClassValue, External, Instance, ModuleValue, Value

if TYPE_CHECKING:
    from asyncsense.inference.lookup import Lookup
    from asyncsense.text import Document, Span

OpinionKind = Literal["coroutine", "awaitable", "plain"]


class Opinion(NamedTuple):
    """What somebody else makes of a call; what not all possibilities agree on is left out."""

    names: tuple[str, ...]
    """Qualified names of all that it may call; empty unless each of them is known."""
    kind: OpinionKind | None
    """What all values of the call are, None among them passed over."""


class SecondOpinion(Protocol):
    """Somebody who can be asked about calls, one at a time."""

    def ask(self, document: Document, call: Span) -> Opinion | None:
        """What the call at that place is; None where that cannot be told. Never raises."""
        ...


def value_named(inference: Lookup, qualname: str) -> Value:
    """What has that qualified name, a method bound to an object of its class."""
    parts = qualname.split(".")
    for count in range(len(parts) - 1, 0, -1):
        module = inference.module(".".join(parts[:count]))
        if module is None:
            continue
        value: Value = ModuleValue(module)
        for part in parts[count:]:
            receiver = Instance(value.cls) if isinstance(value, ClassValue) else value
            found = inference.attribute((receiver,), part)
            if len(found) != 1:
                return External(qualname)
            value = found[0]
        known = value.tag in ("function", "decorated", "class")
        return value if known else External(qualname)
    return External(qualname)
