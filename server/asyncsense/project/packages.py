"""Why functions of installed packages block, where their code leaves no doubt."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from asyncsense.inference.evaluate import Inference
from asyncsense.inference.frames import Frame
from asyncsense.inference.values import ClassValue, FunctionValue, Instance
from asyncsense.knowledge import Knowledge
from asyncsense.project.chains import Chain, Hop, worst
from asyncsense.project.package_answers import PackageAnswer, PackageAnswers, Place
from asyncsense.project.paths import branches_cover
from asyncsense.syntax.expressions import decorator_name
from asyncsense.syntax.sites import FOREVER, Block, CallSite, Use

# Waiting for other threads, and starting an event loop, is what libraries do when they know that they may;
# and what they read from files, they read once.
_CATEGORIES = frozenset({"sleep", "http", "network", "database", "subprocess", "input"})
_KEEPS_RESULTS = ("cache", "memo", "once", "lazy", "singleton", "property")
_MAX_DEPTH = 12


class _Known(NamedTuple):
    """Why a function blocks, and the files in which that was seen."""

    chain: Chain | None
    files: frozenset[str]


class Packages:
    """Follows functions of installed packages to what blocks.

    More can be said of them than is certain: they have caches, are initialised once, and fall back on
    something else. So only what happens in every call counts: each way through the function comes to
    something that blocks, and no `return` stands before it. It is a fact of the packages alone; what they
    call in the project is not followed.
    """

    def __init__(
        self,
        inference: Inference,
        knowledge: Knowledge,
        call_chain: Callable[[CallSite, Frame], Chain | None],
        answers: PackageAnswers,
    ) -> None:
        self._inference = inference
        self._knowledge = knowledge
        self._call_chain = call_chain
        self._answers = answers
        self._files: frozenset[str] = frozenset()
        """The files that were looked into for the function that is followed just now."""
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
        known: dict[Frame, _Known] = value.module.answers
        if frame not in known:
            if frame in self._busy or frame in self._open or len(self._busy) > _MAX_DEPTH:
                self._cuts += 1
                return None
            around, self._files = self._files, _files_of(value)
            self._busy.add(frame)
            try:
                found = self._recall(value, frame) or self._find(value, frame)
            finally:
                self._busy.discard(frame)
                self._files |= around
                if not self._busy:
                    self._open.clear()
            if found is None:
                self._open.add(frame)
                return None
            known[frame] = found
        self._files |= known[frame].files
        return known[frame].chain

    def _find(self, value: FunctionValue, frame: Frame) -> _Known | None:
        """What its code says; None where something is left out, so that it is asked again when all of
        this is done."""
        cuts = self._cuts
        chain = self._search(frame)
        if chain is None and cuts != self._cuts and len(self._busy) > 1:
            return None
        place = Place(chain.hops[0].start, chain.hops[0].end) if chain is not None else None
        self._answers.keep(value, PackageAnswer(place, self._files))
        return _Known(chain, self._files)

    def _recall(self, value: FunctionValue, frame: Frame) -> _Known | None:
        """What an earlier run found: the call that blocks need only be followed once more."""
        answer = self._answers.recall(value)
        if answer is None:
            return None
        if answer.place is None:
            return _Known(None, answer.files)
        for call in value.function.body.calls:
            if (call.start, call.end) == answer.place:
                chain = self._call_chain(call, frame)
                if chain is not None:
                    return _Known(_through(call, frame, chain), answer.files)
        return None

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
        return worst([_through(call, frame, chain) for call, chain in always])


def _through(call: CallSite, frame: Frame, chain: Chain) -> Chain:
    """The chain of the frame's function, in which the call blocks."""
    assert frame.function is not None
    hop = Hop(frame.module, frame.function, call.start, call.end, chain.primitive.shown)
    return chain.behind(hop)


def _files_of(value: FunctionValue) -> frozenset[str]:
    """The file of a function, and that of the class that it is a method of here."""
    paths = {value.module.path}
    if isinstance(value.bound, (Instance, ClassValue)):
        paths.add(value.bound.cls.module.path)
    return frozenset(path for path in paths if path is not None)


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
