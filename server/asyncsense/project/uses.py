"""What the uses of a value say about it."""

from __future__ import annotations

from asyncsense.syntax.sites import Use

FILLS = {"append", "add", "extend", "appendleft", "insert", "clear"}
PLAIN_USES = {
    "discard", "test", "subscript", "attribute", "format", "iterate", "compare", "operand", "unpack",
}  # fmt: skip
# Uses that raise if it is the awaitable: whatever else is done with it, its result is meant.
FAILS = {"subscript", "attribute", "iterate", "operand", "unpack", "starred", "callee"}
_ORDERINGS = {"Lt", "LtE", "Gt", "GtE"}
# What an object that is more than an awaitable may define for these uses of it.
DEFINED_FOR = {
    "test": ("__bool__", "__len__"),
    "compare": ("__eq__", "__lt__", "__contains__"),
    "operand": ("__add__", "__or__", "__and__", "__sub__", "__mul__", "__neg__", "__invert__"),
    "format": ("__str__", "__repr__", "__format__"),
    "iterate": ("__iter__",),
    "unpack": ("__iter__",),
    "starred": ("__iter__",),
    "subscript": ("__getitem__",),
    "callee": ("__call__",),
    "shown": ("__str__", "__repr__", "__len__", "__iter__", "__int__", "__float__", "__hash__"),
}
ASKS = {"isawaitable", "iscoroutine", "isfuture", "isinstance", "hasattr", "type", "callable"}


def only_fills(use: Use) -> bool:
    """Whether a use of a collection takes nothing out of it."""
    if use == ("subscript", ("store",)):
        return True
    return (use[0] == "attribute" and use[1] in FILLS) or use[0] in ("test", "delete")


def fails(use: Use) -> bool:
    """Whether a use raises if it is one of the awaitable itself."""
    return use[0] in FAILS or (use[0] == "compare" and use[1] in _ORDERINGS)


def surely_wants_result(use: Use) -> bool:
    match use:
        case ("subscript" | "operand" | "format" | "iterate" | "unpack" | "match" | "compare", *_):
            return True
        case ("test", *_):
            return False
        case ("attribute", name, _):
            return name not in (
                "close",
                "send",
                "throw",
                "cancel",
                "add_done_callback",
                "result",
                "__await__",
            )
    return False
