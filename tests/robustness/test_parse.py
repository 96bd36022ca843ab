"""Whatever the text: parsing answers, covers it, and answers the same after an edit as from scratch."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator

import pytest

from asyncsense.syntax.parse import ParsedModule, parse
from asyncsense.text import Document

PATH = "/project/module.py"

SOURCE = '''# Lead.

"""Docstring."""

import asyncio
from other import (first,
  second)

@decorate
@decorate_with(1)
async def serve(reader, writer=None):
    """Serve."""
    async with reader as lines:
        async for line in lines:
            await writer.send(f"{line!r}: {len(line)}")


class Client(Base):
    timeout: int = 1

    def read(self):
        return [line for line in self.lines
  if line]

    async def close(self):
        try:
            await self.read()
        except (OSError, ValueError) as error:
            log(error)
        else:
            done()

match command:
    case [verb, *rest]:
        run(verb)
    case _:
        pass

if __name__ == "__main__":
    serve(); close()
else:
    x = 1 + \\
        2
y = 1; z = 2
# End.
'''
SOURCES = [
    SOURCE,
    SOURCE.replace("\n", "\r\n"),
    SOURCE.replace("\n", "\r"),
    "\ufeff" + SOURCE,
    SOURCE.replace("line", "żółw🙂").replace("    ", "\t"),
    "x = 1\n\f\ndef f():\n    pass\n\\\ny = 2\n@(\nf)\ndef g(): pass\n",
    "# -*- coding: latin-1 -*-\nfrom __future__ import annotations, barry_as_FLUFL\ns = 'é'\n",
]
FRAGMENTS = [
    *("\n", "    ", "\t", "\f", "\r", "\r\n", "\\\n", "\\", ";", ":", "=", ".", ",", "@"),
    *('"""', "'''", '"', "'", "(", ")", "[", "]", "{", "}", "f'{", "}'", "#", "# \\\n"),
    *("é", "🙂", "\ud800", "\0", "\ufeff", "\x0b", "\u2028"),
    *("async ", "await ", "if x:\n", "else:\n    y\n", "except E:\n    pass\n", "case 1:\n"),
    *("x = 1\n", "def f():\n    pass\n", "@deco\n", "@(\n a)\n", "x = '''a\nb'''\n", "y;"),
    *("<<<<<<< HEAD\n", "=======\n", "from __future__ import annotations\n", "lambda: (yield)\n"),
    *("try:\n  a()\nfinally:\n  b()\n", "class A:\n  def m(self):\n    await z()\n"),
]


def described(module: ParsedModule) -> Iterator[object]:
    """All that a module says, with absolute positions."""
    yield module.errors
    for piece, start in zip(module.pieces, module.starts, strict=True):
        yield start, piece.text, piece.broken
        source, shift = piece.source, start - piece.origin
        for statement in piece.statements:
            for node in ast.walk(statement):
                yield type(node).__name__
                for _, value in ast.iter_fields(node):
                    if not isinstance(value, list | ast.AST):
                        yield repr(value)
                if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword | ast.alias):
                    assert node.end_lineno is not None and node.end_col_offset is not None
                    yield shift + source.ast_offset(node.lineno, node.col_offset)
                    yield shift + source.ast_offset(node.end_lineno, node.end_col_offset)


def assert_sound(module: ParsedModule) -> None:
    text = module.document.text
    assert "".join(piece.text for piece in module.pieces) == text
    assert len({id(piece) for piece in module.pieces}) == len(module.pieces)
    for piece, start in zip(module.pieces, module.starts, strict=True):
        assert text.startswith(piece.text, start)
        assert piece.issues or not piece.broken
        for statement in piece.statements:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and node.id.isascii():
                    at = piece.source.ast_offset(node.lineno, node.col_offset) - piece.origin
                    assert text.startswith(node.id, start + at)
    for issue in module.errors:
        assert 0 <= issue.span.start <= issue.span.end <= len(text)
        assert issue.message
        assert "\n" not in issue.message


def is_valid(text: str) -> bool:
    try:
        ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError):
        return False
    return True


def edited(text: str, chance: random.Random) -> str:
    if chance.random() < 0.3:
        lines = text.splitlines(keepends=True) or [""]
        line = chance.choice(lines)
        if chance.random() < 0.6:
            lines.remove(line)
        lines.insert(chance.randrange(len(lines) + 1), line)
        return "".join(lines)
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((0, 0, 0, 1, 1, 4, 30, 100)))
    inserted = chance.choice(FRAGMENTS) if chance.random() < 0.7 else ""
    return text[:start] + inserted + text[end:]


@pytest.mark.parametrize("source", SOURCES)
def test_every_beginning_of_a_source_is_parsed(source: str) -> None:
    previous = None
    for end in range(len(source) + 1):
        module = parse(Document(PATH, source[:end]), previous)
        assert_sound(module)
        assert bool(module.errors) != is_valid(source[:end])
        previous = module


@pytest.mark.parametrize("seed", range(12))
def test_after_edits_the_answer_is_that_from_scratch(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        text = chance.choice(SOURCES)
        module = parse(Document(PATH, text))
        for _ in range(8):
            text = edited(text, chance)
            module = parse(Document(PATH, text), module)
            assert_sound(module)
            assert list(described(module)) == list(described(parse(Document(PATH, text)))), text
            assert bool(module.errors) != is_valid(text), text


@pytest.mark.parametrize("seed", range(4))
def test_texts_of_fragments_are_parsed(seed: int) -> None:
    chance = random.Random(seed)
    module = None
    for _ in range(100):
        text = "".join(chance.choices(FRAGMENTS, k=chance.randrange(30)))
        cold = parse(Document(PATH, text))
        module = parse(Document(PATH, text), module)
        assert_sound(cold)
        assert list(described(module)) == list(described(cold)), text


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 1000 + ")" * 1000,
        "x = " + "-" * 100_000 + "1\n",
        "x = 1" + " + 1" * 20_000 + "\n",
        "x" + ".y" * 20_000 + "\n",
        "".join(" " * depth + "if x:\n" for depth in range(300)) + "x =\n",
        "foo(a, [b\n" * 500,
        "f'{" * 500,
        '"""\ndef f():\n    pass\n' * 100,
        "if a:\n    b(\n" + "elif c:\n    d()\n" * 500,
        "if x" + "-" * 50_000 + "1\n    pass\n",
        "\\\n" * 500,
        "\0" * 500,
        "This is some prose, not Python at all.\n" * 300,
        "x = 9" + "9" * 5000 + "\n",
    ],
    ids=range(14),
)
def test_texts_that_strain_a_parser_are_parsed(text: str) -> None:
    module = parse(Document(PATH, text + "y = f()\n"))
    assert_sound(module)


def test_the_statement_behind_one_too_deep_is_kept() -> None:
    module = parse(Document(PATH, "x = " + "-" * 100_000 + "1\ny = 2\n"))
    assert [piece.broken for piece in module.pieces] == [True, False]
    assert [issue.message for issue in module.errors] == ["too deeply nested to be parsed"]
