"""The door to the core: a `Workspace` that changes, and the frozen `Snapshot`s that answers refer to."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from asyncsense.config import Settings, SettingsFinder
from asyncsense.inference.environment import import_roots, search_folders, site_packages
from asyncsense.inference.modules import Module, ModuleFinder
from asyncsense.knowledge import Knowledge, load_knowledge
from asyncsense.project.discovery import python_files
from asyncsense.project.files import Cache, FileReader
from asyncsense.project.name_index import NameIndex, Names, names_in_pieces
from asyncsense.project.package_answers import PackageAnswers, distributions_in
from asyncsense.project.project import Project
from asyncsense.project.sources import Stamp, content_digest
from asyncsense.syntax.parse import ParsedModule, Piece, SyntaxIssue, parse
from asyncsense.syntax.summarize import summarize
from asyncsense.syntax.summary import PieceSummary, Summary
from asyncsense.syntax.suppressions import Suppression, find_suppressions
from asyncsense.text import Document

if TYPE_CHECKING:
    from asyncsense.inference.opinion import SecondOpinion


_FIRST_FILES = 12
"""To look into so many takes a moment, even where nobody has read them before."""


class _Buffer:
    """An open document with what was read from it, piece by piece."""

    def __init__(self, document: Document, previous: _Buffer | None) -> None:
        self.document = document
        self.parsed: ParsedModule = parse(document, previous.parsed if previous else None)
        known: dict[Piece, PieceSummary] = previous.pieces if previous else {}
        self.summary: Summary = summarize(self.parsed, known)
        self.names: Names = names_in_pieces(self.summary.pieces)
        if previous is not None and previous.names == self.names:
            self.names = previous.names
        self.pieces: dict[Piece, PieceSummary] = dict(
            zip(self.parsed.pieces, self.summary.pieces, strict=True)
        )

    @cached_property
    def digest(self) -> bytes:
        """As of a file that holds the text."""
        return content_digest(self.document.text.encode(errors="surrogatepass"))

    def copied(self) -> _Buffer:
        """The same for another workspace: the summary of a piece knows where it stands in one text."""
        other = copy.copy(self)
        pieces = tuple(PieceSummary(piece.raw, piece.binds) for piece in self.summary.pieces)
        other.summary = Summary(pieces, self.summary.starts, self.summary.left_out)
        other.pieces = dict(zip(self.parsed.pieces, pieces, strict=True))
        return other


class Workspace:
    """A project folder and the buffers that are open in it; the one mutable object of the core."""

    def __init__(
        self,
        root: str,
        overrides: Mapping[str, object] | None = None,
        cache: Cache | None = None,
        files: Sequence[str] | None = None,
        deep: bool = False,
        overrides_from: str = "command line",
    ) -> None:
        """`files` are those of the project where somebody has looked for them already.

        What is wrong with `overrides` is said of `overrides_from`.
        With `deep` all snapshots are (see `Snapshot.deepened`).
        """
        self.root = os.path.abspath(root)
        self._given_files = files
        self._deep = deep
        self._overrides = dict(overrides or {})
        self._overrides_from = overrides_from
        self._buffers: dict[str, _Buffer] = {}
        self._cache = cache
        self._reader = FileReader(cache)
        self._revision = 0
        self._snapshot: Snapshot | None = None
        self._libraries: dict[str, Module | None] = {}
        self._name_index: NameIndex | None = None
        self._forget_files()

    def _forget_files(self) -> None:
        self._settings = SettingsFinder(self._overrides, self.root, self._overrides_from)
        self._files: list[str] | None = None
        self._module_finder: ModuleFinder | None = None
        self._package_answers: PackageAnswers | None = None

    def configure(self, overrides: Mapping[str, object]) -> None:
        """Other settings go over the project's from now on."""
        self._overrides = dict(overrides)
        self.invalidate(())

    def open(self, path: str, text: str, version: int | None = None) -> None:
        """An editor holds `path` (absolute) now: its text is the truth."""
        self.change(path, text, version)

    def change(self, path: str, text: str, version: int | None = None) -> None:
        """The whole new text of an open document."""
        self._buffers[path] = _Buffer(Document(path, text, version), self._buffers.get(path))
        self._changed()

    def close(self, path: str) -> None:
        """The disk is the truth for `path` again."""
        if self._buffers.pop(path, None) is not None:
            self._changed()

    def invalidate(self, paths: Iterable[str]) -> None:
        """Files were written, made or removed on the disk."""
        for path in paths:
            self._reader.forget(path)
        self._forget_files()
        self._libraries.clear()
        self._changed()

    def _changed(self) -> None:
        self._revision += 1
        self._snapshot = None

    def snapshot(self) -> Snapshot:
        """The present state; nothing that happens later changes it."""
        if self._snapshot is None:
            snapshot = Snapshot(self, self._revision, dict(self._buffers))
            self._snapshot = snapshot.deepened() if self._deep else snapshot
        return self._snapshot

    def files(self) -> list[str]:
        """The Python files of the project, absolute, sorted; open ones among them."""
        if self._files is None:
            given = self._given_files
            self._files = (
                python_files([self.root], self._settings).files if given is None else list(given)
            )
        return sorted({*self._files, *self._buffers})

    # ------------------------------------------------------------------ runs over a whole project

    def read_names(self, path: str) -> Names:
        """The names in a file of the project, by their part. What else it says takes little memory until
        somebody asks."""
        names = self._reader.names(path)
        self._reader.pack(path)
        return names

    def know_names(self, names: Mapping[str, Names]) -> None:
        """The names in files, so that these need not be read for them."""
        self._reader.known_names = names

    def forget_summaries(self) -> None:
        """Give the memory of what the project's files say back; it is read again when needed."""
        self._reader.forget_files()
        self._snapshot = None

    def slim_down(self) -> None:
        """Give the memory back of what was found out about files that nobody may ask for again."""
        self._reader.forget_code()
        self._snapshot = None

    @property
    def library_summaries(self) -> Mapping[str, Summary | None]:
        """What the files outside of the project say that were read so far."""
        return self._reader.libraries

    def consulted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The folders that were listed and the files outside of the project that were read so far, or
        of which it was known what they say."""
        finder, answers = self._module_finder, self._package_answers
        folders = finder.listed if finder is not None else ()
        recalled = answers.files if answers is not None else ()
        return tuple(sorted(folders)), tuple(sorted({*self._reader.libraries, *recalled}))


class Snapshot:
    """One state of a workspace. Answers depend on it and on nothing else."""

    def __init__(self, workspace: Workspace, revision: int, buffers: dict[str, _Buffer]) -> None:
        self.revision = revision
        self.root = workspace.root
        self._buffers = buffers
        self._reader = workspace._reader
        self._settings = workspace._settings
        self._files = workspace.files()
        self._libraries = workspace._libraries
        self._workspace = workspace
        self._is_read = True
        self._outlines: dict[str, Summary | None] = {}
        """What other files say, as far as it was asked for, unless the project is read as a whole."""
        self.second_opinion: SecondOpinion | None = None
        """Whom to ask about what inference leaves open; nobody unless the snapshot is deep."""

    def deepened(self, is_unwanted: Callable[[], bool] = lambda: False) -> Snapshot:
        """The same state, about which jedi is asked as well, as long as anybody wants to know.

        For one thread, and not for ever: jedi keeps in mind what other files said.
        """
        from asyncsense.inference.jedi_resolver import JediResolver

        snapshot = copy.copy(self)
        folders = (*import_roots(self.root, self._files), *self.packages)
        snapshot.second_opinion = JediResolver(self.root, folders, is_unwanted=is_unwanted)
        return snapshot

    def unread(self) -> Snapshot:
        """The same state for an answer that cannot wait until the project is read: some more files are
        looked into where the one in question leads there, and what others could tell is unknown."""
        snapshot = copy.copy(self)
        snapshot._is_read = False
        snapshot._outlines = {}
        snapshot.__dict__.pop("project", None)
        return snapshot

    def fork(self) -> Workspace:
        """A workspace of its own that starts from this state."""
        workspace = copy.copy(self._workspace)
        workspace._buffers = {path: buffer.copied() for path, buffer in self._buffers.items()}
        workspace._snapshot = None
        return workspace

    def files(self) -> list[str]:
        """The Python files of the project, absolute and sorted."""
        return self._files

    def settings(self, path: str) -> Settings:
        """The settings in force for a file. Raises SettingsError."""
        return self._settings.find(path)

    @property
    def settings_file(self) -> str | None:
        """The file whose settings hold for the whole project, or could; None where there is none."""
        project_file = os.path.join(self.root, "pyproject.toml")
        source = self._settings.in_directory(self.root).source
        return source or (project_file if os.path.isfile(project_file) else None)

    def document(self, path: str) -> Document:
        """The text of a file in this snapshot. Raises UnreadableFileError."""
        buffer = self._buffers.get(path)
        return buffer.document if buffer is not None else self._reader.document(path)

    def content_digest(self, path: str) -> bytes | None:
        """A digest of a file of the project as this snapshot has it; None where nobody has read it yet."""
        buffer = self._buffers.get(path)
        return buffer.digest if buffer is not None else self._reader.content_digest(path)

    def contents_read(self) -> Mapping[str, tuple[Stamp, bytes]]:
        """Stamp and digest of the files of the project that were read from the disk so far."""
        return self._reader.contents

    def consulted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What was looked at besides the project's files (see `Workspace.consulted`)."""
        return self._workspace.consulted()

    def is_current(self, path: str) -> bool:
        """Whether a file is still what this snapshot says of it: nobody tells of all changes on the disk."""
        return path in self._buffers or self._reader.is_current(path)

    def parsed(self, path: str) -> ParsedModule:
        """The syntax of a file in this snapshot. Raises UnreadableFileError."""
        buffer = self._buffers.get(path)
        return buffer.parsed if buffer is not None else parse(self._reader.document(path))

    def issues(self, path: str) -> tuple[SyntaxIssue, ...]:
        """What is wrong with the syntax of a file."""
        buffer = self._buffers.get(path)
        if buffer is not None:
            return buffer.parsed.errors
        file = self._reader.file(path)
        return file.issues if file is not None else ()

    def suppressions(self, document: Document) -> tuple[Suppression, ...]:
        """The comments in a document of this snapshot that silence diagnostics."""
        buffer = self._buffers.get(document.path)
        return find_suppressions(buffer.parsed if buffer is not None else document)

    def summary(self, path: str) -> Summary | None:
        """What a file says; None where it cannot be read."""
        buffer = self._buffers.get(path)
        if buffer is not None:
            return buffer.summary
        if path not in self._own_files:
            return self._reader.library(path)
        if not self._is_read:
            return self._outline(path)
        file = self._reader.file(path)
        return file.summary if file is not None else None

    def _outline(self, path: str) -> Summary | None:
        if path not in self._outlines:
            if len(self._outlines) == _FIRST_FILES:
                return None
            self._outlines[path] = self._reader.outline(path)
        return self._outlines[path]

    def _names(self, path: str) -> Names:
        buffer = self._buffers.get(path)
        if buffer is not None:
            return buffer.names
        return self._reader.names(path) if self._is_read else {}

    @cached_property
    def _own_files(self) -> frozenset[str]:
        return frozenset(self._files)

    @property
    def packages(self) -> tuple[str, ...]:
        """The folders of the packages that the project imports. Raises MissingEnvironmentError."""
        return site_packages(self._settings.in_directory(self.root).python, self.root)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What is known of libraries, with what the project's settings add."""
        settings = self._settings.in_directory(self.root)
        plain = settings.plain()
        blocking = plain.get("blocking") or ()
        treat = settings.treat
        return load_knowledge().extended(
            blocking=blocking,  # type: ignore[arg-type]
            nonblocking=treat.non_blocking,
            offloads=treat.offloads,
            consumes=treat.consumes_coroutine,
        )

    def _surroundings(self, finder: ModuleFinder) -> Iterator[str]:
        """What answers about functions of packages hang on: which versions of which distributions are
        installed, what the project's settings know of them, and which of them it hides."""
        settings = self._settings.in_directory(self.root)
        yield repr((settings.plain().get("blocking"), settings.treat))
        installed: set[str] = set()
        for folder in finder.folders:
            if folder.kind == "packages":
                names = finder.listing(folder.path)
                yield from (folder.path, *distributions_in(names))
                installed |= names
        for folder in finder.folders:
            if folder.kind == "project":
                yield from sorted(installed & finder.listing(folder.path))

    @cached_property
    def project(self) -> Project:
        """The facts across the files of the project."""
        roots = import_roots(self.root, self._files)
        finder = self._workspace._module_finder
        if finder is None:
            finder = ModuleFinder(search_folders(roots, self.packages))
            self._workspace._module_finder = finder
        answers = self._workspace._package_answers
        if answers is None:
            answers = PackageAnswers(self._workspace._cache, self._surroundings(finder))
            self._workspace._package_answers = answers
        project = Project(
            self._files,
            roots,
            finder,
            self.summary,
            self._libraries,
            self.knowledge,
            self._names,
            answers,
            self._workspace._name_index if self._is_read else None,
            self._is_read,
        )
        if self._is_read:
            self._workspace._name_index = project.index
        return project
