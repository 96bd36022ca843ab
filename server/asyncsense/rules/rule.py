"""What a rule is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from asyncsense.diagnostics import Diagnostic, Severity
from asyncsense.syntax.sites import (
    AttributeSite,
    AwaitSite,
    CallSite,
    HandlerSite,
    IterationSite,
    LoopSite,
    OperationSite,
    WithSite,
)

if TYPE_CHECKING:
    from asyncsense.rules.context import Context

Diagnostics = Iterator[Diagnostic]


class Rule:
    """Finds one kind of mistake. Its docstring is its page; it keeps no state.

    A rule overrides the `visit_*` methods of what it looks at. Each gets a site and the context of the
    function around it, asks the context questions, and yields what `context.report` makes.
    """

    name: ClassVar[str]
    """Kebab-case; read as "allow NAME"."""
    severity: ClassVar[Severity]
    message: ClassVar[str]
    """The message's template; `context.report` fills it in."""
    since: ClassVar[str]
    """The version that brought the rule."""
    enabled: ClassVar[bool] = True
    """Whether it is on by default."""
    calls_in: ClassVar[frozenset[str]] = frozenset()
    """Tables of the knowledge: only calls of what they name are visited; every call where there are none."""
    family: ClassVar[str]
    """Set by the loader: the folder that the rule is in."""

    def concerns(self, ctx: Context) -> bool:
        """Whether anything in the function can be of interest; asked before its sites are visited."""
        return True

    def visit_function(self, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_call(self, call: CallSite, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_attribute(self, read: AttributeSite, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_operation(self, operation: OperationSite, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_await(self, awaited: AwaitSite, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_with(self, item: WithSite, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_iteration(self, loop: IterationSite, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_loop(self, loop: LoopSite, ctx: Context) -> Diagnostics:
        yield from ()

    def visit_handler(self, handler: HandlerSite, ctx: Context) -> Diagnostics:
        yield from ()


SITES = {
    "visit_call": "calls",
    "visit_attribute": "attributes",
    "visit_operation": "operations",
    "visit_await": "awaits",
    "visit_with": "withs",
    "visit_iteration": "iterations",
    "visit_loop": "loops",
    "visit_handler": "handlers",
}
"""The visitors of sites, and where in a `Body` their sites are."""
