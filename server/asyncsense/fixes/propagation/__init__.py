"""Fixes that reach other functions: one becomes asynchronous, and all that call it follow."""

from asyncsense.fixes.propagation.plan import complete

__all__ = ["complete"]
