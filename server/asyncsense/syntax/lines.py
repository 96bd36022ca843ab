"""From text to logical lines, exactly for valid text and tolerantly elsewhere.

An open bracket ends where a statement starts that can be in none, and an open string with its line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple


class Line(NamedTuple):
    """A logical line: what Python's tokenizer ends with a NEWLINE token."""

    start: int
    """Where its first physical line starts."""
    code: int
    """Where its first token starts."""
    code_end: int
    """Where its last token ends, or white space behind it."""
    end: int
    """Behind its line end."""
    indent: int
    word: str
    """Its first word, or the character that starts it."""


def _string_pattern(within: str, escaped: str) -> str:
    """A closed string literal without its prefix; `within` and `escaped` say what it may hold."""
    kinds = (
        r"{q}{q}{q}[^{q}\\{within}]*+(?>(?:(?:\\{escaped}|{q}(?!{q}{q}))[^{q}\\{within}]*+)*){q}{q}{q}"
        r"|{q}(?!{q}{q})[^{q}\\\r\n]*+(?>(?:\\(?:\r\n|{escaped})[^{q}\\\r\n]*+)*){q}"
    )
    return "|".join(
        kinds.replace("{q}", quote).replace("{within}", within).replace("{escaped}", escaped)
        for quote in "\"'"
    )


# Since Python 3.12 an f-string is made of tokens, and strings in it may use its own quotes.
HAS_NESTED_STRINGS = sys.version_info >= (3, 12)

_NEWLINE = r"(?:\r\n|\r|\n)"
_PLAIN = r"""[^\r\n#"'()\[\]{}\\]"""
_ANY_STRING = _string_pattern("", r"[\s\S]")
_ONE_LINE_STRING = _string_pattern(r"\r\n", r"[^\r\n]")


def _one_line_pattern() -> re.Pattern[str]:
    """A logical line that is one physical line, with brackets at most three deep."""
    guard = "(?<![fFtT])(?<![fFtT][rR])" if HAS_NESTED_STRINGS else ""
    string = rf"{guard}(?:{_ONE_LINE_STRING})"
    code = rf"(?>(?:{_PLAIN}++|{string})*)"
    for _ in range(3):
        code = rf"(?>(?:{_PLAIN}++|{string}|[(\[{{]{code}[)\]}}])*)"
    return re.compile(rf"({code})(?:\#[^\r\n]*+)?(?:{_NEWLINE}|\Z)")


_ONE_LINE = _one_line_pattern()
_TOKEN = re.compile(
    rf"{_PLAIN}*+(?:(?P<string>{_ANY_STRING})|(?P<open>[(\[{{])|(?P<close>[)\]}}])"
    rf"|(?P<newline>{_NEWLINE})|(?P<comment>\#[^\r\n]*+)|\\(?>{_NEWLINE}?)|(?P<quote>[\"'])|(?P<end>\Z))"
)
_MARKER = r"(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)[^\r\n]*+"
_GAP = re.compile(
    rf"(?>(?:(?:[ \t\f]*+(?>(?:\\{_NEWLINE}[ \t\f]*+)*)(?:\#[^\r\n]*+)?|{_MARKER}){_NEWLINE})*)"
    rf"(?:(?:[ \t\f]*+(?>(?:\\{_NEWLINE}[ \t\f]*+)*)(?:\#[^\r\n]*+)?|{_MARKER})\Z)?"
)
CONFLICT_MARKER = re.compile(rf"(?<![^\r\n]){_MARKER}")
BLANK_CONTINUATION = re.compile(r"(?<![^\r\n])([ \t\f]*+)\\(?=[\r\n])")
_INDENTATION = re.compile(rf"([ \t\f]*+)(?>(?:\\{_NEWLINE}[ \t\f]*+)*)")
_WORD = re.compile(r"[^\W\d]\w*+|[\s\S]?")
_LINE = re.compile(rf"[^\r\n]*+(?>{_NEWLINE}?)")
_NESTING_PREFIX = re.compile(r"(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])\Z")

