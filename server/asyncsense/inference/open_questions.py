"""Questions that lead back to themselves: which are being answered, and which answers may be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from asyncsense.inference.questions import Questions
from asyncsense.inference.values import NOTHING, Types

_Key = TypeVar("_Key")
_MAX_DEPTH = 60
_TOO_DEEP = -1
NO_OPEN_QUESTION = 1 << 30


class _Guard:
    """Keeps a question from being asked while it is being answered."""

    __slots__ = ("_asked", "_is_first", "_key")

    def __init__(self, asked: OpenQuestions, key: object) -> None:
        self._asked = asked
        self._key = key
        self._is_first = False

    def __enter__(self) -> bool:
        asked, depth = self._asked, self._asked.depth
        outer = asked._open.get(self._key, _TOO_DEEP if depth > _MAX_DEPTH else None)
        if outer is not None:
            asked.outermost = min(asked.outermost, outer)
            return False
        asked._open[self._key] = depth
        asked.depth += 1
        self._is_first = True
        return True

    def __exit__(self, *_: object) -> None:
        if self._is_first:
            self._asked.depth -= 1
            del self._asked._open[self._key]


class OpenQuestions(Questions):
    """The part of inference that ends recursion: a question that is asked while it is being answered gets
    no answer, and what is concluded from that is not remembered before the question is closed.

    Who remembers answers notes `outermost` and sets it to NO_OPEN_QUESTION before the work, and asks
    `_is_final` after it.
    """

    def __init__(self) -> None:
        self._open: dict[object, int] = {}
        """The questions that are being answered, and how many were before each was asked."""
        self.depth = 0
        """How many these are."""
        self.outermost = NO_OPEN_QUESTION
        """The outermost of them that answers given since somebody set this leave open."""
        self._entering: Callable[[object], _Guard] = partial(_Guard, self)
        """False inside the `with` where the key is being answered already, or nesting is too deep."""

    def answer(self, known: dict[_Key, Types], key: _Key, find: Callable[[], Types]) -> Types:
        """What is known of `key`, or what `find` finds; nothing while that is being looked for."""
        types = known.get(key)
        if types is not None:
            return types
        with self._entering((id(known), key)) as first:
            if not first:
                return NOTHING
            before, self.outermost = self.outermost, NO_OPEN_QUESTION
            types = find()
        if self._is_final(self.depth, before):
            known[key] = types
        return types

    def leave_open(self, depth: int) -> None:
        """What is concluded now leaves a question open that somebody else asked when `depth` were open."""
        self.outermost = min(self.outermost, depth - 1)

    def _is_final(self, depth: int, before: int) -> bool:
        """Whether an answer may be remembered: it leaves no question open that was asked before it, when
        `depth` were. `before` is what `outermost` was until then."""
        left_open = self.outermost
        final = left_open >= depth
        self.outermost = before if final else min(before, left_open)
        return final
