"""The syntax tree of a text, looked up by place, also where the text is broken elsewhere."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from asyncsense.fixes import fstrings
from asyncsense.fixes.errors import CannotFixError
from asyncsense.syntax.parse import Piece, parse, parse_piece
from asyncsense.syntax.recovery import FILENAME, PARSE_ERRORS
from asyncsense.text import Document, Span

_FSTRINGS_ARE_PLACED = sys.version_info >= (3, 12)
_NOT_CODE = re.compile(r"\s+|\\\r?\n|#[^\r\n]*")
_STRING_OR_COMMENT = re.compile(r"""(\"{3}|'{3}|["'])(?:\\[\s\S]|(?!\1)[\s\S])*\1|#[^\r\n]*""")
_Placed = ast.expr | ast.stmt | ast.ExceptHandler | ast.keyword | ast.alias | ast.arg
_STATEMENTS = (ast.stmt, ast.ExceptHandler)
_KINDS = {
    kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)
}
_NO_NODES = frozenset((
    "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module", "op", "ops", "simple",
    "type_comment",
))  # fmt: skip
_FIELDS = {
    kind: tuple(name for name in kind._fields if name not in _NO_NODES)
    for kind in _KINDS - {ast.Constant}
} | {ast.Constant: ()}
"""The fields in which a node may have other nodes than operators."""

# (line, byte column, end line, end byte column) in the text of a piece: as `ast` gives it.
_AstPlace = tuple[int | None, ...]


@dataclass(eq=False)
class Chunk:
    """A part of a text at its place, parsed when somebody asks; without statements where it is broken."""

    span: Span
    text: str

    @cached_property
    def piece(self) -> Piece:
        return parse_piece("", self.text, is_start=not self.span.start)

    @property
    def statements(self) -> list[ast.stmt]:
        return [] if self.piece.broken else self.piece.statements


@lru_cache(maxsize=16)
def source_of(text: str) -> Source:
    """The syntax of `text`; the same object for the same text while it is in use."""
    return Source(text)


