"""How a text is cut into pieces, and which of them an edit leaves as they are."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from asyncsense.syntax import recovery
from asyncsense.syntax.lines import nested_string_end
from asyncsense.syntax.parse import ParsedModule, parse
from asyncsense.text import Document

PATH = "/project/module.py"


def parsed(text: str, previous: ParsedModule | None = None) -> ParsedModule:
    return parse(Document(PATH, text), previous)


def texts(module: ParsedModule) -> list[str]:
    return [piece.text for piece in module.pieces]


@pytest.mark.parametrize(
    "expected",
    [
        [],
        ["# only a comment\n"],
        ["\n\n"],
        ["# lead\n\nimport a\n# behind\n\n", "import b\n", "x = 1"],
        ["x = 1; y = 2\n", "z = 3;\n", "w = 4\n"],
        ["x = 1; \\\ny = 2\n", "z = 3\n"],
        ["x = 1 # \\\n", "z = 3\n"],
        ["x = 1\n", "\\\ny = 2\n"],
        ["x = 1\n\n", "@(\na\n)\n@b\ndef f(): pass\n", "y = 2\n"],
        ["# a\n@\\\na\nclass A:\n    x = 1\n# b\n"],
        ["if x:\n    a\n# c\nelif y:\n    b\nelse:\n    c\n", "d\n"],
        ["try:\n    a\nfinally:\n    b\n", "(\na\n)\n", "[1,\n2]\n"],
        ["x = '''\ndef f():\n'''\n", "y = (\n# comment\n)\n"],
        ["\f\nx = 1\n\f\n", "\fdef f():\n  pass\n", "y = 1\n"],
        ["x = 1\r\n\r\n", "y = '''\r\n'''\r\n"],
        ["x = 1\r\r", "y = 1\r"],
        ["\ufeffx = 1\n", "y = 1\n"],
        ["# -*- coding: latin-1 -*-\nx = 'é'\n", "y = 1\n"],
        ["x = '\x0b \x1c \u2028 \x85'\n", "y = 1\n"],
        ["match x:\n    case 1:\n        pass\n", "match = 1\n", "type = 2\n"],
    ],
    ids=range(20),
)
def test_pieces_of_valid_text(expected: list[str]) -> None:
    text = "".join(expected)
    module = parsed(text)
    assert texts(module) == expected
    assert module.errors == ()
    # Without the tree, the same places are found.
    assert tuple(recovery.split(text)) == module.starts


def test_standard_library_is_split_without_a_tree_as_with_it() -> None:
    for name in ("argparse", "asyncio.base_events", "typing", "textwrap", "http.client", "inspect"):
        source = sys.modules.get(name) or __import__(name, fromlist=["_"])
        with open(str(source.__file__), encoding="utf-8", newline="") as file:
            module = parsed(file.read())
        assert tuple(recovery.split(module.document.text)) == module.starts


def test_positions_refer_to_the_source_of_a_piece() -> None:
    text = "\ufeff'é'; żółw(🙂=1)\n\ndef f():\n    return '🙂', g()\n"
    module = parsed(text.replace("🙂=1", "x=1"))
    text = module.document.text
    calls = []
    for piece, start in zip(module.pieces, module.starts, strict=True):
        for node in (node for statement in piece.statements for node in ast.walk(statement)):
            if isinstance(node, ast.Call):
                offset = piece.source.ast_offset(node.lineno, node.col_offset) - piece.origin
                calls.append(text[start + offset :].partition("(")[0])
    assert calls == ["żółw", "g"]


BEFORE = "import a\n\n\ndef f():\n    one()\n\n\ndef g():\n    two()\n# end\n"


@pytest.mark.parametrize(
    ("after", "reused"),
    [
        (BEFORE, 3),
        (BEFORE.replace("one", "three"), 2),
        (BEFORE.replace("two()", "two("), 2),
        ("import b\n" + BEFORE, 3),
        ("# comment\n" + BEFORE, 2),
        (BEFORE + "\nx = 1\n", 2),
        (BEFORE + "x = 1", 3),
        (BEFORE.replace("def g", "# comment\ndef g"), 2),
        (BEFORE.replace("def g", "@a\ndef g"), 2),
        (BEFORE.replace("def g", "else:\n    x\ndef g"), 2),
        (BEFORE.replace("import a\n\n\n", ""), 2),
        (BEFORE.replace("one()", "one(1,"), 2),
        (BEFORE.replace("one()", "'''one()"), 2),
        (BEFORE.replace("import a\n", "import a \\\n"), 2),
        (BEFORE.replace("import a\n", "import a;"), 2),
        (BEFORE * 2, 3),
    ],
    ids=range(16),
)
def test_unchanged_pieces_are_the_same_objects(after: str, reused: int) -> None:
    before = parsed(BEFORE)
    module = parsed(after, before)
    assert texts(module) == texts(parsed(after))
    assert len({*before.pieces} & {*module.pieces}) == reused
    assert len({*module.pieces}) == len(module.pieces)


def test_typing_in_a_broken_text_reuses_what_is_not_touched() -> None:
    broken = parsed(BEFORE.replace("one()", "one("))
    module = parsed(BEFORE.replace("one()", "one(2"), broken)
    assert [piece.broken for piece in module.pieces] == [False, True, False]
    assert module.pieces[0] is broken.pieces[0]
    assert module.pieces[2] is broken.pieces[2]
    assert len(module.errors) == 1


def test_a_broken_piece_keeps_its_errors_when_it_moves() -> None:
    broken = parsed("x = 1\ny = foo.\n")
    module = parsed("z = 1\nx = 1\ny = foo.\n", broken)
    assert module.pieces[2] is broken.pieces[1]
    assert [error.span.start - 6 for error in module.errors] == [
        error.span.start for error in broken.errors
    ]


def test_null_bytes_and_surrogates_are_reported_and_kept_out_of_the_way() -> None:
    module = parsed("x = '\0'\ny = '\ud800'\nz = f()\n")
    assert [piece.broken for piece in module.pieces] == [False, False, False]
    assert [error.message for error in module.errors] == [
        "source code cannot contain a null byte",
        "source code cannot contain a lone surrogate",
    ]


def test_parsing_does_not_warn() -> None:
    code = (
        "from asyncsense.syntax.parse import parse\n"
        "from asyncsense.text import Document\n"
        "print(parse(Document('/m.py', 's = \"\\\\d\"\\n')).errors)"
    )
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (result.stdout, result.stderr) == ("()\n", "")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("f'{a['b']}' + 1", " + 1"),
        ("f'{a[\"(\"]}'", ""),
        ("f'{{' + '}'", " + '}'"),
        ("f'{\n x}'", ""),
        ("f'{x:{w['a']}}'.y", ".y"),
        ("f'{f'{f'{1}'}'}' 2", " 2"),
        ("f'{x:%H:%M}' 2", " 2"),
        ("rf'\\{x['y']}' 2", " 2"),
        ("f'\\N{DASH}{x['y']}' 2", " 2"),
        ("t'{x['y']}' 2", " 2"),
        ("f'''{\n'''a'''}''' 2", " 2"),
        ("f'{ {1: 2}['a'] }' 2", " 2"),
        ("f'{x' + 2", None),
        ("f'x\n'", None),
        ("r'{x}'", None),
        ("of'{x}'", None),
    ],
)
def test_strings_within_strings(text: str, rest: str | None) -> None:
    end = nested_string_end(text, text.index("'"))
    assert (None if end is None else text[end:]) == rest
