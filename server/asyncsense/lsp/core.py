"""The core as the worker calls it: one place that names the functions, and the seam for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from asyncsense.diagnostics import Diagnostic, FileError, Fix, Severity
from asyncsense.text import Document, Edit, Span


class Snapshot(Protocol):
    """A frozen state of a workspace."""

    @property
    def revision(self) -> int: ...

    def document(self, path: str) -> Document: ...
    def files(self) -> Sequence[str]: ...
    def is_current(self, path: str) -> bool:
        """Whether the file is still what this snapshot says of it."""
        ...

    def summary(self, path: str) -> object:
        """What the file means to other files: equal as long as it means the same."""
        ...


class Workspace(Protocol):
    """One folder's project; open buffers are the truth over the disk."""

    def configure(self, overrides: Mapping[str, object]) -> None:
        """The editor has other settings now."""
        ...

    def open(self, path: str, text: str, version: int | None) -> None: ...
    def change(self, path: str, text: str, version: int | None) -> None: ...
    def close(self, path: str) -> None: ...
    def invalidate(self, paths: Sequence[str]) -> None: ...
    def snapshot(self) -> Snapshot: ...
    def slim_down(self) -> None:
        """Forget what can be found out again."""
        ...

    def read_names(self, path: str) -> object:
        """Reads a file of the project, so that what follows need not."""
        ...


class CheckReport(Protocol):
    """What a check of one file found."""

    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...
    @property
    def errors(self) -> Sequence[FileError]: ...


class FileCheck(Protocol):
    """The check of one file of a snapshot, of which a part can be had before the whole."""

    @property
    def found(self) -> Any:
        """What `quick` goes by the next time; None where there is nothing of the kind."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether the last report had nothing in it that was found earlier."""
        ...

    def whole(self, is_unwanted: Callable[[], bool]) -> CheckReport:
        """All there is to say; raises `Core.unwanted`."""
        ...

    def quick(self, earlier: Any, is_unwanted: Callable[[], bool]) -> CheckReport:
        """What is to say about the functions that have changed since, and what was found earlier in the
        others; raises `Core.unwanted`."""
        ...

    def around(
        self, places: Iterable[int], is_unwanted: Callable[[], bool]
    ) -> Sequence[Diagnostic]:
        """What the whole says about what stands around some offsets, or most of it; raises
        `Core.unwanted`."""
        ...


class Explanation(Protocol):
    """A sentence about a place, and what follows from it."""

    @property
    def text(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def children(self) -> Sequence[Explanation]: ...


class ExplainedCall(Protocol):
    """A call, and what is to be known about it."""

    @property
    def span(self) -> Span: ...
    @property
    def explanation(self) -> Explanation: ...


class Rule(Protocol):
    """What there is to say about a rule; the class docstring is its page."""

    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def since(self) -> str: ...


@dataclass(frozen=True)
class Core:
    """The calls that the worker makes into the core."""

    workspace: Callable[[str, Mapping[str, object], Sequence[str] | None], Workspace]
    """(root, settings of the editor, files or None for all below the root)"""
    check: Callable[[Any, str], FileCheck]
    """(snapshot, path) -> what can be found out about the file"""
    lower: Callable[[Fix, Callable[[str], Document]], Mapping[str, Sequence[Edit]]]
    fix_all: Callable[[Any, Sequence[str], Sequence[str] | None], Mapping[str, str]]
    """(snapshot, paths, rules or None for all) -> new text of every file that changes."""
    rules: Callable[[], Sequence[Rule]]
    cannot_fix: type[Exception]
    """Raised by `lower` where a fix cannot be made; its text says why."""
    unwanted: type[Exception]
    """Raised by checks that nobody wants any more."""
    function_places: Callable[[Any, str], Mapping[str, Span]] = lambda snapshot, path: {}
    """(snapshot, path) -> where the names of its functions stand, by qualified name."""
    explain_call: Callable[[Any, str, int], ExplainedCall | None] = lambda *where: None
    """(snapshot, path, offset) -> the call there, if it has to do with the event loop"""
    keep: Callable[[Any, Mapping[str, Any]], None] = lambda workspace, found: None
    """(workspace, what whole checks would find in its files, by path): writes to the disk what of it, and
    of what was read, another process can use."""
    recall: Callable[[Any, str], Any] = lambda snapshot, path: None
    """(snapshot, path) -> what a process before has kept of `FileCheck.found`, if it holds; else None"""
    deepen: Callable[[Any, Callable[[], bool]], Any] = lambda snapshot, is_unwanted: snapshot
    """(snapshot, whether nobody wants it any more) -> the same state, to be checked more thoroughly."""
    unread: Callable[[Any], Any] | None = None
    """(snapshot) -> the same state, for a first check before all files of the project are read."""
    settings_file: Callable[[Any], str | None] = lambda snapshot: None
    """(snapshot) -> the path of the settings file that holds for the project, if there is one."""
    refactorings: Callable[[Any, str, int], Iterable[Fix]] = lambda *where: ()
    """(snapshot, path, offset) -> what can be done there where nothing is wrong"""
    complete: Callable[[Any, Fix], Fix] = lambda snapshot, fix: fix
    """(snapshot, fix) -> the fix with all that it reaches, and how much that is in its title."""
