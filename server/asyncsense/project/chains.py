"""Why a call blocks: the hops from it to what a library does."""

from __future__ import annotations

from typing import NamedTuple

from asyncsense.inference.modules import Module
from asyncsense.knowledge.schema import BlockingCall
from asyncsense.syntax.summary import Function
from asyncsense.text import Span

_COSTS = {"once": 0, "syscall": 0, "bulk": 1, "wait": 2}


class Hop(NamedTuple):
    """A place in `function` that leads on to the next hop, or to the primitive itself."""

    module: Module
    function: Function
    start: int
    end: int
    target: str
    """Qualified name of what is called there."""

    @property
    def span(self) -> Span:
        piece = self.function.piece
        return Span(self.module.offset(piece, self.start), self.module.offset(piece, self.end))


class Chain(NamedTuple):
    """How a call comes to block: `hops` from the first project function to the primitive's call.

    No hops means that the call is the primitive itself.
    """

    primitive: BlockingCall
    hops: tuple[Hop, ...] = ()

    @property
    def category(self) -> str:
        return self.primitive.category

    @property
    def weight(self) -> int:
        return _COSTS[self.primitive.cost]

    def behind(self, hop: Hop) -> Chain:
        """The chain of a caller that reaches this one through `hop`."""
        return self._replace(hops=(hop, *self.hops))


def worst(chains: list[Chain]) -> Chain | None:
    """The chain that costs most; of equals, the shortest."""
    return max(chains, key=lambda chain: (chain.weight, -len(chain.hops)), default=None)
