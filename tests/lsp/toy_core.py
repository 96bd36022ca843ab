"""A core of one rule, for tests of the server alone: it is small, and it can be made to fail.

`time.sleep` in a coroutine is reported, and so is a call of a function of the project, in whatever
file, that calls `time.sleep`. A comment `# toy: exit`, `# toy: hang` or `# toy: raise` makes a check
of the file do that, `# toy: last` makes it last until nobody wants it any more; `# toy: exit-once PATH` only as long as there is no file at PATH.
"""

from __future__ import annotations

import ast
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from asyncsense.config import SettingsError
from asyncsense.diagnostics import (
    Applicability,
    Diagnostic,
    FileError,
    Fix,
    Related,
    Severity,
    Step,
)
from asyncsense.fixes.steps import IgnoreInFile, IgnoreOnLine
from asyncsense.lsp.core import Core
from asyncsense.text import Document, Edit, Span, apply_edits


class CannotFixError(Exception):
    pass


class UnwantedError(Exception):
    pass


@dataclass(frozen=True)
class Write(Step):
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Refuse(Step):
    reason: str


class Report(NamedTuple):
    diagnostics: tuple[Diagnostic, ...]
    errors: tuple[FileError, ...] = ()


class Blocker(NamedTuple):
    name: str
    path: str
    offset: int
    sleep: Span


class BlockingSleep:
    """A coroutine calls `time.sleep`."""

    name = "blocking-sleep"
    family = "blocks"
    severity = Severity.ERROR
    since = "0.1"


class Snapshot:
    def __init__(
        self,
        revision: int,
        texts: Mapping[str, tuple[str, int | None]],
        settings: Mapping[str, object],
        blockers: Mapping[str, Blocker],
    ) -> None:
        self.revision = revision
        self.texts = dict(texts)
        self.settings = settings
        self.blockers = blockers

    def document(self, path: str) -> Document:
        if path in self.texts:
            return Document(path, *self.texts[path])
        return Document(path, Path(path).read_text())

    def is_current(self, path: str) -> bool:
        return True  # read anew for each snapshot

    def files(self) -> list[str]:
        return sorted(self.texts)

    def summary(self, path: str) -> object:
        text, version = self.texts.get(path, ("", None))
        return [blocker.name for blocker in blockers_of(Document(path, text, version))]


class Workspace:
    def __init__(
        self, root: str, overrides: Mapping[str, object], files: Sequence[str] | None
    ) -> None:
        self.root = root
        self.given_files = files
        self.overrides = overrides
        self.buffers: dict[str, tuple[str, int | None]] = {}
        self.revision = 0

    def configure(self, overrides: Mapping[str, object]) -> None:
        self.overrides = overrides
        self.revision += 1

    def open(self, path: str, text: str, version: int | None) -> None:
        self.buffers[path] = (text, version)
        self.revision += 1

    change = open

    def close(self, path: str) -> None:
        self.buffers.pop(path, None)
        self.revision += 1

    def invalidate(self, paths: Sequence[str]) -> None:
        self.revision += 1

    def snapshot(self) -> Snapshot:
        paths = self.given_files
        if paths is None:
            paths = [str(path) for path in Path(self.root).rglob("*.py")]
        texts: dict[str, tuple[str, int | None]] = {
            path: (Path(path).read_text(), None) for path in paths
        }
        texts.update(self.buffers)
        blockers = {
            blocker.name: blocker
            for path, (text, version) in texts.items()
            for blocker in blockers_of(Document(path, text, version))
        }
        return Snapshot(self.revision, texts, self.settings(), blockers)

    def slim_down(self) -> None:
        pass

    def read_names(self, path: str) -> None:
        pass

    def settings(self) -> Mapping[str, object]:
        settings = dict(self.overrides)
        file = Path(self.root, "asyncsense.toml")
        if file.exists():
            for key, value in re.findall(r'(\S+) = "(.*)"', file.read_text()):
                settings.setdefault(key, value)
        for key in settings:
            if key not in ("ignore", "severity"):
                raise SettingsError(str(file), key, "unknown key")
        return settings


def tree_of(document: Document) -> ast.Module:
    try:
        return ast.parse(document.text)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def calls_in(function: ast.AST, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name
    ]


def span_of(document: Document, node: ast.expr) -> Span:
    assert node.end_lineno and node.end_col_offset is not None
    return Span(
        document.ast_offset(node.lineno, node.col_offset),
        document.ast_offset(node.end_lineno, node.end_col_offset),
    )


def blockers_of(document: Document) -> list[Blocker]:
    return [
        Blocker(
            function.name,
            document.path,
            document.ast_offset(function.lineno, function.col_offset),
            span_of(document, call),
        )
        for function in tree_of(document).body
        if isinstance(function, ast.FunctionDef)
        for call in calls_in(function, "time.sleep")[:1]
    ]


def check(snapshot: Snapshot, path: str, is_unwanted: Callable[[], bool] = lambda: False) -> Report:
    document = snapshot.document(path)
    misbehave(document.text, is_unwanted)
    if snapshot.settings.get("ignore") == "blocking-sleep":
        return Report(())
    found = []
    for function in ast.walk(tree_of(document)):
        if not isinstance(function, ast.AsyncFunctionDef):
            continue
        found += [direct(document, function, call) for call in calls_in(function, "time.sleep")]
        for blocker in snapshot.blockers.values():
            for call in calls_in(function, blocker.name):
                found.append(through(document, function, call, blocker))
    shown = [d for d in found if "# asyncsense: ignore" not in line_at(document, d.span)]
    if "# asyncsense: ignore-file" in document.text:
        shown = []
    return Report(tuple(sorted(shown, key=lambda diagnostic: diagnostic.span)))


