"""What can still be parsed of a text with syntax errors.

`split` finds where top-level statements start: exactly in valid text, tolerantly elsewhere. `repair`
takes one of them that does not parse and divides it further: a block's statements that stand on their
own are kept, and only a simple statement or a header that is itself in error is replaced, by `pass` or
by a header that leaves its block in place. What is kept never moves: it stands at its old offset.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from asyncsense.syntax.lines import (
    BLANK_CONTINUATION,
    CONFLICT_MARKER,
    Line,
    column_of,
    open_brackets,
    scan,
)
from asyncsense.syntax.newer import NEWER_PYTHON, modernised
from asyncsense.text import Document, Span

FILENAME = "<asyncsense>"
"""What `ast.parse` is told that it parses; no path, so that warnings can be filtered by it."""

PARSE_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
"""What `ast.parse` raises for text that it does not accept."""


class SyntaxIssue(NamedTuple):
    """A syntax error, in one line for people."""

    span: Span
    message: str


class Repaired(NamedTuple):
    """The statements that could be kept; their positions refer to `text`, as long as the original."""

    statements: list[ast.stmt]
    text: str
    issues: tuple[SyntaxIssue, ...]


_DEFINITION = re.compile(
    r"(?<![^\r\n])([ \t]*+)(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*[(\[]|class[ \t]+\w+[ \t]*[(:\[]"
    r"|@[\w.]+(?:\(|[ \t]*[\r\n]))"
)
_CLAUSES = frozenset(("elif", "else", "except", "finally"))


def split(text: str) -> list[int]:
    """Where top-level statements start, the first one at the start of the text.

    A string that was not closed takes what follows up to the next quotes, and turns strings and code
    inside out from there. Where definitions stand in a string of a statement that does not parse, the
    text is split before them if that leaves less of it broken.
    """
    starts = _statement_starts(text, 0)
    done = -1
    for _ in range(3):
        cut = _helpful_cut(text, starts, done)
        if cut is None:
            break
        starts = [start for start in starts if start < cut] + _statement_starts(text, cut)
        done = cut
    return starts


def _statement_starts(text: str, position: int) -> list[int]:
    starts = [position] if position < len(text) else []
    before = ""
    for line in scan(text, position):
        if not before:
            before = line.word
        elif line.indent == 0:
            if not _continues(line.word, before):
                starts.append(line.start)
            before = line.word
    return starts


def _continues(word: str, before: str) -> bool:
    """Whether a line that starts with `word` is part of the statement whose last line is `before`."""
    return word in _CLAUSES or (before == "@" and word in ("@", "def", "class", "async"))


def _helpful_cut(text: str, starts: list[int], done: int) -> int | None:
    """A place behind `done` in a string of a broken statement where the text is better split."""
    if '"""' not in text and "'''" not in text:
        return None
    for index, (start, end) in enumerate(pairwise([*starts, len(text)])):
        part = text[start:end]
        suspects = [at for at, column in _definitions_in_strings(part) if not column]
        suspects = [at for at in suspects if start + at > done]
        if suspects and (lost := _lost(part)):
            lost += sum(
                _lost(text[at:to]) for at, to in pairwise([*starts[index + 1 :], len(text)])
            )
            for at in suspects[:2]:
                after = [*_statement_starts(text, start + at), len(text)]
                less = _lost(part[:at]) + sum(_lost(text[at:to]) for at, to in pairwise(after))
                if less < lost:
                    return start + at
            return None
    return None


def _definitions_in_strings(text: str) -> list[tuple[int, int]]:
    """(offset, column) of lines that look like a definition outside of the block that they stand in.

    They are part of the text of a string; elsewhere they would start a statement.
    """
    if '"""' not in text and "'''" not in text:
        return []
    lines = list(scan(text))
    starts = [line.start for line in lines]
    found: list[tuple[int, int]] = []
    for match in _DEFINITION.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        column = column_of(match[1])
        if index >= 0 and starts[index] != match.start() and column <= lines[index].indent:
            found.append((match.start(), column))
    return found


