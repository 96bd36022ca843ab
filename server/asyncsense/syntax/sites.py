"""Places in code that rules and inference ask about, as values without syntax nodes.

All offsets count from the start of the piece that the code is in.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from asyncsense.syntax.expressions import Expression

Raw = tuple[Any, ...]

Block = tuple[tuple[int, int, int, int], ...]
"""The branches around a place, outermost first: (statement, branch, number of branches, end).

A loop body is branch 0 of 1, an except handler a branch of 0 (it may run or not)."""


def loops_in(block: Block) -> Block:
    """The loops among the branches around a place, outermost first."""
    return tuple(entry for entry in block if entry[2] == 1)


Use = tuple[Any, ...]
"""What becomes of a value: a tag, details, and for some tags the use of what contains it.

("discard",) ("await", use) ("assign", names, annotation or None) ("store",)
("store", name of what gets an item) ("unpack",) ("return",) ("yield",)
("raise",) ("test", where) ("compare", operator, use) ("operand", operator) ("format",)
("iterate", where) ("aiterate", where) ("with", index) ("argument", call index, position or name)
("callee", call index) ("attribute", name, use) ("subscript", use) ("slice", use) ("walrus", name, use)
("element", kind, use, span) ("comprehension", kind, use, span) ("starred", use) ("either", use)
("lambda",)
("match",) ("delete",) ("decorator",) ("handler",)
("other",)
"""

FOREVER = 1 << 30
"""The end of a binding that lasts until the end of its scope."""


class Binding(NamedTuple):
    """A name gets a meaning at `offset`; it lasts at most until `end`.

    kind and payload: "assign" expression, "annotated" (annotation, value or None), "def" index,
    "class" index, "import" module, "from" (module, level, name), "iterate" and "aiterate" expression,
    "with" and "async with" expression, "unpack" (kind, payload, position), "rest" (kind, payload,
    (how many targets stand before `*name`, how many behind)), "except" expression, "narrow" class
    expression (None: it may be anything), "inner" (path to a function that declares the name global or
    nonlocal, binding), "append" expression, "set item" expression, "alias" expression (a `type`
    statement), "unknown" None.
    """

    offset: int
    block: Block
    kind: str
    payload: Any
    end: int

    def dominates(self, offset: int) -> bool:
        """Whether every way to `offset` passes this binding: it stands in no branch that ended before."""
        return all(entry[3] >= offset for entry in self.block)


class CallSite(NamedTuple):
    """A call, and what becomes of its value."""

    expression: Expression
    use: Use
    block: Block

    @property
    def start(self) -> int:
        return int(self.expression[4])

    @property
    def end(self) -> int:
        return int(self.expression[5])


class AttributeSite(NamedTuple):
    """An attribute that is read and not called."""

    expression: Expression
    use: Use
    block: Block
    start: int
    end: int


class OperationSite(NamedTuple):
    """An operator, subscript, comparison, test or formatting: it calls `method` of the receiver.

    Where an attribute is set, `method` is "__set__", and the expression is the attribute.
    """

    method: str
    expression: Expression
    block: Block
    start: int
    end: int


class NameUse(NamedTuple):
    """A local name is read."""

    offset: int
    use: Use
    block: Block


class AwaitSite(NamedTuple):
    expression: Expression
    use: Use
    block: Block
    start: int
    end: int


class WithSite(NamedTuple):
    """One item of a `with` statement; `start` is at `with` or `async`, `end` closes the header."""

    expression: Expression
    is_async: bool
    block: Block
    start: int
    end: int
    awaits: bool
    """Whether the body awaits."""
    body_end: int
    last_statement: int
    """Where the last statement of the body starts."""
    expression_span: tuple[int, int]


class IterationSite(NamedTuple):
    """A `for` statement or a clause of a comprehension."""

    expression: Expression
    is_async: bool
    block: Block
    start: int
    end: int
    where: str
    """"for", or the kind of comprehension."""
    expression_span: tuple[int, int]


class LoopSite(NamedTuple):
    """A `while` loop (or a `for` over an endless iterator) that goes round for ever without a pause.

    It does so if none of the `awaits` suspends and, where it is not `endless`, if neither the `calls` in
    its body nor those in its conditions, `asked`, change what the conditions look at.
    """

    start: int
    end: int
    body_end: int
    awaits: tuple[Expression, ...]
    """All that the loop awaits; empty if it certainly goes round without any."""
    calls: tuple[Expression, ...]
    """What is called in the body."""
    endless: bool
    """Whether no condition could end it."""
    asked: tuple[Expression, ...]
    """What is called in the conditions."""


class HandlerSite(NamedTuple):
    """An except handler around code that gives control to the event loop."""

    types: Expression | None
    start: int
    end: int
    block: Block
    awaits: tuple[Expression, ...]
    """What the guarded body awaits."""
    entered: tuple[Expression, ...]
    """What it enters with `async with` or iterates with `async for`."""
    then: str
    """"raise", if a cancellation that it catches goes on, or another exception does; else how the function
    runs on: "return", "break" or "fall" (out of the handler's end)."""
    name: str
    earlier: tuple[Expression, ...]
    """What the handlers before it catch."""
    body_end: int
    statement_end: int
    """Where the whole `try` statement ends."""


class Parameter(NamedTuple):
    name: str
    kind: str
    """"positional", "named", "*" or "**"."""
    annotation: Expression | None
    default: Expression | None
