"""jedi's opinion on calls. The only module that knows jedi, and imported only where it is asked.

jedi answers wrongly, late or not at all unless it is treated with care:

- It runs in this process, so it must not run anything of what it looks at. It gets an environment and
  a project that are made here, never found by it, and it may import nothing but the standard library.
- It limits its own work by counters that it never resets; answers would depend on the order of questions.
- It remembers the iterator that a function gave, which has nothing to give the second time: of the tests
  in a file only the first would know its fixtures.
- It forgets modules that it still uses once there are several hundred.
- It raises all kinds of exceptions on valid code, and may take very long. A `Script` that was interrupted
  keeps half an answer in mind and gives wrong ones from then on.
- Two live scripts for one path, and two threads, spoil each other's answers.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
import sysconfig
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from inspect import isgeneratorfunction
from pathlib import Path
from typing import Any

import jedi  # type: ignore[import-untyped]
import parso.cache
import platformdirs
from jedi.api.environment import InterpreterEnvironment  # type: ignore[import-untyped]
from jedi.inference.compiled.subprocess import (  # type: ignore[import-untyped]
    InferenceStateSameProcess,
)

from asyncsense.inference.opinion import Opinion, OpinionKind
from asyncsense.inference.watchdog import InterruptedWorkError, watchdog
from asyncsense.text import Document, Span

__all__ = ["JediResolver"]

_log = logging.getLogger(__name__)

_RECURSION_LIMIT = 3000
_MAX_MODULES = 500
"""So many syntax trees are kept in memory; they take about half a megabyte each."""
_COROUTINES = ("types.CoroutineType", "typing.Coroutine", "collections.abc.Coroutine")


class JediResolver:
    """Answers questions about the files of one snapshot, in one thread."""

    def __init__(
        self,
        root: str,
        search_paths: Sequence[str],
        *,
        seconds_per_query: float = 5.0,
        seconds_per_file: float = 30.0,
        is_unwanted: Callable[[], bool] = lambda: False,
    ) -> None:
        """`search_paths` are the folders of the project's modules and of its packages.

        All questions are left open from the moment that `is_unwanted` holds.
        """
        _configure()
        self._environment = _Environment()
        folders = dict.fromkeys((*search_paths, *_standard_library()))
        self._project = jedi.Project(
            root, sys_path=list(folders), load_unsafe_extensions=False, smart_sys_path=False
        )
        self._seconds_per_query = seconds_per_query
        self._seconds_per_file = seconds_per_file
        self._is_unwanted = is_unwanted
        self._document: Document | None = None
        self._script: Any = None
        self._seconds_left = 0.0
        self.outcomes: Counter[str] = Counter()
        """How many questions were answered, left open, or failed with which exception."""

    def ask(self, document: Document, call: Span) -> Opinion | None:
        """What the call at that place is; None where jedi cannot tell. Never raises."""
        if document is not self._document:
            self._forget_script()
            self._document = document
            self._seconds_left = self._seconds_per_file
        opinion, outcome = self._ask(document, call)
        self.outcomes[outcome] += 1
        return opinion

    def _ask(self, document: Document, call: Span) -> tuple[Opinion | None, str]:
        if self._is_unwanted():
            return None, "unwanted"
        if self._seconds_left <= 0:
            return None, "out of time"
        seconds = min(self._seconds_left, self._seconds_per_query)
        search_path, started = sys.path, time.monotonic()
        try:
            opinion: Opinion = watchdog().run(
                lambda: self._answer(document, call), seconds, self._is_unwanted
            )
        except InterruptedWorkError:
            self._forget_script()
            # A tree is changed in place where the text of its file has changed: perhaps half of it was.
            for trees in parso.cache.parser_cache.values():
                trees.pop(Path(document.path), None)
            _log.debug("jedi interrupted in %s at %s", document.path, call)
            return None, "interrupted"
        except Exception as error:
            _log.debug("jedi failed in %s at %s", document.path, call, exc_info=True)
            return None, type(error).__name__
        finally:
            self._seconds_left -= time.monotonic() - started
            sys.path = search_path  # jedi changes it for a moment, in which it may be interrupted
        if not opinion.names and opinion.kind is None:
            return None, "open"
        return opinion, "answered"

    def _forget_script(self) -> None:
        self._script = None
        trees = parso.cache.parser_cache
        if sum(map(len, trees.values())) > _MAX_MODULES:
            trees.clear()

    # ------------------------------------------------------------------ questions to jedi

    def _answer(self, document: Document, call: Span) -> Opinion:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(_RECURSION_LIMIT)
        try:
            if self._script is None:
                self._script = jedi.Script(
                    document.text,
                    path=document.path,
                    environment=self._environment,
                    project=self._project,
                )
            end = document.position(call.end)
            place = (end.line, end.column - 1)
            return Opinion(self._callees(place), self._kind(place))
        finally:
            sys.setrecursionlimit(limit)

    def _callees(self, end: tuple[int, int]) -> tuple[str, ...]:
        """Qualified names of all that the call that ends at `end` may call."""
        bracket = self._script._module_node.get_leaf_for_position(end)
        if bracket is None or bracket.value != ")" or bracket.parent.type != "trailer":
            return ()
        name = bracket.parent.children[0].get_previous_leaf()
        if name is None or name.type != "name":
            return ()
        found = self._fresh().goto(
            *name.start_pos, follow_imports=True, follow_builtin_imports=True
        )
        if any(one.type not in ("function", "class") for one in found):
            # A variable, parameter or attribute: what it holds counts, not where it is set.
            found = self._fresh().infer(*name.start_pos)
        if any(one.type not in ("function", "class") or not one.full_name for one in found):
            return ()
        return tuple(sorted({one.full_name for one in found}))

    def _kind(self, end: tuple[int, int]) -> OpinionKind | None:
        """What all values of the call that ends at `end` are."""
        names = self._fresh().infer(*end)
        kinds = {_kind_of(value, name) for name in names for value in name._name.infer()}
        if len(kinds) > 1:
            kinds.discard(None)
        if None in kinds:
            return "plain"
        return kinds.pop() if len(kinds) == 1 else None

    def _fresh(self) -> Any:
        """The script, with its counters at zero, and without used iterators in its memory."""
        state = self._script._inference_state
        state.inferred_element_counts = {}
        for function in [one for one in state.memoize_cache if isgeneratorfunction(one)]:
            del state.memoize_cache[function]
        return self._script


def _kind_of(value: Any, name: Any) -> OpinionKind | None:
    """What a value is when it comes to awaiting; None for None."""
    if name.type != "instance":
        return "plain"
    if name.name == "NoneType":
        return None
    if name.full_name in _COROUTINES:
        return "coroutine"
    # Of the class: an object's `__getattr__` has nothing to say here.
    return "awaitable" if value.py__class__().py__getattribute__("__await__") else "plain"


class _Environment(InterpreterEnvironment):  # type: ignore[misc]
    """The running interpreter, without anything that was installed into it."""

    def get_sys_path(self) -> list[str]:
        return _standard_library()

    def get_inference_state_subprocess(self, inference_state: Any) -> Any:
        return _Process(inference_state)


class _Process(InferenceStateSameProcess):  # type: ignore[misc]
    """What jedi has this process do: it may load compiled modules, those of the standard library.

    The search path alone would not do: an editable install answers for its package on its own.
    """

    def load_module(self, dotted_name: str, **where: Any) -> Any:
        if dotted_name.partition(".")[0] not in sys.stdlib_module_names:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about modules that this interpreter was built without
            return self.__getattr__("load_module")(dotted_name=dotted_name, **where)


def _standard_library() -> list[str]:
    """The folders of the standard library."""
    folders: Iterable[str] = (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"))
    found = [one for folder in folders for one in (folder, os.path.join(folder, "lib-dynload"))]
    return [folder for folder in dict.fromkeys(found) if os.path.isdir(folder)]


def _configure() -> None:
    jedi.settings.auto_import_modules = []
    cache = platformdirs.user_cache_dir("asyncsense", appauthor=False)
    jedi.settings.cache_directory = Path(cache) / "jedi"
    parso.cache._CACHED_SIZE_TRIGGER = sys.maxsize
    parso.cache._save_to_file_system = _save


def _save(grammar: str, path: Any, item: object, cache_path: Path | None = None) -> None:
    """Keep a syntax tree in the cache, the whole of it or nothing: processes share it, and are
    interrupted. Where that is not possible it is parsed again next time."""
    with suppress(OSError, RecursionError):
        target = parso.cache._get_hashed_path(grammar, path, cache_path)  # type: ignore[no-untyped-call]
        partial = f"{target}.{os.getpid()}"
        try:
            with open(partial, "wb") as file:
                pickle.dump(item, file, pickle.HIGHEST_PROTOCOL)
            os.replace(partial, target)
        finally:
            with suppress(OSError):
                os.unlink(partial)