def _is_valid(text: str) -> bool:
    try:
        ast.parse(text, FILENAME)
    except PARSE_ERRORS:
        return False
    return True


def _lost(text: str) -> int:
    """How much of a top-level statement cannot be kept."""
    try:
        ast.parse(text, FILENAME)
    except PARSE_ERRORS as error:
        return max(_Repair(text, list(scan(text)), error, len(text)).lost, 1)
    return 0


def repair(text: str, error: Exception) -> Repaired:
    """What can be kept of a top-level statement's text that `ast.parse` refused with `error`."""
    best = _Repair(text, list(scan(text)), error, len(text))
    for at, _ in _definitions_in_strings(text)[:2]:
        other = _Repair(text, [*scan(text[:at]), *scan(text, at)], error, best.lost)
        if other.lost < best.lost:
            best = other
    return best.result()


_BLOCK_WORDS = _CLAUSES | {"class", "def", "for", "if", "try", "while", "with"}
_ASYNC_HEADER = re.compile(r"async[ \t]+(?:def|for|with)\b")
_PLACEHOLDERS = {
    "elif": "elif 1:",
    "else": "else:",
    "except": "except ():",
    "finally": "finally:",
    "match": "match 1:",
    "try": "try:",
    "case": "case _:",
}
_DEFINED_NAME = re.compile(r"((?:async[ \t]+)?def|class)[ \t]+[^\W\d]\w*")
_UNFINISHED = " \t\f\r\n.,=*:+-/%&|^<>@!~"
_DANGLING_WORD = re.compile(r"[ \t]+(?:and|as|await|if|in|is|lambda|not|or)\Z")
_LINE_CONTENT = re.compile(r"[^\r\n]*+")
_NOT_NEWLINE = re.compile(r"[^\r\n]")
_PLAIN_BLOCK = "if 1:\n  pass\n"


