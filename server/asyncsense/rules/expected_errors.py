"""Tests that make a mistake on purpose: inside `pytest.raises(...)`, `pytest.warns(...)` and the like."""

from __future__ import annotations

from asyncsense.project.calls import names_in
from asyncsense.syntax.expressions import last_name
from asyncsense.syntax.sites import WithSite
from asyncsense.syntax.summary import Body

_RAISES = {"raises", "assertRaises", "assertRaisesRegex", "RaisesGroup"}
_WARNS = {"warns", "assertWarns", "assertWarnsRegex", "deprecated_call"}
_FILTERS = {"filterwarnings", "simplefilter"}
_COME_OF_MISTAKES = {
    "TypeError", "AttributeError", "RuntimeError", "Exception", "BaseException",
    "RuntimeWarning", "Warning",
}  # fmt: skip
"""What comes of a coroutine, or of something else, that is used as what it is not."""


def wants_mistake(body: Body, offset: int) -> bool:
    """Whether a test wants a mistake at a place: it expects, or mutes, what comes of one. Where it expects an
    error or a warning of another kind, only the end of the block is such a place: what stands behind an error
    never runs."""
    for item in body.withs:
        if item.start < offset < item.body_end:
            name, names = last_name(item.expression), names_in(item.expression)
            if name in _RAISES or name in _WARNS:
                if not names.isdisjoint(_COME_OF_MISTAKES) or _is_at_end(body, offset, item):
                    return True
            elif name == "catch_warnings" and _mutes_mistakes(body, item):
                return True
    return False


def _is_at_end(body: Body, offset: int, item: WithSite) -> bool:
    """Whether nothing follows a place in the body of a `with`; other ones may end with it."""
    for inner in body.withs:
        if inner.start == item.last_statement and inner.end <= offset:
            return _is_at_end(body, offset, inner)
    return item.last_statement <= offset


def _mutes_mistakes(body: Body, item: WithSite) -> bool:
    """Whether the filters in a `with catch_warnings()` may be about coroutines that are never awaited."""
    filters = [
        {name for name in names_in(call.expression) if name.endswith("Warning")}
        for call in body.calls
        if item.start < call.start < item.body_end and last_name(call.expression[1]) in _FILTERS
    ]
    return not filters or any(
        not names or not names.isdisjoint(_COME_OF_MISTAKES) for names in filters
    )
