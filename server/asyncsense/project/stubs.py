"""What stubs say that come with this program: they are read when it is built.

    python -m asyncsense.project.stubs

reads them, for this Python and these sources: typeshed's description of the standard library, and our own of
other packages. Anything else than what was built is read when it is needed: slower, and nothing else.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from asyncsense.deep_stack import in_deep_stack
from asyncsense.inference.environment import typeshed
from asyncsense.project.sources import UnreadableFileError, content_digest, decode, read_bytes
from asyncsense.syntax.summary import Summary
from asyncsense.syntax.whole import summary_of_rows, whole_rows
from asyncsense.text import Document

_PACKAGE = Path(__file__).parent.parent
DATA = _PACKAGE / "project" / "stubs.data"

# The file: a digest of the program and the index, how many stubs there are, the index (of each stub the
# digest of its content, and where in the file is what), and, compressed, the rows of each.
_HEAD = struct.Struct("<16sI")
_PLACE = struct.Struct("<II")
_DIGEST_SIZE = 16
_ENTRY_SIZE = _DIGEST_SIZE + _PLACE.size


class StubSummaries:
    """The summaries in a file that `write_stubs` wrote. One of other sources, of another Python or damaged is
    the same as none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._head = b""
        self._index: bytes | None = None

    def load(self, path: str) -> Summary | None:
        """What a stub says; None where it is not among them. Raises UnreadableFileError."""
        if self._index is None:
            self._index = self._read_index()
        if not self._index or not path.endswith(".pyi"):
            return None
        place = self._index.find(content_digest(read_bytes(path)))
        if place < 0:
            return None
        start, size = _PLACE.unpack_from(self._index, place + _DIGEST_SIZE)
        try:
            with open(self._file, "rb") as stream:
                # It may have been replaced since.
                if stream.read(_HEAD.size) != self._head:
                    return None
                stream.seek(start)
                data = zlib.decompress(stream.read(size))
        except (OSError, zlib.error):
            return None
        return summary_of_rows(marshal.loads(data))

    def _read_index(self) -> bytes:
        """The index; nothing unless it fits."""
        try:
            with open(self._file, "rb") as stream:
                self._head = stream.read(_HEAD.size)
                digest, count = _HEAD.unpack(self._head)
                index = stream.read(count * _ENTRY_SIZE)
            return index if digest == _digest(index) else b""
        except (OSError, struct.error):
            return b""


@cache
def shipped_stubs() -> StubSummaries:
    """The summaries that come with this program."""
    return StubSummaries(DATA)


def write_stubs(file: Path, stubs: Iterable[str]) -> None:
    """Read stubs wholly and write a file for `StubSummaries`. Those that cannot be read are left out."""
    rows = in_deep_stack(lambda: dict(_read(stubs)))
    start = _HEAD.size + len(rows) * _ENTRY_SIZE
    index = b""
    for digest, data in rows.items():
        index += digest + _PLACE.pack(start, len(data))
        start += len(data)
    part = file.with_suffix(f".{os.getpid()}")
    part.write_bytes(_HEAD.pack(_digest(index), len(rows)) + index + b"".join(rows.values()))
    part.replace(file)


def _read(stubs: Iterable[str]) -> Iterator[tuple[bytes, bytes]]:
    for path in stubs:
        with suppress(UnreadableFileError):
            content = read_bytes(path)
            rows = whole_rows(Document(path, decode(content)))
            yield content_digest(content), zlib.compress(marshal.dumps(rows), 9)


def all_stubs() -> Iterator[str]:
    """The paths of the stubs that come with this program."""
    folders = (
        Path(typeshed()) / "stdlib",
        _PACKAGE / "knowledge" / "overrides",
        _PACKAGE / "knowledge" / "stubs",
    )
    for folder in folders:
        yield from map(str, sorted(folder.rglob("*.pyi")))


def _digest(index: bytes) -> bytes:
    """What tells an index, the sources that read stubs and the Python that runs them from any other."""
    python = f"{sys.implementation.name} {sys.version_info[:2]} {marshal.version}"
    digest = hashlib.blake2b(index, key=python.encode(), digest_size=_DIGEST_SIZE)
    for path in (
        _PACKAGE / "text.py",
        _PACKAGE / "project" / "sources.py",
        Path(__file__),
        *sorted((_PACKAGE / "syntax").glob("*.py")),
    ):
        digest.update(content_digest(path.read_bytes()))
    return digest.digest()


if __name__ == "__main__":
    write_stubs(DATA, all_stubs())
    print(f"{DATA}: {DATA.stat().st_size / 1e6:.1f} MB")