class _Repair:
    """One attempt to repair a statement, line by line.

    `_parsed` holds what `ast` gets, a string for each logical line with the comments and blank lines
    after it; `_kept` the same, cut to the length of the original: a placeholder may be longer than
    the line in which it stands. The attempt is given up when `bearable` characters are lost.
    """

    def __init__(self, text: str, lines: list[Line], error: Exception, bearable: int) -> None:
        self.lost = 0
        self._bearable = bearable
        self._text = text
        self._lines = lines
        self._issues: dict[int, SyntaxIssue] = {}
        self._dropped: set[int] = set()
        self._budget = 6 * len(text) + 20_000
        starts = [line.start for line in lines] or [len(text)]
        self._head = self._gap(0, 0, starts[0])
        self._kept = [
            text[line.start : line.end] + self._gap(index, line.end, end)
            for index, (line, end) in enumerate(zip(lines, [*starts[1:], len(text)], strict=False))
        ]
        self._parsed = list(self._kept)
        self._known_error = error if self._head + "".join(self._kept) == text else None
        if lines:
            self._block(0, len(lines), "")
        try:
            self._statements = ast.parse(self._head + "".join(self._parsed), FILENAME).body
        except PARSE_ERRORS as problem:
            if lines:
                self._report(0, problem)
            self._drop(0, len(lines))
            self._statements = []

    def result(self) -> Repaired:
        kept, parsed = self._head + "".join(self._kept), self._head + "".join(self._parsed)
        if len(parsed) != len(kept):
            _clamp(self._statements, parsed, kept)
        # What follows a broken line is often a part of the same mistake.
        issues = [self._issues[at] for at in sorted(self._issues) if at - 1 not in self._issues]
        if not issues:
            issues = [SyntaxIssue(Span(0, len(self._text)), "invalid syntax")]
        return Repaired(self._statements, kept, tuple(issues))

    def _gap(self, index: int, start: int, end: int) -> str:
        """What stands between two lines, with nothing in it but comments and blank lines."""

        def blank(marker: re.Match[str]) -> str:
            span = Span(start + marker.start(), start + marker.end())
            self._issues.setdefault(index, SyntaxIssue(span, "merge conflict marker"))
            return " " * len(marker[0])

        gap = BLANK_CONTINUATION.sub(r"\1 ", self._text[start:end])
        return CONFLICT_MARKER.sub(blank, gap)

    # Blocks and statements

    def _block(self, first: int, last: int, opener: str) -> None:
        """Make a valid block of the lines from `first` to `last`; `opener` is a header for it."""
        indent = self._block_indent(first, last) if opener else 0
        starts: list[int] = []
        before = ""
        for index in range(first, last):
            line = self._lines[index]
            if line.indent < indent or (line.indent > indent and not starts):
                self._report(index, "unexpected indentation")
                self._drop(index, index + 1)
            elif line.indent == indent:
                if not starts or not _continues(line.word, before):
                    starts.append(index)
                before = line.word
        for start, end in pairwise([*starts, last]):
            if opener.startswith("match") and self._lines[start].word != "case":
                self._report(start, "expected a `case`")
                self._drop(start, end)
            else:
                self._statement(start, end, opener)
        if opener and self._dropped.issuperset(range(first, last)):
            self._put(first, "", "case _: pass" if opener.startswith("match") else "pass")

    def _block_indent(self, first: int, last: int) -> int:
        """The indentation of a block's first or of its outermost line, whichever more lines have."""
        indents = [line.indent for line in self._lines[first:last]]
        candidates = (indents[0], min(indents))
        return max(candidates, key=lambda indent: (indents.count(indent), -indent))

    def _statement(self, first: int, last: int, opener: str) -> None:
        """Make a valid statement of the lines from `first` to `last`, keeping what is valid in it."""
        is_all = last - first == len(self._lines)
        error = self._known_error if is_all else None
        error = error or self._error(opener + "".join(self._parsed[first:last]))
        if error is None:
            return
        if self._budget > 0:
            indent = self._lines[first].indent
            heads = [
                index
                for index in range(first, last)
                if self._lines[index].indent == indent and index not in self._dropped
            ]
            words = [self._lines[index].word for index in heads]
            before = opening = ""
            for number, (head, end) in enumerate(pairwise([*heads, last])):
                if self._budget <= 0:
                    break
                part = self._part(head, end, before, words[number:], error)
                if part == _PLAIN_BLOCK:
                    self._drop_decorators(heads[:number])
                    before = opening = part
                elif words[number] in ("elif", "except"):
                    before = opening + part
                elif words[number] in _CLAUSES:
                    before += part
                else:
                    before = opening = before + part
            if is_all:
                return  # It is parsed once more anyway.
            error = self._error(opener + "".join(self._parsed[first:last]))
            if error is None:
                return
        self._report(first, error)
        self._drop(first, last)
        self._put(first, "", "case _: pass" if opener.startswith("match") else "pass")

    def _part(self, head: int, end: int, before: str, words: list[str], error: Exception) -> str:
        """Repair one header and its block, or a simple statement.

        `before` has the headers before it in the same statement, with blocks that do nothing; the
        result is the like for this part. `words` start this part and those behind it.
        """
        word, code = words[0], self._code(head)
        has_block = not self._dropped.issuperset(range(head + 1, end))
        if word == "@":
            self._drop(head + 1, end)
            problem = self._error(f"{code}\ndef _(): pass\n")
            if problem is None and len(words) > 1:
                return f"{code}\n"
            self._report(head, problem or error)
            self._drop(head, head + 1)
            return ""
        has_cases = word == "match" and has_block and self._lines[head + 1].word == "case"
        is_header = word in _BLOCK_WORDS or word == "case" or has_cases
        if not is_header and not _ASYNC_HEADER.match(code) and not (has_block and code[-1:] == ":"):
            self._simple(head, end, has_block)
            return _PLAIN_BLOCK if has_block else ""
        prefix = "match 1:\n " if word == "case" else before
        suite = "\n  case _: pass\n" if has_cases else "\n  pass\n"
        suffix = "finally: pass\n" if word == "try" else ""
        if not has_block and not self._error(f"{prefix}{code}\n{suffix}"):
            return f"{code}\n"
        if has_block or self._error(f"{prefix}{code} pass\n{suffix}"):
            base, addition = self._header(head, words, prefix, suite + suffix, error)
        else:
            self._report(head, error)
            base, addition = code, ""
        self._put(head, base, addition if has_block else f"{addition} pass")
        if has_block:
            self._block(head + 1, end, "match 1:\n" if has_cases else "if 1:\n")
        return _PLAIN_BLOCK if (base, addition) == ("", "if 1:") else f"{base}{addition}{suite}"

    def _header(
        self, head: int, words: list[str], prefix: str, suffix: str, error: Exception
    ) -> tuple[str, str]:
        """What to keep of a header, and what to put behind that, so that a block can follow."""
        word, code = words[0], self._code(head)
        if word == "try" and not {"except", "finally"}.intersection(words):
            self._report(head, error)
            return "", "if 1:"
        problem = self._error(f"{prefix}{code}{suffix}")
        if problem is None:
            return code, ""
        modern = modernised(code, is_top=False, is_valid=_is_valid)
        if modern and not self._error(f"{prefix}{modern}{suffix}"):
            self._report(head, SyntaxError(NEWER_PYTHON))
            return modern, ""
        self._report(head, problem, self._lines[head].code, prefix)
        stem = _DANGLING_WORD.sub("", code.rstrip(_UNFINISHED))
        candidates = [(code, ":"), (stem, ":")]
        if name := _DEFINED_NAME.match(code):
            candidates += [(code, f"{open_brackets(code)}:"), (stem, f"{open_brackets(stem)}:")]
            candidates.append((name[0], "():" if name[1] != "class" else ":"))
        candidates.append(("", _PLACEHOLDERS.get(word, "if 1:")))
        for base, addition in candidates:
            if not self._error(f"{prefix}{base}{addition}{suffix}"):
                return base, addition
        return "", "if 1:"

    def _simple(self, head: int, end: int, has_block: bool) -> None:
        """Repair a statement that is no header, and what is indented below it all the same."""
        line, code = self._lines[head], self._code(head)
        problem = self._error(f"{code}\n")
        if problem:
            modern = modernised(code, is_top=line.indent == 0, is_valid=_is_valid)
            if modern and not self._error(f"{modern}\n"):
                self._report(head, SyntaxError(NEWER_PYTHON))
                self._put(head, modern, "")
            else:
                self._report(head, problem, line.code)
                self._put(head, "", "if 1:" if has_block else "pass")
        if not has_block:
            return
        if not problem:
            self._report(head + 1, "unexpected indentation")
            is_needed = end - head == 2 or line.word in ("import", "from")
            if not self._put_header_below(head):
                if is_needed:
                    self._drop(head + 1, end)
                else:
                    self._put(head, "", "if 1:")
        if not self._dropped.issuperset(range(head + 1, end)):
            self._block(head + 1, end, "if 1:\n")

    # Lines

    def _code(self, index: int) -> str:
        line = self._lines[index]
        return self._text[line.code : line.code_end].rstrip()

    def _put(self, index: int, base: str, addition: str) -> None:
        """Let `base`, as long as the code that it replaces, and `addition` be the code of a line."""
        line = self._lines[index]
        whole = self._kept[index]
        start = line.code - line.start
        end = line.end - line.start
        code = self._code(index)
        if (base, addition) == (code, ""):
            return
        before = whole[:start] + base
        after = _NOT_NEWLINE.sub(" ", whole[start + len(base) : end])
        self._fill(index, before, addition, after + whole[end:])
        self._dropped.discard(index)
        self.lost += len(code) - len(base)
        if self.lost > self._bearable:
            self._budget = 0

    def _put_header_below(self, index: int) -> bool:
        """Put a header into the comment or blank line below a line, if there is one."""
        line, whole = self._lines[index], self._kept[index]
        below = line.end - line.start
        if below == len(whole):
            return False
        header = self._text[line.start : line.code].partition("\\")[0] + "if 1:"
        after = whole[below:]
        room = _physical_line(after)
        self._fill(index, whole[:below], header, " " * room + after[room:])
        return True

    def _fill(self, index: int, before: str, addition: str, after: str) -> None:
        """Put `addition` between two texts, in the place of the blanks that the second starts with."""
        room = _physical_line(after)
        self._parsed[index] = before + addition.ljust(room) + after[room:]
        self._kept[index] = before + addition[:room].ljust(room) + after[room:]

    def _drop_decorators(self, heads: list[int]) -> None:
        """Drop the decorators that `heads` end with."""
        for head in reversed(heads):
            if self._lines[head].word != "@":
                break
            self._drop(head, head + 1)

    def _drop(self, first: int, last: int) -> None:
        """Make lines blank."""
        for index in range(first, last):
            if index not in self._dropped:
                self._put(index, "", "")
                self._dropped.add(index)

    def _error(self, text: str) -> Exception | None:
        self._budget -= len(text) + 100
        try:
            ast.parse(text, FILENAME)
        except PARSE_ERRORS as error:
            return error
        return None

    def _report(
        self, index: int, problem: Exception | str, origin: int | None = None, prefix: str = ""
    ) -> None:
        """Note a problem of a line; if `origin` is given, of `prefix` and the text that starts there."""
        line = self._lines[index]
        span = Span(line.code, line.code + _physical_line(self._text[line.code : line.end]))
        if origin is not None and isinstance(problem, SyntaxError):
            span = _error_span(self._text, problem, origin, prefix, line.end) or span
        message = problem if isinstance(problem, str) else _message(problem)
        self._issues.setdefault(index, SyntaxIssue(span, message))


