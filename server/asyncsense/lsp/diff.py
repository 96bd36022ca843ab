"""The edits between two texts of a file, as small as whole lines and their ends allow."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from asyncsense.text import Edit, Span


def edits_between(path: str, old: str, new: str) -> Iterator[Edit]:
    """Edits that make `new` of `old`; lines that both have are left alone."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    offsets = [0]
    for line in old_lines:
        offsets.append(offsets[-1] + len(line))
    head = common(old_lines, new_lines)
    tail = common(old_lines[head:][::-1], new_lines[head:][::-1])
    matcher = SequenceMatcher(
        None, old_lines[head : len(old_lines) - tail], new_lines[head : len(new_lines) - tail]
    )
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            span = Span(offsets[head + old_start], offsets[head + old_end])
            text = "".join(new_lines[head + new_start : head + new_end])
            yield _trimmed(path, old, span, text)


def _trimmed(path: str, old: str, span: Span, text: str) -> Edit:
    """The edit without the words and signs that the old and the new text share at both ends."""
    before = old[span.start : span.end]
    head = common(before, text)
    while head and _is_inside(old, span.start + head):
        head -= 1
    tail = common(before[head:][::-1], text[head:][::-1])
    while tail and _is_inside(old, span.end - tail):
        tail -= 1
    return Edit(path, Span(span.start + head, span.end - tail), text[head : len(text) - tail])


def _is_inside(text: str, offset: int) -> bool:
    """Whether `offset` is within a word, or between the two characters of a line end."""
    around = text[offset - 1 : offset + 1]
    return around == "\r\n" or (len(around) == 2 and f"a{around}".isidentifier())


def common(one: str | list[str], other: str | list[str]) -> int:
    """How many items the two have in common at their start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
