"""What the uses of a value say about it."""

from __future__ import annotations

from asyncsense.syntax.summary import Block, Use

WANTS_VALUE = {
    "builtins.len", "builtins.int", "builtins.str", "builtins.sum", "builtins.sorted",
    "builtins.list", "builtins.tuple", "builtins.set", "builtins.dict", "builtins.float",
    "builtins.bool", "builtins.abs", "builtins.min", "builtins.max", "builtins.round",
    "builtins.enumerate", "builtins.zip", "builtins.print", "builtins.repr", "builtins.iter",
    "builtins.next", "builtins.reversed", "builtins.any", "builtins.all", "builtins.bytes",
    "builtins.frozenset", "builtins.map", "builtins.filter", "builtins.range", "builtins.ord",
    "builtins.open", "builtins.hash", "builtins.format", "json.dumps", "json.loads", "json.dump",
    "builtins.str.join", "builtins.str.format", "builtins.list.extend", "builtins.dict.update",
    "logging.Logger.debug", "logging.Logger.info", "logging.Logger.warning", "logging.Logger.error",
    "logging.Logger.critical", "logging.Logger.exception", "logging.debug", "logging.info",
    "logging.warning", "logging.error", "logging.critical", "logging.exception",
}  # fmt: skip
USES_ELEMENTS = {
    "builtins.all", "builtins.any", "builtins.sum", "builtins.min", "builtins.max",
    "builtins.sorted", "builtins.str.join", "json.dumps", "json.dump",
}  # fmt: skip
FILLS = {"append", "add", "extend", "appendleft", "insert", "clear"}
PLAIN_USES = {
    "discard", "test", "subscript", "attribute", "format", "iterate", "compare", "operand", "unpack",
}  # fmt: skip
# Uses that raise if it is the awaitable: whatever else is done with it, its result is meant.
FAILS = {"subscript", "attribute", "iterate", "operand", "unpack", "starred", "callee"}
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
    return (use[0] == "attribute" and use[1] in FILLS) or use[0] in ("test", "delete")


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


def covers(block: Block, blocks: list[Block]) -> bool:
    """Whether every path on from `block` passes one of `blocks`, as far as if and match decide."""
    inner = [one[len(block) :] for one in blocks if one[: len(block)] == block]
    if len(inner) < len(blocks):
        return True
    return _branches_cover(inner)


def _branches_cover(blocks: list[Block]) -> bool:
    groups: dict[int, dict[int, list[Block]]] = {}
    counts: dict[int, int] = {}
    for block in blocks:
        if not block:
            return True
        statement, branch, of, _ = block[0]
        if of < 2:
            if _branches_cover([block[1:]]):
                return True
            continue
        counts[statement] = of
        groups.setdefault(statement, {}).setdefault(branch, []).append(block[1:])
    return any(
        len(branches) == counts[statement] and all(map(_branches_cover, branches.values()))
        for statement, branches in groups.items()
    )