def _physical_line(text: str) -> int:
    """The length of the first line of the text, without its line end."""
    match = _LINE_CONTENT.match(text)
    return match.end() if match else 0


def _error_span(text: str, error: SyntaxError, origin: int, prefix: str, limit: int) -> Span | None:
    """Where in the text the error is, found in `prefix` and the text from `origin`."""
    row = (error.lineno or 1) - 1 - prefix.count("\n")
    column = (error.offset or 1) - 1
    while row > 0 and origin < limit:
        origin += _physical_line(text[origin:])
        origin += 2 if text.startswith("\r\n", origin) else 1
        row -= 1
    end = origin + _physical_line(text[origin:limit])
    if row < 0 or origin + column >= end:
        return None
    if error.end_lineno == error.lineno and (error.end_offset or 0) - 1 > column:
        end = min(end, origin + (error.end_offset or 0) - 1)
    return Span(origin + column, end)


def _message(error: Exception) -> str:
    if isinstance(error, SyntaxError):
        return error.msg.partition("\n")[0]
    if isinstance(error, RecursionError | MemoryError):
        return "too deeply nested to be parsed"
    return str(error).partition("\n")[0] or "invalid syntax"


def _clamp(statements: list[ast.stmt], parsed: str, kept: str) -> None:
    """Bring what a placeholder added behind the end of a line back to that."""
    whole, cut = Document("", parsed), Document("", kept)
    lengths: dict[int | None, int] = {}
    for index in range(len(whole.line_starts)):
        content = cut.line_text(index)
        if len(content) < len(whole.line_text(index)):
            lengths[index + 1] = len(content.encode())
    for statement in statements:
        for node in ast.walk(statement):
            for line, column in (("lineno", "col_offset"), ("end_lineno", "end_col_offset")):
                length = lengths.get(getattr(node, line, None))
                if length is not None and getattr(node, column) > length:
                    setattr(node, column, length)