class FileCheck:
    """There is nothing in a check that is worth keeping for the next one."""

    found = None
    is_whole = True

    def __init__(self, snapshot: Snapshot, path: str) -> None:
        self._snapshot = snapshot
        self._path = path

    def whole(self, is_unwanted: Callable[[], bool]) -> Report:
        return check(self._snapshot, self._path, is_unwanted)

    def around(
        self, places: Iterable[int], is_unwanted: Callable[[], bool]
    ) -> Sequence[Diagnostic]:
        return self.whole(is_unwanted).diagnostics

    def quick(self, earlier: object, is_unwanted: Callable[[], bool]) -> Report:
        return self.whole(is_unwanted)


def misbehave(text: str, is_unwanted: Callable[[], bool]) -> None:
    if order := re.search(r"# toy: ([\w-]+) ?(.*)", text):
        match order[1]:
            case "exit":
                os._exit(3)
            case "hang":
                time.sleep(3600)
            case "last":
                while not is_unwanted():
                    time.sleep(0.01)
                raise UnwantedError
            case "raise":
                raise ValueError("as told")
            case "exit-once" if not os.path.exists(order[2]):
                Path(order[2]).touch()
                os._exit(3)


def line_at(document: Document, span: Span) -> str:
    return document.line_text(document.line_index(span.start))


def direct(document: Document, function: ast.AsyncFunctionDef, call: ast.Call) -> Diagnostic:
    span = span_of(document, call)
    awaited = Edit(document.path, span_of(document, call.func), "await asyncio.sleep")
    return diagnostic(
        document,
        function,
        span,
        "`time.sleep` blocks the event loop",
        Fix("Use `await asyncio.sleep(…)`", Applicability.SAFE, (Write((awaited,)),)),
        Fix(
            "Run it in a thread", Applicability.DISABLED, reason="it would wait there all the same"
        ),
        Fix("Ask a friend", Applicability.UNSAFE, (Refuse("nobody is at home"),)),
    )


def through(
    document: Document, function: ast.AsyncFunctionDef, call: ast.Call, blocker: Blocker
) -> Diagnostic:
    span = span_of(document, call)
    name = blocker.name
    edits = (
        Edit(blocker.path, Span(blocker.offset, blocker.offset), "async "),
        Edit(document.path, Span(span.start, span.start), "await "),
    )
    return diagnostic(
        document,
        function,
        span,
        f"`{name}` blocks the event loop (`time.sleep`)",
        Fix(f"Make `{name}` async", Applicability.UNSAFE, (Write(edits),)),
        related=(
            Related(
                blocker.path, blocker.sleep, "`time.sleep` blocks here", blocker.name, "time.sleep"
            ),
        ),
    )


def diagnostic(
    document: Document,
    function: ast.AsyncFunctionDef,
    span: Span,
    message: str,
    *fixes: Fix,
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    rule = BlockingSleep
    return Diagnostic(
        rule.name,
        rule.family,
        document.path,
        span,
        message,
        rule.severity,
        related,
        fixes,
        function.name,
        "time.sleep",
    )


def lower(fix: Fix, document_of: Callable[[str], Document]) -> dict[str, list[Edit]]:
    edits: dict[str, list[Edit]] = {}
    for step in fix.steps:
        match step:
            case Write(new):
                for edit in new:
                    edits.setdefault(edit.path, []).append(edit)
            case Refuse(reason):
                raise CannotFixError(reason)
            case IgnoreOnLine(path, place, rule):
                document = document_of(path)
                end = document.line_span(document.line_index(place.start)).end
                comment = f"  # asyncsense: ignore[{rule}]"
                edits[path] = [Edit(path, Span(end, end), comment)]
            case IgnoreInFile(path, rule):
                edits[path] = [Edit(path, Span(0, 0), f"# asyncsense: ignore-file[{rule}]\n")]
    return edits


def fix_all(
    snapshot: Snapshot, paths: Sequence[str], rules: Sequence[str] | None
) -> dict[str, str]:
    changed = {}
    for path in paths:
        edits = [
            edit
            for found in check(snapshot, path).diagnostics
            if rules is None or found.rule in rules
            for fix in found.fixes
            if fix.applicability is Applicability.SAFE
            for edit in lower(fix, snapshot.document)[path]
        ]
        if edits:
            changed[path] = apply_edits(snapshot.document(path).text, edits)
    return changed


def function_places(snapshot: Snapshot, path: str) -> dict[str, Span]:
    document = snapshot.document(path)
    return {
        function.name: Span(start + len("async def "), start + len("async def " + function.name))
        for function in ast.walk(tree_of(document))
        if isinstance(function, ast.AsyncFunctionDef)
        for start in [document.ast_offset(function.lineno, function.col_offset)]
    }


def load() -> Core:
    if os.path.exists(os.environ.get("TOY_OBSTACLE", "")):
        raise OSError("there is something in the way")
    return Core(
        Workspace,  # type: ignore[arg-type]
        FileCheck,
        lower,
        fix_all,
        lambda: [BlockingSleep],
        CannotFixError,
        UnwantedError,
        function_places,
    )
