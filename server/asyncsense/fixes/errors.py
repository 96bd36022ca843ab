"""What lowering says when it cannot do a step."""

from __future__ import annotations


class CannotFixError(Exception):
    """A step cannot be done here; the message says why, in one line for people."""
