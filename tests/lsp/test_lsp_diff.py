"""Edits between two texts."""

from __future__ import annotations

import random

import pytest

from asyncsense.lsp.diff import edits_between
from asyncsense.text import apply_edits

PIECES = ["f()", "await ", "x", " ", "\n", "\r\n", "\r", "\x0c", "😀", "    "]


@pytest.mark.parametrize("seed", range(20))
def test_the_edits_make_the_new_text(seed: int) -> None:
    rng = random.Random(seed)
    old = "".join(rng.choices(PIECES, k=60))
    pieces = [old[i : i + 5] for i in range(0, len(old), 5)]
    for _ in range(rng.randrange(6)):
        pieces[rng.randrange(len(pieces))] = rng.choice(PIECES)
    new = "".join(pieces)
    edits = list(edits_between("a.py", old, new))
    assert apply_edits(old, edits) == new
    assert bool(edits) == (old != new)
    for edit in edits:
        for offset in edit.span:
            assert old[offset - 1 : offset + 1] != "\r\n"


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        ("    asyncio.sleep(1)\n", "    await asyncio.sleep(1)\n", ["await "]),
        ("a\nb\nc\n", "a\nB\nc\n", ["B"]),
        ("a\nb\nc\n", "import x\na\nb\nc\n", ["import x\n"]),
        ("f(1)\nkeep\nf(2)\n", "g(1)\nkeep\ng(2)\n", ["g", "g"]),
        ("x", "x", []),
    ],
)
def test_the_edits_are_small(old: str, new: str, texts: list[str]) -> None:
    assert [edit.text for edit in edits_between("a.py", old, new)] == texts
