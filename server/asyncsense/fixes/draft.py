"""A change to one document while it is being put together.

Steps of one fix may touch the same expression: `time.sleep(1)` gets another callee and an `await`.
So a draft consists of small pieces that refer to the original text: text put around a node, text put
in, text replaced. Pieces at one place nest as the nodes do, whatever the order of the steps.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from asyncsense.fixes import imports
from asyncsense.fixes.errors import CannotFixError
from asyncsense.fixes.precedence import await_needs_parentheses, is_primary
from asyncsense.fixes.syntax_lookup import Source, source_of
from asyncsense.text import Document, Edit, Span, apply_edits


class Layer(IntEnum):
    """What stands outside when two texts are put around one node."""

    OPERAND = 0
    CALL = 1
    AWAIT = 2
    STATEMENT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """`text` in place of `span`; `order` sorts the pieces that begin at one place."""

    span: Span
    text: str
    order: tuple[int, ...]
    shared: bool = False
    """Other fixes may want the very same piece: it stays an edit of its own."""


@dataclass(frozen=True, slots=True)
class NewAwait:
    """An `await` of the draft, to be looked for in the result."""

    opening: Piece
    closing: Piece

    def span(self, places: dict[Piece, int]) -> Span:
        """Where the await expression must stand in the new text."""
        start = places[self.opening] + self.opening.text.index("await")
        return Span(start, places[self.closing])


# The order at one place: ends of wrapped nodes, then new text, then their beginnings, then old text.
_CLOSING, _INSERTED, _OPENING, _REPLACED = range(4)


class Draft:
    """The pieces of a change to `document`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source: Source = source_of(document.text)
        self.awaits: list[NewAwait] = []
        self._pieces: list[Piece] = []
        self._operands: set[ast.expr] = set()
        self._module_lines: dict[tuple[int, str], None] = {}
        self._claims: list[Span] = []

    @property
    def newline(self) -> str:
        return self.document.newline

    # Pieces

    def replace(self, span: Span, text: str) -> None:
        """`text` instead of what stands at `span`."""
        self._add(span, text, (_REPLACED,))

    def delete(self, span: Span) -> None:
        """Nothing instead of what stands at `span`; refused where a comment would be lost."""
        if self.source.has_comment(span):
            raise CannotFixError("a comment stands in the text that would go")
        self.replace(span, "")

    def insert(self, offset: int, text: str) -> None:
        """`text` at `offset`; later insertions follow earlier ones."""
        self._add(Span(offset, offset), text, (_INSERTED,))

    def wrap(self, span: Span, before: str, after: str, layer: Layer) -> tuple[Piece, Piece]:
        """`before` and `after` around `span`."""
        before = self._kept_apart(span.start, before)
        opening = self._add(Span(span.start, span.start), before, (_OPENING, -span.end, -layer))
        closing = self._add(Span(span.end, span.end), after, (_CLOSING, -span.start, layer))
        return opening, closing

    def insert_line(self, offset: int, text: str, rank: int) -> None:
        """A line of the module (an import, a definition), once; lower `rank` stands higher."""
        key = (offset, text)
        if key not in self._module_lines:
            self._module_lines[key] = None
            self._pieces.append(
                Piece(Span(offset, offset), text, (_CLOSING, -offset - 1, rank), True)
            )

    def claim(self, span: Span) -> None:
        """Makes all pieces in `span` one edit of the whole, which no other fix can add to."""
        self._claims.append(span)

    def make_operand(self, node: ast.expr) -> None:
        """Parentheses around `node` if it cannot be called or awaited without them; only once."""
        if not is_primary(node) and node not in self._operands:
            self._operands.add(node)
            self.wrap(self.source.span(node), "(", ")", Layer.OPERAND)

    def add_await(self, node: ast.expr) -> None:
        """`await` before `node`, with the parentheses that it needs."""
        self.make_operand(node)
        self.add_await_around(node)

    def add_await_around(self, node: ast.expr) -> None:
        """`await` before what `node` becomes, which is a call."""
        span = self.source.span(node)
        outer = await_needs_parentheses(self.source, node)
        opening, closing = self.wrap(
            span, "(await " if outer else "await ", ")" if outer else "", Layer.AWAIT
        )
        self.awaits.append(NewAwait(opening, closing))

    def reference(self, target: str, place: ast.AST) -> str:
        """What to write at `place` for `module:name`; the import is added where it lacks."""
        found = imports.reference(self.source, target, place)
        if found.statement is not None:
            offset, text = imports.place_import(
                self.source, found.statement, self.source.span(place).start
            )
            self.insert_line(offset, text, rank=0)
        return found.text

    # Result

    def edits(self, path: str) -> list[Edit]:
        """The pieces as edits that do not overlap; neighbours are one edit."""
        edits: list[Edit] = []
        joinable = False
        for piece in self._sorted():
            last = edits[-1] if edits else None
            if (
                joinable
                and last is not None
                and last.span.end == piece.span.start
                and not piece.shared
            ):
                edits[-1] = Edit(
                    path, Span(last.span.start, piece.span.end), last.text + piece.text
                )
            else:
                edits.append(Edit(path, piece.span, piece.text))
            joinable = not piece.shared
        for span in self._claims:
            edits = _united(edits, span, self.source.text)
        if any(other.span.start < one.span.end for one, other in pairwise(edits)):
            raise CannotFixError("its steps change the same text")
        return [edit for edit in edits if edit.text or edit.span.start < edit.span.end]

    def result(self, path: str) -> str:
        """The new text."""
        return apply_edits(self.document.text, self.edits(path))

    def places(self) -> dict[Piece, int]:
        """Where the text of every piece begins in the new text."""
        found: dict[Piece, int] = {}
        distance = 0
        for piece in self._sorted():
            found[piece] = piece.span.start + distance
            distance += len(piece.text) - (piece.span.end - piece.span.start)
        return found

    def _sorted(self) -> Iterable[Piece]:
        return sorted(self._pieces, key=lambda piece: (piece.span.start, piece.order))

    def _add(self, span: Span, text: str, order: tuple[int, ...]) -> Piece:
        piece = Piece(span, text, order)
        self._pieces.append(piece)
        return piece

    def _kept_apart(self, offset: int, text: str) -> str:
        """`text`, with a space where it would merge with a word: `return"".join(x)`."""
        before = self.source.text[offset - 1 : offset]
        return f" {text}" if _is_word(before) and _is_word(text[:1]) else text


def _united(edits: list[Edit], span: Span, text: str) -> list[Edit]:
    """The edits, those in `span` as one."""
    inside = [edit for edit in edits if span.contains(edit.span)]
    first = edits.index(inside[0])
    moved = [edit._replace(span=edit.span.shifted(-span.start)) for edit in inside]
    whole = Edit(inside[0].path, span, apply_edits(text[slice(*span)], moved))
    return [*edits[:first], whole, *edits[first + len(inside) :]]


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