class Source:
    """A text, its top-level statements, and for every node its span and parent.

    With `starts`, where its pieces start, only those are parsed that are looked at.
    """

    def __init__(self, text: str, starts: Sequence[int] = ()) -> None:
        self.text = text
        self.document = Document("", text)
        self._starts = starts
        self._chunk_of: dict[ast.AST, Chunk] = {}
        self._parents: dict[ast.AST, ast.AST] = {}
        self._spans: dict[ast.AST, Span] = {}
        self._expressions: dict[_AstPlace, ast.expr] = {}
        self._expressions_in_fstrings: dict[Span, ast.expr] = {}
        self._statements: dict[_AstPlace, ast.stmt | ast.ExceptHandler] = {}
        self._indexed: set[Chunk] = set()

    # Top-level structure

    @cached_property
    def chunks(self) -> list[Chunk]:
        """The text in parts, in order and without gaps."""
        parsed = None if self._starts else parse(self.document)
        starts = (parsed.starts if parsed is not None else self._starts) or (0,)
        found = [
            Chunk(Span(*ends), self.text[slice(*ends)])
            for ends in pairwise([*starts, len(self.text)])
        ]
        for chunk, piece in zip(found, parsed.pieces if parsed is not None else (), strict=False):
            chunk.piece = piece
        return found

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """The top-level statements that can be parsed."""
        for chunk in self.chunks:
            self._chunk_of.update(dict.fromkeys(chunk.statements, chunk))
        return [statement for chunk in self.chunks for statement in chunk.statements]

    @cached_property
    def is_whole(self) -> bool:
        """Whether the whole text is valid Python."""
        return not any(chunk.piece.broken for chunk in self.chunks)

    def chunk_at(self, offset: int) -> Chunk:
        return self.chunks[max(bisect_right(self._chunk_starts, offset) - 1, 0)]

    @cached_property
    def _chunk_starts(self) -> list[int]:
        return [chunk.span.start for chunk in self.chunks]

    def lines_of(self, statement: ast.stmt) -> Span:
        """The whole lines of a top-level statement, and of those that share a line with it."""
        chunk = self._chunk_of[statement]
        self._index(chunk)
        statements = chunk.statements
        first = self.span(statements[0]).start
        if isinstance(statements[0], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in statements[0].decorator_list:
                first = min(first, self.span(decorator).start)
        start = self.document.line_span(self.document.line_index(first)).start
        return Span(start, self.line_after(self.span(statements[-1]).end))

    def method_lines(self, span: Span) -> Span | None:
        """The lines of the method in a class at the top level that holds `span`, if one does."""
        for statement in self.chunk_at(span.start).statements:
            for method in statement.body if isinstance(statement, ast.ClassDef) else ():
                if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                    first = self.span(method.decorator_list[0] if method.decorator_list else method)
                    start = self.document.line_span(self.document.line_index(first.start)).start
                    lines = Span(start, self.line_after(self.span(method).end))
                    if lines.start <= span.start < lines.end and span.end <= lines.end:
                        return lines
        return None

    def line_after(self, offset: int) -> int:
        """The beginning of the line behind that of `offset`, or the end of the text."""
        line = self.document.line_index(offset) + 1
        starts = self.document.line_starts
        return starts[line] if line < len(starts) else len(self.text)

    # Places of nodes

    def span(self, node: ast.AST) -> Span:
        """The text of `node`; a decorated definition begins at its `def`, `async` or `class`."""
        placed = self._spans.get(node)
        if placed is None:
            assert isinstance(node, _Placed)
            chunk = self._chunk_around(node)
            distance = chunk.span.start - chunk.piece.origin
            placed = self._spans[node] = _span(chunk.piece.source, node).shifted(distance)
        return placed

    def _chunk_around(self, node: ast.AST) -> Chunk:
        """The chunk of a node that was reached from the top-level statements."""
        if len(self.chunks) == 1:
            return self.chunks[0]
        if node not in self._parents and node not in self._chunk_of:
            for chunk in self.chunks:
                self._index(chunk)
        while node not in self._chunk_of:
            node = self._parents[node]
        return self._chunk_of[node]

    def text_of(self, node: ast.AST) -> str:
        return self.text[slice(*self.span(node))]

    def expression_at(self, span: Span) -> ast.expr:
        """The expression that covers exactly `span`."""
        self.index_at(span.start)
        start, end = self._ast_place(span.start), self._ast_place(span.end, span.start)
        found = self._expressions_in_fstrings.get(span) or self._expressions.get(start + end)
        if found is None:
            raise CannotFixError(self._why_not_found(span.start))
        return found

    def call_at(self, span: Span) -> ast.Call:
        """The call that covers exactly `span`."""
        found = self.expression_at(span)
        if not isinstance(found, ast.Call):
            raise CannotFixError(f"`{self.text_of(found)}` is not a call")
        return found

    def statement_at(self, start: int) -> ast.stmt | ast.ExceptHandler:
        """The statement, or except clause, whose first keyword stands at `start`."""
        self.index_at(start)
        found = self._statements.get(self._ast_place(start))
        if found is None:
            raise CannotFixError(self._why_not_found(start))
        return found

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node around `node`; None for a top-level statement."""
        return self._parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around `node`, inside out."""
        around = self._parents.get(node)
        while around is not None:
            yield around
            around = self._parents.get(around)

    def statement_of(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that `node` is part of."""
        for around in (node, *self.ancestors(node)):
            if isinstance(around, ast.stmt):
                return around
        raise CannotFixError("it is not part of a statement")

    def _ast_place(self, offset: int, chunk_of: int | None = None) -> _AstPlace:
        """How `ast` names the place `offset` in the chunk that it, or `chunk_of`, belongs to."""
        chunk = self.chunk_at(offset if chunk_of is None else chunk_of)
        source, place = chunk.piece.source, offset - chunk.span.start + chunk.piece.origin
        line = source.line_index(place)
        return line + 1, len(source.text[source.line_starts[line] : place].encode())

    def _why_not_found(self, offset: int) -> str:
        if self.chunk_at(offset).piece.broken:
            return "the code around it does not parse"
        return "the code there is not what was expected"

    def index_at(self, offset: int) -> None:
        """Makes the parents of the nodes around `offset` known."""
        self._index(self.chunk_at(offset))

    def _index(self, chunk: Chunk) -> None:
        if chunk in self._indexed:
            return
        self._indexed.add(chunk)
        self._chunk_of.update(dict.fromkeys(chunk.statements, chunk))
        stack: list[ast.AST] = list(chunk.statements)
        while stack:
            node = stack.pop()
            if isinstance(node, ast.JoinedStr) and not _FSTRINGS_ARE_PLACED:
                self._place_fields(node)
            if isinstance(node, ast.expr) and not isinstance(node, ast.FormattedValue):
                if node in self._spans:
                    self._expressions_in_fstrings.setdefault(self._spans[node], node)
                else:
                    ends = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
                    self._expressions.setdefault(ends, node)
            elif isinstance(node, _STATEMENTS):
                self._statements.setdefault((node.lineno, node.col_offset), node)
            if _FIELDS[type(node)]:
                below = children(node)
                self._parents.update(dict.fromkeys(below, node))
                stack += below

    # Fields of f-strings

    def _place_fields(self, string: ast.JoinedStr) -> None:
        """Parses the expressions of an f-string again, where they really stand."""
        found = fstrings.fields(self.text, self.span(string))
        string.values = [part for part in string.values if isinstance(part, ast.FormattedValue)]
        self._replace_fields(string, found)

    def _replace_fields(self, string: ast.JoinedStr, found: list[fstrings.Field]) -> None:
        values = [part for part in string.values if isinstance(part, ast.FormattedValue)]
        string.values = []
        for value, field in zip(values, found, strict=False):
            expression = self._parse_field(field.expression)
            if expression is None:
                continue
            value.value = expression
            self._spans[value] = field.expression
            string.values.append(value)
            if isinstance(value.format_spec, ast.JoinedStr):
                self._replace_fields(value.format_spec, field.nested)
                # Its fields take part as if they stood in the string itself.
                string.values += value.format_spec.values
                value.format_spec = None

    def _parse_field(self, span: Span) -> ast.expr | None:
        inner = Document("", f"({self.text[slice(*span)]})")
        expression = _parse_expression(inner.text)
        if expression is not None:
            for node in ast.walk(expression):
                if isinstance(node, _Placed):
                    self._spans[node] = _span(inner, node).shifted(span.start - 1)
        return expression

    # Text between nodes

    def skip(self, offset: int) -> int:
        """The place of the first character from `offset` on that is code: no space, no comment."""
        while match := _NOT_CODE.match(self.text, offset):
            offset = match.end()
        return offset

    def find(self, char: str, offset: int) -> int:
        """The first `char` from `offset` on that stands in no comment; nothing but punctuation and
        spaces may stand before it."""
        offset = self.skip(offset)
        while offset < len(self.text) and self.text[offset] != char:
            offset = self.skip(offset + 1)
        return offset

    def opening(self, call: ast.Call) -> int:
        """The place of the parenthesis that opens the arguments of `call`."""
        return self.find("(", self.span(call.func).end)

    def tokens(self, span: Span) -> Iterator[tuple[int, Span]]:
        """The tokens (kind, place) of whole lines, as far as they are valid."""
        starts = self.document.line_starts
        first = self.document.line_index(span.start)
        lines = re.sub(r"\r\n?", "\n", self.text[starts[first] : span.end])
        try:
            for token in tokenize.generate_tokens(io.StringIO(lines).readline):
                start, end = (
                    starts[row - 1 + first] + column
                    if row + first <= len(starts)
                    else len(self.text)
                    for row, column in (token.start, token.end)
                )
                yield token.type, Span(start, end)
        except (tokenize.TokenError, SyntaxError):
            return

    def has_comment(self, span: Span) -> bool:
        """Whether a comment stands in `span`, which begins and ends between tokens."""
        found = _STRING_OR_COMMENT.finditer(self.text, *span)
        return any(match.group().startswith("#") for match in found)


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below `node`, in order, but for operators."""
    found: list[ast.AST] = []
    for name in _FIELDS[type(node)]:
        value: object = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes and all that is in them."""
    todo = list(nodes)
    for node in todo:
        todo += children(node)
        yield node


def parses_alone(expression: str) -> bool:
    """Whether the text is an expression without parentheses around it (several lines may not be)."""
    return _parse_expression(expression) is not None


def _parse_expression(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, FILENAME, mode="eval").body
    except PARSE_ERRORS:
        return None


def _span(document: Document, node: _Placed) -> Span:
    assert node.end_lineno is not None and node.end_col_offset is not None
    return Span(
        document.ast_offset(node.lineno, node.col_offset),
        document.ast_offset(node.end_lineno, node.end_col_offset),
    )
