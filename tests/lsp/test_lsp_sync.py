"""The server has the editor's text, whatever is in it."""

from __future__ import annotations

import random

import pytest
from lsprotocol import types
from rawclient import MODERN, RawClient, StartClient, range_

from asyncsense.lsp.documents import SyncedDocument
from asyncsense.text import PositionEncoding

UNITS: dict[PositionEncoding, str] = {
    "utf-8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
PIECES = ["a", "é", "😀", "\n", "\r\n", "\r", "\x0c", "\u2028", "\x85", "\x1c", "\t", "日本"]


def position_of(text: str, offset: int, encoding: PositionEncoding) -> types.Position:
    """Where an editor sees `offset`: lines end at \\n, \\r\\n and \\r."""
    head = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = head.rpartition("\n")[2]
    units = len(line.encode(UNITS[encoding])) // WIDTHS[encoding]
    return types.Position(head.count("\n"), units)


def is_between_cr_and_lf(text: str, offset: int) -> bool:
    return text[offset - 1 : offset + 1] == "\r\n"


@pytest.mark.parametrize("encoding", UNITS)
@pytest.mark.parametrize("seed", range(8))
def test_edits_of_any_text(encoding: PositionEncoding, seed: int) -> None:
    rng = random.Random(seed)
    text = "".join(rng.choices(PIECES, k=60))
    document = SyncedDocument("file:///a.py", text)
    document.encoding = encoding
    for _ in range(60):
        start, end = sorted(rng.choices(range(len(text) + 1), k=2))
        if is_between_cr_and_lf(text, start) or is_between_cr_and_lf(text, end):
            continue
        new = "".join(rng.choices(PIECES, k=rng.randrange(4)))
        places = (position_of(text, offset, encoding) for offset in (start, end))
        document.apply_change(types.TextDocumentContentChangePartial(types.Range(*places), new))
        text = text[:start] + new + text[end:]
        assert document.source == text


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((0, 99), (0, 99), "abcX"),
        ((7, 0), (7, 0), "abcX"),
        ((0, 1), (99, 99), "aX"),
        ((0, 2), (0, 1), "abXc"),
    ],
)
def test_positions_that_are_not_there(
    start: tuple[int, int], end: tuple[int, int], expected: str
) -> None:
    document = SyncedDocument("file:///a.py", "abc")
    whole = types.Range(types.Position(*start), types.Position(*end))
    document.apply_change(types.TextDocumentContentChangePartial(whole, "X"))
    assert document.source == expected


def test_the_whole_text_replaced() -> None:
    document = SyncedDocument("file:///a.py", "abc")
    document.apply_change(types.TextDocumentContentChangeWholeDocument("😀\n"))
    assert document.source == "😀\n"


def test_edits_behind_a_form_feed_and_a_line_separator(client: RawClient, uri: str) -> None:
    client.open(uri, "import time\n\x0c\nS = '\u2028'\nasync def f():\n    pass\n")
    client.change(
        uri,
        2,
        {"range": range_((4, 4), (4, 8)), "text": "time.sleep(1)"},
        {"range": range_((0, 0), (0, 0)), "text": "# 😀\n"},
    )
    [found] = client.diagnostics(uri, 2)
    assert found["range"] == range_((5, 4), (5, 17))


@pytest.mark.parametrize(("offered", "column"), [("utf-8", 16), ("utf-16", 14), ("utf-32", 13)])
def test_columns_behind_an_emoji(start: StartClient, uri: str, offered: str, column: int) -> None:
    client = start()
    capabilities = client.initialize({**MODERN, "general": {"positionEncodings": [offered]}})
    assert capabilities["positionEncoding"] == offered
    client.open(uri, "import time\nasync def f():\n    s = '😀'; time.sleep(1)\n")
    [found] = client.diagnostics(uri)
    assert found["range"]["start"] == {"line": 2, "character": column}


def test_an_editor_without_encodings_means_utf_16(start: StartClient, uri: str) -> None:
    client = start()
    client.initialize()
    client.open(uri, "import time\nasync def f():\n    s = '😀'; time.sleep(1)\n")
    [found] = client.diagnostics(uri)
    assert found["range"]["start"]["character"] == 14


def test_text_with_half_a_surrogate_pair(client: RawClient, uri: str) -> None:
    client.open(uri, "x = '\ud83d'\n")
    assert client.diagnostics(uri, 1) == []
    client.change(uri, 2, {"text": "import time\nasync def f(): time.sleep(1)\n"})
    assert len(client.diagnostics(uri, 2)) == 1
