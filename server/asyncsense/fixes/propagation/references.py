"""Every place in the project that mentions a name, and what it means there."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.syntax_lookup import Chunk, Source
from asyncsense.inference.frames import Frame
from asyncsense.inference.modules import Module
from asyncsense.inference.values import Types
from asyncsense.project.project import Project
from asyncsense.project.sources import UnreadableFileError
from asyncsense.syntax.expressions import ATTRIBUTE, Expression, compact
from asyncsense.syntax.summary import Function, walk_functions
from asyncsense.text import Document, Span

Kind = Literal["call", "read", "store", "definition", "import", "string"]


class Place(NamedTuple):
    """A node of a file of the project."""

    module: Module
    document: Document
    source: Source
    node: ast.AST

    @property
    def span(self) -> Span:
        return self.source.span(self.node)

    @property
    def parent(self) -> ast.AST | None:
        return self.source.parent(self.node)

    def at(self, node: ast.AST) -> Place:
        """The place of another node of the file."""
        return self._replace(node=node)

    def __str__(self) -> str:
        """File and line, for people."""
        name = re.split(r"[\\/]", self.document.path)[-1]
        return f"{name}:{self.document.position(self.span.start).line}"


class Mention(NamedTuple):
    """A place that mentions a name. `types` are what a call calls, or what is read."""

    kind: Kind
    place: Place
    types: Types = ()
    receiver: Types = ()
    """What the name is an attribute of, or looked up in."""


class Files:
    """The texts and syntax of the project's files, while a fix is planned."""

    def __init__(self, project: Project, document_of: Callable[[str], Document]) -> None:
        self._project = project
        self._document_of = document_of
        self._documents: dict[str, Document | None] = {}
        self._sources: dict[str, Source] = {}

    def document(self, path: str) -> Document | None:
        """The text of a file; None where it cannot be read."""
        if path not in self._documents:
            try:
                self._documents[path] = self._document_of(path)
            except UnreadableFileError:
                self._documents[path] = None
        return self._documents[path]

    def source(self, path: str) -> Source:
        """The syntax of a file. Raises CannotFixError."""
        document = self.document(path)
        if document is None:
            raise CannotFixError(f"`{path}` cannot be read")
        if path not in self._sources:
            module = self._project.program.module_at(path)
            starts = module.summary.starts if module is not None else ()
            self._sources[path] = Source(document.text, starts)
        return self._sources[path]

    def mentions(self, name: str, at_most: int, only_in: str | None = None) -> Iterator[Mention]:
        """Every place that mentions `name`, in all files of the project or in one.

        Raises CannotFixError where there are more than `at_most` files, or code cannot be read.
        """
        word = re.compile(rf"\b{re.escape(name)}\b")
        paths = [only_in] if only_in is not None else self._paths_with(name, word)
        if len(paths) > at_most:
            raise CannotFixError(f"{len(paths)} files mention `{name}`: too many to follow")
        for path in paths:
            module = self._project.program.module_at(path)
            document = self.document(path)
            if module is not None and document is not None:
                reader = _Reader(self._project, module, document, self.source(path))
                yield from reader.mentions(name, word)

    def _paths_with(self, name: str, word: re.Pattern[str]) -> list[str]:
        found = []
        for path in self._project.files:
            document = self.document(path)
            if document is not None and name in document.text and word.search(document.text):
                found.append(path)
        return found


class _Sites:
    """Where summaries say what stands: in one chunk of a file."""

    def __init__(self, module: Module, chunk: Chunk) -> None:
        self.functions: list[Function] = []
        self.calls: dict[Span, tuple[Expression, Function]] = {}
        self.attributes: dict[Span, tuple[Expression, Function]] = {}
        self.names: dict[tuple[str, int], Function] = {}
        for piece, start in zip(module.summary.pieces, module.summary.starts, strict=True):
            if not chunk.span.start <= start < chunk.span.end:
                continue
            for function in walk_functions(piece.code):
                self._note(function, start)

    def _note(self, function: Function, start: int) -> None:
        body = function.body
        self.functions.append(function)
        for call in body.calls:
            span = Span(call.start, call.end).shifted(start)
            self.calls[span] = (call.expression, function)
        for read in body.attributes:
            span = Span(read.start, read.end).shifted(start)
            self.attributes[span] = (read.expression, function)
        for name, uses in body.uses.items():
            for use in uses:
                self.names[name, use.offset + start] = function


