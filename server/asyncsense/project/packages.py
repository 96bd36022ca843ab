"""Why functions of installed packages block, where their code leaves no doubt."""

from __future__ import annotations

from collections.abc import Callable

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.functions import decorator_name
from asyncsense.inference.values import FunctionValue
from asyncsense.knowledge import Knowledge
from asyncsense.project.chains import Chain, Hop, worst
from asyncsense.project.paths import branches_cover
from asyncsense.syntax.summary import FOREVER, Block, CallSite, Use

# Waiting for other threads, and starting an event loop, is what libraries do when they know that they may;
# and what they read from files, they read once.
_CATEGORIES = frozenset({"sleep", "http", "network", "database", "subprocess", "input"})
_KEEPS_RESULTS = ("cache", "memo", "once", "lazy", "singleton", "property")
_MAX_DEPTH = 12


class Packages:
    """Follows functions of installed packages to what blocks.

    More can be said of them than is certain: they have caches, are initialised once, and fall back on
    something else. So only what happens in every call counts: each way through the function comes to
    something that blocks, and no `return` stands before it.
    """

    def __init__(
        self,
        inference: Inference,
        knowledge: Knowledge,
        call_chain: Callable[[CallSite, Frame], Chain | None],
    ) -> None:
        self._inference = inference
        self._knowledge = knowledge
        self._call_chain = call_chain
        self._busy: set[Frame] = set()
        self._open: set[Frame] = set()
        self._cuts = 0

    def chain_of(self, value: FunctionValue) -> Chain | None:
        """Why every call of a package's function blocks; None if it does not, or not always."""
        function = value.function
        if value.module.is_stub or function.is_async or function.is_generator:
            return None
        if self._knowledge.speaks_of(value.module.name):
            return None
        names = [decorator_name(row[0]).lower() for row in function.decorators]
        if any(part in name for name in names for part in _KEEPS_RESULTS):
            return None
        frame = self._inference.call_frame(value, None)
        chains: dict[Frame, Chain | None] = value.module.chains
        if frame in chains:
            return chains[frame]
        if frame in self._busy or frame in self._open or len(self._busy) > _MAX_DEPTH:
            self._cuts += 1
            return None
        cuts = self._cuts
        self._busy.add(frame)
        try:
            found = self._search(frame)
        finally:
            self._busy.discard(frame)
        if found is not None or cuts == self._cuts or not self._busy:
            chains[frame] = found
        else:
            # Nothing was found, but something was left out. It is asked again when all of this is done.
            self._open.add(frame)
        if not self._busy:
            self._open.clear()
        return found

    def _search(self, frame: Frame) -> Chain | None:
        function = frame.function
        assert function is not None
        left = min(function.body.exits, default=FOREVER)
        found: list[tuple[CallSite, Chain]] = []
        raising: list[Block] = []
        for call in function.body.calls:
            if not found and call.start > left:
                break
            if _is_optional(call):
                continue
            if call.use[0] == "raise":
                raising.append(call.block)
            chain = self._call_chain(call, frame)
            if (
                chain is not None
                and chain.category in _CATEGORIES
                and chain.primitive.cost == "wait"
            ):
                found.append((call, chain))
            if found and branches_cover([*(one.block for one, _ in found), *raising]):
                break
        else:
            return None
        always = [row for row in found if not row[0].block] or found
        return worst(
            [
                chain.behind(
                    Hop(frame.module, function, call.start, call.end, chain.primitive.name)
                )
                for call, chain in always
            ]
        )


def _is_optional(call: CallSite) -> bool:
    """Whether a call is made only if something else is not there, or when something has failed."""
    if any(of == 0 for _, _, of, _ in call.block):
        return True
    use: Use = call.use
    while use:
        if use[0] in ("either", "lambda", "comprehension", "await") or use[:2] == (
            "test",
            "boolean",
        ):
            return True
        use = use[-1] if isinstance(use[-1], tuple) else ()
    return False
