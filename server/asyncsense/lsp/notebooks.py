"""A notebook as one module: its code cells one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pygls.workspace import TextDocument

from asyncsense.lsp.buffers import Place

_LINE_END = re.compile(r"\r\n|\r|\n")
_CELL_MAGIC = re.compile(r"\s*%%(?P<name>\w+)")
_PYTHON_CELLS = {"capture", "prun", "time", "timeit"}
"""What stands in cells with these magics is Python still."""
_LINE_MAGIC = re.compile(
    r"""^(?P<head>[ \t]*|[ \t]*[\w.,\[\] \t]+=[ \t]*)  # indented, or the value of an assignment
        (?:[%]{1,2}[A-Za-z]|!(?!=)|\?)[^\r\n]*
      | ^(?P<indent>[ \t]*)[\w.]+\?{1,2}[ \t]*(?=\r|\n|\Z)""",
    re.MULTILINE | re.VERBOSE,
)


class NotebookBuffer:
    """The code cells of a notebook, each on lines of its own (see buffers.Buffer)."""

    def __init__(self, path: str, cells: Callable[[], Sequence[TextDocument]]) -> None:
        self.path = path
        self._cells = cells
        self.version: int | None = 0
        """Counts the changes of any cell, and of which cells there are."""

    def changed(self) -> None:
        self.version = (self.version or 0) + 1

    @property
    def text(self) -> str:
        return "".join(_python(cell.source) for cell in self._cells())

    def places(self) -> Sequence[Place]:
        places, line = [], 0
        for cell in self._cells():
            end = line + len(_LINE_END.findall(_ended(cell.source)))
            places.append(Place(cell.uri, cell.version, line, end))
            line = end
        return places

    def is_literal(self, first_line: int, last_line: int) -> bool:
        """Whether these lines are in the text as they are in one cell."""
        for cell, place in zip(self._cells(), self.places(), strict=True):
            if place.first_line <= first_line and last_line <= (place.end_line or 0):
                lines = slice(first_line - place.first_line, last_line - place.first_line + 1)
                written, read = _ended(cell.source), _python(cell.source)
                return _LINE_END.split(written)[lines] == _LINE_END.split(read)[lines]
        return False


def _ended(cell: str) -> str:
    """The text of a cell with an end to its last line."""
    return cell if cell.endswith(("\n", "\r")) else cell + "\n"


def _python(cell: str) -> str:
    """The text of a cell, in which the lines that are no Python, but IPython's, are replaced by others."""
    magic = _CELL_MAGIC.match(cell)
    if magic and magic["name"] not in _PYTHON_CELLS:
        return _LINE_END.sub(lambda end: end.group() + "#", "#" + _ended(cell)).removesuffix("#")
    return _LINE_MAGIC.sub(_replacement, _ended(cell))


def _replacement(magic: re.Match[str]) -> str:
    head = magic["head"] or magic["indent"] or ""
    return f"{head}None" if head.strip() else f"{head}pass"
