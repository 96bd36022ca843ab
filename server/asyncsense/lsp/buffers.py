"""What the worker takes for one file: a text document, or the code cells of a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pygls.workspace import TextDocument


class Place(NamedTuple):
    """The document that shows a line of a buffer."""

    uri: str
    version: int | None
    first_line: int
    """Line of the buffer that is the document's first."""
    end_line: int | None = None
    """Line of the buffer behind the document's last; None where nothing follows."""


class Buffer(Protocol):
    """A file as the editor has it open."""

    @property
    def path(self) -> str: ...
    @property
    def version(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    def places(self) -> Sequence[Place]:
        """The documents it consists of, in order."""
        ...

    def is_literal(self, first_line: int, last_line: int) -> bool:
        """Whether an edit of these lines of the text is one of the same lines in a document."""
        ...


class TextBuffer:
    """A text document."""

    def __init__(self, path: str, document: TextDocument) -> None:
        self.path = path
        self._document = document

    @property
    def version(self) -> int | None:
        return self._document.version

    @property
    def text(self) -> str:
        return self._document.source

    def places(self) -> Sequence[Place]:
        return (Place(self._document.uri, self._document.version, 0),)

    def is_literal(self, first_line: int, last_line: int) -> bool:
        return True
