"""What was found out about functions of installed packages, kept from run to run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from asyncsense.inference.values import ClassValue, FunctionValue, Instance
from asyncsense.project.files import Cache
from asyncsense.project.sources import Stamp, stamp_of

_DISTRIBUTIONS = (".dist-info", ".egg-info")


class Place(NamedTuple):
    """Offsets, in its piece, of the call in a function that makes it block."""

    start: int
    end: int


class PackageAnswer(NamedTuple):
    """Where a function blocks, None for nowhere, and the files in which that was seen."""

    place: Place | None
    files: frozenset[str]


class PackageAnswers:
    """Answers about functions of packages, for the versions of all distributions that are installed.

    Somebody may also have edited an installed file: an answer holds as long as the files in which it was
    found are as they were.
    """

    def __init__(self, cache: Cache | None, surroundings: Iterable[str]) -> None:
        """`surroundings` is what else the answers hang on (see `distributions_in`)."""
        text = "\0".join(surroundings).encode(errors="surrogateescape")
        self._digest = hashlib.blake2b(text, digest_size=16).digest()
        self._cache = cache
        self._stamps: dict[str, Stamp] = {}
        self.files: set[str] = set()
        """The files that recalled answers hang on."""

    def recall(self, function: FunctionValue) -> PackageAnswer | None:
        """What an earlier run found, if that still holds."""
        key = self._key(function)
        row = self._cache.load_answer(key) if self._cache is not None and key else None
        if not isinstance(row, tuple):
            return None
        place, stamps = row
        if any(self._stamp(path) != stamp for path, stamp in stamps):
            return None
        files = frozenset(path for path, _ in stamps)
        self.files |= files
        return PackageAnswer(Place(*place) if place is not None else None, files)

    def keep(self, function: FunctionValue, answer: PackageAnswer) -> None:
        """Remember an answer for later runs."""
        key = self._key(function)
        if self._cache is not None and key:
            place = tuple(answer.place) if answer.place is not None else None
            stamps = tuple((path, self._stamp(path)) for path in sorted(answer.files))
            self._cache.store_answer(key, (place, stamps))

    def _stamp(self, path: str) -> Stamp:
        if path not in self._stamps:
            self._stamps[path] = stamp_of(path)
        return self._stamps[path]

    def _key(self, value: FunctionValue) -> bytes:
        """Names a function and its receiver; empty where more than these may matter."""
        receiver = ""
        if value.bound is not None:
            if not isinstance(value.bound, (Instance, ClassValue)) or value.bound.arguments:
                return b""
            if value.bound.cls.module.in_project:
                return b""
            receiver = f"{value.bound.tag} {value.bound.cls.qualname}"
        if value.closure is not None:
            return b""
        function = value.function
        name = f"{value.module.path}\0{function.piece.index}\0{function.start}\0{receiver}"
        return self._digest + name.encode(errors="surrogateescape")


def distributions_in(names: Iterable[str]) -> list[str]:
    """Names and versions of the distributions that a listing of a folder of packages shows."""
    return sorted(name for name in names if name.endswith(_DISTRIBUTIONS))