# What starts a statement and is part of no expression: no bracket is open before it.
_STATEMENT = re.compile(
    rf"[ \t\f]*+(?>(?:@[^\r\n]*+{_NEWLINE}[ \t\f]*+)*)(?:async[ \t]++(?:def|with)|def|class|import|return"
    r"|raise|while|with|try|pass|del|global|nonlocal|assert|break|continue|except|finally|elif)"
    r"(?!\w)"
)
_STRING = re.compile(_ANY_STRING)
_GLOBAL = re.compile(r"[\r\n:;][ \t\f]*global[ \t\f\\]")
_WITHIN_BRACKETS = re.compile(r"[ \t\f]*+(?:[)\]},#\r\n]|\Z)")
# What a body can start with and a parameter cannot, for headers whose bracket is not closed.
_FUNCTION_HEADER = re.compile(r"(?:async[ \t]+)?def\b")
_NO_PARAMETER = re.compile(
    r"[ \t\f]*+(?:(?:await|yield|if|for|async|print|not)\b|\w++(?:\.|[ \t]*[(\[])|[\"'])"
)
_SHORT_SIGHT = 300
_CLOSERS = {"(": ")", "[": "]", "{": "}"}


def may_declare_globals(text: str) -> bool:
    """Whether a `global` stands where a statement of a function may start."""
    return "global" in text and _GLOBAL.search(text) is not None


def scan(text: str, position: int = 0) -> Iterator[Line]:
    """The logical lines of the text from `position`, where a line starts outside of any bracket."""
    # Looking for the end of brackets that were never closed would take quadratic time.
    patience = len(text)
    while (start := _end(_GAP, text, position)) < len(text):
        indentation = _INDENTATION.match(text, start)
        assert indentation is not None
        code, indent = indentation.end(), column_of(indentation[1])
        if one_line := _ONE_LINE.match(text, code):
            code_end, position = one_line.end(1), one_line.end()
        else:
            limit = len(text) if patience > 0 else code + _SHORT_SIGHT
            code_end, position, seen = _logical_line_end(text, code, indent, limit)
            patience -= seen - position
        word = _WORD.match(text, code)
        yield Line(start, code, code_end, position, indent, word[0] if word else "")


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def column_of(indentation: str) -> int:
    """How far the tokenizer takes white space at the start of a line to indent it."""
    return len(indentation.rpartition("\f")[2].expandtabs())


def _logical_line_end(text: str, code: int, indent: int, limit: int) -> tuple[int, int, int]:
    """(where the code ends, where the next line starts, how far was looked) of a logical line.

    Its code starts at `code`. Behind `limit` no closing bracket is looked for.
    """
    brackets: list[int] = []
    outer_lines: list[int] = []
    position, comment = code, None
    while token := _TOKEN.match(text, position):
        position = token.end()
        match token.lastgroup:
            case "string" if HAS_NESTED_STRINGS:
                position = nested_string_end(text, token.start("string")) or position
            case "open":
                brackets.append(token.start("open"))
            case "close":
                _close(brackets, text, token["close"])
            case "comment" if not brackets:
                comment = token.start("comment")
            case "quote":
                closed = HAS_NESTED_STRINGS and nested_string_end(text, token.start("quote"))
                if not closed:
                    end = _end(_LINE, text, position)
                    return _without_newline(text, end), end, end
                position = closed
            case "newline" if not brackets:
                return comment or token.start("newline"), position, position
            case "newline":
                if position > limit or _STATEMENT.match(text, position):
                    break
                if not _WITHIN_BRACKETS.match(text, position):
                    line = _INDENTATION.match(text, position)
                    if (line and column_of(line[1]) <= indent) or (
                        len(brackets) == 1
                        and _NO_PARAMETER.match(text, position)
                        and _FUNCTION_HEADER.match(text, code)
                    ):
                        outer_lines.append(position)
            case "end":
                if not brackets:
                    return comment or position, position, position
                break
    # A bracket was not closed: the statement ends where the next one seems to start.
    end = next((at for at in outer_lines if at > brackets[0]), position)
    return _without_newline(text, end), end, position


def _without_newline(text: str, end: int) -> int:
    while end and text[end - 1] in "\r\n":
        end -= 1
    return end


def comment_at(text: str, line: Line, position: int) -> bool:
    """Whether `position` is in a comment of a logical line, and not in a string that looks like one."""
    token = _TOKEN.match(text, line.code)
    while token and token.end() <= position:
        end = token.end()
        if HAS_NESTED_STRINGS and token.lastgroup in ("string", "quote"):
            end = nested_string_end(text, token.start(token.lastgroup)) or end
        token = _TOKEN.match(text, end)
    return token is not None and token.lastgroup == "comment" and token.start("comment") <= position


