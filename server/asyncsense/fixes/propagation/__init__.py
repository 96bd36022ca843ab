"""Fixes that reach other functions: one becomes asynchronous, and all that call it follow."""

from asyncsense.fixes.propagation.plan import complete
from asyncsense.fixes.propagation.spread import awaitable_twin

__all__ = ["awaitable_twin", "complete"]