class _Reader:
    """Finds and understands the mentions in one file."""

    def __init__(
        self, project: Project, module: Module, document: Document, source: Source
    ) -> None:
        self._inference = project.inference
        self._module = module
        self._document = document
        self._source = source

    def mentions(self, name: str, word: re.Pattern[str]) -> Iterator[Mention]:
        for chunk in self._source.chunks:
            if name not in chunk.text or not word.search(chunk.text):
                continue
            if chunk.piece.broken:
                line = self._document.position(chunk.span.start).line
                raise CannotFixError(f"code that mentions `{name}` does not parse (line {line})")
            self._source.index_at(chunk.span.start)
            sites = _Sites(self._module, chunk)
            for node in _nodes_on_lines(_lines_with(word, chunk), chunk.statements):
                mention = self._mention(name, word, node, sites)
                if mention is not None:
                    yield mention

    def _mention(
        self, name: str, word: re.Pattern[str], node: ast.AST, sites: _Sites
    ) -> Mention | None:
        place = Place(self._module, self._document, self._source, node)
        match node:
            case ast.Name(id=found) | ast.Attribute(attr=found) if found == name:
                if isinstance(node.ctx, ast.Load):
                    return self._read(place, sites)
                if isinstance(node, ast.Name):
                    return Mention("store", place)
                receiver = self._evaluated(*self._expression(place.at(node.value), sites))
                return Mention("store", place, receiver=receiver)
            case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) if found == name:
                return Mention("definition", place)
            case ast.alias(name=found) if found.rpartition(".")[2] == name:
                return Mention("import", place)
            case ast.Constant(value=str(text)) if name in text and word.search(text):
                return Mention("string", place, receiver=self._looked_up_in(place, sites))
        return None

    def _looked_up_in(self, place: Place, sites: _Sites) -> Types:
        """What `getattr(x, "name")`, and the like, looks the name up in."""
        match place.parent:
            case ast.Call(args=[first, second, *_]) if second is place.node:
                return self._evaluated(*self._expression(place.at(first), sites))
        return ()

    def _read(self, place: Place, sites: _Sites) -> Mention:
        parent = place.parent
        is_call = isinstance(parent, ast.Call) and parent.func is place.node
        expression, function = self._expression(place, sites)
        if is_call:
            types = self._inference.callees(expression, self._frame(function))
        else:
            types = self._evaluated(expression, function)
        receiver: Types = ()
        if expression[0] == ATTRIBUTE:
            receiver = self._evaluated(expression[1], function)
        return Mention("call" if is_call else "read", place, types, receiver)

    def _expression(self, place: Place, sites: _Sites) -> tuple[Expression, Function]:
        """An expression in compact form, and the function that it stands in."""
        node, span, parent = place.node, place.span, place.parent
        assert isinstance(node, ast.expr)
        if isinstance(parent, ast.Call) and parent.func is node:
            called = sites.calls.get(place.at(parent).span)
            if called is not None:
                return called[0][1], called[1]
        found = sites.attributes.get(span)
        if found is not None:
            return found
        if isinstance(node, ast.Name) and (node.id, span.start) in sites.names:
            function = sites.names[node.id, span.start]
        else:
            # What no summary speaks of: annotations, and code for other versions of Python.
            around = [one for one in sites.functions if self._span_of(one).contains(span)]
            function = min(around, key=lambda one: one.end - one.start)
        return compact(node, span.start - self._module.offset(function.piece, 0)), function

    def _evaluated(self, expression: Expression, function: Function) -> Types:
        return self._inference.evaluate(expression, self._frame(function))

    def _span_of(self, function: Function) -> Span:
        offset = self._module.offset(function.piece, 0)
        return Span(function.start, function.end).shifted(offset)

    def _frame(self, function: Function) -> Frame:
        return self._inference.frame_of(function, self._module)


def _lines_with(word: re.Pattern[str], chunk: Chunk) -> list[int]:
    """The lines that hold the word, as `ast` counts them in the chunk's piece."""
    piece = chunk.piece
    found = (match.start() + piece.origin for match in word.finditer(piece.text))
    return [piece.source.line_index(offset) + 1 for offset in found]


def _nodes_on_lines(lines: list[int], nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes that may stand on one of the lines, with those in them."""
    for node in nodes:
        first = min([getattr(node, "lineno", 0), *_decorator_lines(node)])
        last = getattr(node, "end_lineno", None)
        if last is not None and not any(first <= line <= last for line in lines):
            continue
        if isinstance(node, ast.JoinedStr):
            # Before 3.12 `ast` misplaces what stands in it.
            yield from ast.walk(node)
        else:
            yield node
            yield from _nodes_on_lines(lines, ast.iter_child_nodes(node))


def _decorator_lines(node: ast.AST) -> Iterator[int]:
    return (decorator.lineno for decorator in getattr(node, "decorator_list", ()))