def open_brackets(code: str) -> str:
    """What would close the brackets that `code` leaves open."""
    brackets: list[int] = []
    for _ in _after_brackets(code, 0, brackets):
        pass
    return "".join(_CLOSERS[code[bracket]] for bracket in reversed(brackets))


def bracket_end(code: str, position: int) -> int | None:
    """Behind the bracket that closes the one at `position`."""
    brackets: list[int] = []
    return next((end for end in _after_brackets(code, position, brackets) if not brackets), None)


def _after_brackets(code: str, position: int, brackets: list[int]) -> Iterator[int]:
    """Places behind each bracket; `brackets` then holds the places of those that are open."""
    while (token := _TOKEN.match(code, position)) and token.lastgroup != "end":
        position = token.end()
        if token.lastgroup == "open":
            brackets.append(token.start("open"))
            yield position
        elif token.lastgroup == "close":
            _close(brackets, code, token["close"])
            yield position


def _close(brackets: list[int], text: str, closer: str) -> None:
    """Remove the innermost bracket that `closer` closes, and those opened in it."""
    for depth in range(len(brackets) - 1, -1, -1):
        if _CLOSERS[text[brackets[depth]]] == closer:
            del brackets[depth:]
            return


_NESTED_LITERAL = re.compile(r"\\N\{[^}\r\n]*\}|\\[^{}]|\{\{|\}\}|\{|\}|\"\"\"|'''|[\"'\r\n]")
_DEEPEST = 50
_NESTED_FIELD = re.compile(rf"(?P<quote>[\"'])|[(\[{{]|[)\]}}]|:|!=|\#[^\r\n]*+|{_NEWLINE}")


def nested_string_end(text: str, quote: int, depth: int = 0) -> int | None:
    """Where the f-string or t-string whose quotes start at `quote` ends, by the rules of Python 3.12.

    None if the string has neither prefix, is not closed or is too deep in others (`depth`).
    """
    if depth > _DEEPEST or not _NESTING_PREFIX.search(text, max(quote - 2, 0), quote):
        return None
    triple = text[quote] * 3
    delimiter = triple if text.startswith(triple, quote) else triple[0]
    position = quote + len(delimiter)
    specs = 0
    while token := _NESTED_LITERAL.search(text, position):
        position = token.end()
        if token[0][0] == delimiter[0] and text.startswith(delimiter, token.start()):
            return token.start() + len(delimiter)
        if token[0] in "\r\n" and len(delimiter) == 1:
            return None
        if token[0] == "}" and specs:
            specs -= 1
        if token[0] == "{" or (token[0] == "{{" and specs):
            field = _field_end(text, token.start() + 1, depth)
            if field is None:
                return None
            position, has_spec = field
            specs += has_spec
    return None


def nested_strings(code: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, start of the quotes) of each f-string and t-string, by the rules of Python 3.12."""
    position = 0
    while (token := _TOKEN.match(code, position)) and token.lastgroup != "end":
        position = token.end()
        if token.lastgroup in ("string", "quote"):
            quote = token.start(token.lastgroup)
            if end := nested_string_end(code, quote):
                prefix = _NESTING_PREFIX.search(code, max(quote - 2, 0), quote)
                yield prefix.start() if prefix else quote, end, quote
                position = end


def _field_end(text: str, position: int, depth: int) -> tuple[int, bool] | None:
    """Where the expression of a replacement field ends, and whether a format specification follows."""
    brackets = 0
    while token := _NESTED_FIELD.search(text, position):
        position = token.end()
        if token["quote"]:
            quote = token.start()
            if _NESTING_PREFIX.search(text, max(quote - 2, 0), quote):
                end = nested_string_end(text, quote, depth + 1)
            else:
                end = _end(_STRING, text, quote)
            if not end or end == quote:
                return None
            position = end
        elif token[0] in "([{":
            brackets += 1
        elif token[0] in ")]}" or (token[0] == ":" and not brackets):
            if not brackets:
                return (position, token[0] == ":") if token[0] in "}:" else None
            brackets -= token[0] != ":"
    return None
