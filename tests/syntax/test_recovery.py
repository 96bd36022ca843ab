"""What is left of text with syntax errors: everything but the statement in error, where it was."""

from __future__ import annotations

import ast
import random
import sys

import pytest

from asyncsense.syntax.newer import NEWER_PYTHON
from asyncsense.syntax.parse import ParsedModule, parse
from asyncsense.text import Document


def parsed(text: str) -> ParsedModule:
    return parse(Document("/project/module.py", text))


def kept(module: ParsedModule) -> str:
    statements = [statement for piece in module.pieces for statement in piece.statements]
    return ast.unparse(ast.Module(statements, []))


def assert_in_place(module: ParsedModule) -> None:
    """Every name and the function of every call is where the text has it."""
    text = module.document.text
    for piece, start in zip(module.pieces, module.starts, strict=True):
        nodes = (node for statement in piece.statements for node in ast.walk(statement))
        for node in nodes:
            if isinstance(node, ast.Name | ast.Attribute | ast.Call):
                assert node.end_lineno is not None and node.end_col_offset is not None
                shift = start - piece.origin
                begin = shift + piece.source.ast_offset(node.lineno, node.col_offset)
                end = shift + piece.source.ast_offset(node.end_lineno, node.end_col_offset)
                written = ast.parse(f"({text[begin:end]})", mode="eval").body
                assert ast.unparse(written) == ast.unparse(node)


WHOLE = """\
import asyncio

async def before():
    await one()

class Service:
    async def first(self):
        await two(1)

    async def second(self):
        try:
            async with self.lock:
                await three()
                HERE
                await four()
        except OSError:
            await five()
        return six()

    def third(self):
        seven()

async def after():
    await eight()
"""


@pytest.mark.parametrize(
    "typed",
    [
        "x = foo.",
        "x =",
        "x = await ",
        "await ",
        "await self.",
        "with open(",
        "async with aiohttp.",
        "async ",
        "foo(a, b",
        "foo(a, [b, {",
        "foo)",
        "x = [1, 2",
        "x = {'a': ",
        "x = 'abc",
        'x = f"{a',
        "if x",
        "if x.",
        "if x:",
        "if foo(",
        "for x in",
        "for x in y:",
        "while",
        "else:",
        "except:",
        "elif x:",
        "def f(",
        "def f(self, a=",
        "async def f",
        "async def f(a):",
        "class A(",
        "class A:",
        "@app.",
        "@",
        "lambda",
        "return foo(",
        "from x import",
        "import",
        'print "x"',
        "exec code in x",
        "x = 1 2",
        "5 = x",
        "raise E, 'text'",
        "match x:",
        "case 1:",
        "    deeper()",
        "?!",
        "x = $y",
        "'''",
        '"""Text.',
    ],
)
def test_only_the_statement_being_typed_is_lost(typed: str) -> None:
    module = parsed(WHOLE.replace("HERE", typed))
    assert module.errors
    assert_in_place(module)
    assert [piece.broken for piece in module.pieces].count(True) == 1
    result = kept(module)
    functions = {
        "before": "one",
        "first": "two",
        "second": "three",
        "third": "seven",
        "after": "eight",
    }
    for function, call in functions.items():
        assert f"def {function}(" in result
        assert f"{call}(" in result
    assert "class Service" in result
    assert "await eight()" in result
    line = WHOLE[: WHOLE.index("HERE")].count("\n")
    reported = module.document.line_index(module.errors[0].span.start)
    assert abs(reported - line) <= 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = foo.\ny = 1\n", "pass\ny = 1"),
        ("async def f():\n    await \n    await g()\n", "async def f():\n    pass\n    await g()"),
        ("def f(\ndef g():\n    a()\n", "def f():\n    pass\n\ndef g():\n    a()"),
        ("def f(a, b\n    c()\n", "def f(a, b):\n    c()"),
        ("async def f(a, b=):\n    c()\n", "async def f():\n    c()"),
        ("if x\n    a()\nelse:\n    b()\n", "if x:\n    a()\nelse:\n    b()"),
        ("if x.:\n    a()\nelif\n    b()\n", "if x:\n    a()\nelif 1:\n    b()"),
        ("while x y:\n    a()\n", "if 1:\n    a()"),
        ("try:\n    a()\nb()\n", "if 1:\n    a()\nb()"),
        ("try:\n    a()\nexcept E as\n    b()\n", "try:\n    a()\nexcept E:\n    b()"),
        ("try:\n    a()\nexcept E F:\n    b()\n", "try:\n    a()\nexcept ():\n    b()"),
        ("x = 1\nelse:\n    a()\n", "x = 1\nif 1:\n    a()"),
        ("def f():\n", "def f():\n    pass"),
        ("def f():\n    if x:\n    a()\n", "def f():\n    if x:\n        pass\n    a()"),
        ("@app.\ndef f():\n    a()\n", "def f():\n    a()"),
        ("@app\nx = 1\n", "\nx = 1"),
        ("import a\n    b()\nc()\n", "import a\nc()"),
        ("import a\n\n    b()\n    c()\n", "import a\nif 1:\n    b()\n    c()"),
        ("def f():\n    a()\n  b()\n    c()\n", "def f():\n    a()\n    c()"),
        ("def f():\n        a()\n    b()\n    c()\n", "def f():\n    b()\n    c()"),
        (
            "def f():\n    a()\n<<<<<<< HEAD\n    b()\n=======\n    c()\n>>>>>>> x\n    d()\n",
            "def f():\n    a()\n    b()\n    c()\n    d()",
        ),
        (
            "match x:\n    case 1:\n        a(\n    case :\n        b()\n    ca\n",
            "match x:\n    case 1:\n        pass\n    case _:\n        b()",
        ),
        ("x = foo(\ny = 2\nz = bar()\n", "pass\ny = 2\nz = bar()"),
        ("x = [\n    1,\n@a\ndef f():\n    b()\n", "pass\n\n@a\ndef f():\n    b()"),
        (
            'def a():\n    """Open.\n    x()\ndef b():\n    """Text."""\n    y()\n',
            'def a():\n    pass\n    x()\n\ndef b():\n    """Text."""\n    y()',
        ),
        (
            'class A:\n    def a(self):\n        """Open.\n\n    def b(self):\n        """Text."""\n'
            '        y()\n\n    def c(self):\n        """More text."""\n',
            'class A:\n\n    def a(self):\n        pass\n\n    def b(self):\n        """Text."""\n'
            '        y()\n\n    def c(self):\n        """More text."""',
        ),
    ],
)
def test_what_is_kept(text: str, expected: str) -> None:
    module = parsed(text)
    assert_in_place(module)
    assert module.errors
    assert kept(module).strip() == expected.strip()


def test_code_in_a_string_stays_a_string_when_the_statement_around_it_is_broken() -> None:
    text = "def test():\n    x = '''\ndef inner():\n    call()\n'''\n    y = foo.\n    z()\n\nw()\n"
    module = parsed(text)
    assert "call" not in [
        node.id
        for piece in module.pieces
        for statement in piece.statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Name)
    ]
    assert kept(module).endswith("pass\n    z()\nw()")


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        ("x = (1,\n\ndef f(): pass\n", "'(' was never closed", "(1,"),
        ("x = 1\ny = 1 2\n", "invalid syntax", "2"),
        ("if x\n    a()\n", "expected ':'", "if x"),
        ("<<<<<<< HEAD\nx = 1\n", "merge conflict marker", "<<<<<<< HEAD"),
        ("x = 1\n    y = 2\n", "unexpected indentation", "y = 2"),
    ],
)
def test_messages(text: str, message: str, marked: str) -> None:
    error = parsed(text).errors[0]
    assert error.message.partition(".")[0] == message
    assert text[slice(*error.span)].startswith(marked)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python knows the syntax")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f[T: (int, str)](x: T) -> T:\n    a()\n", "def f(x: T) -> T:\n    a()"),
        ("class A[T](B):\n    x: T\n", "class A(B):\n    x: T"),
        ("type X = int\n", "X = int"),
        ("type X[T] = list[T]\n", "X = list[T]"),
        ("x = f'{a['b']}' + c()\n", "x = '' + c()"),
    ],
)
def test_syntax_of_python_3_12(text: str, expected: str) -> None:
    module = parsed(text)
    assert_in_place(module)
    assert [error.message for error in module.errors] == [NEWER_PYTHON]
    assert kept(module) == expected


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python knows the syntax")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "try:\n    a()\nexcept A, B.C:\n    b()\n",
            "try:\n    a()\nexcept A:\n    b()",
        ),
        ("x = t'{a}' + c()\n", "x = f'{a}' + c()"),
    ],
)
def test_syntax_of_python_3_14(text: str, expected: str) -> None:
    module = parsed(text)
    assert_in_place(module)
    assert [error.message for error in module.errors] == [NEWER_PYTHON]
    assert kept(module) == expected


@pytest.mark.parametrize("text", ["try:\n    a()\nexcept A, e:\n    b()\n", 'print "x"\n'])
def test_syntax_of_python_2_is_not_taken_for_newer(text: str) -> None:
    assert NEWER_PYTHON not in [error.message for error in parsed(text).errors]


def test_most_calls_survive_random_damage() -> None:
    """Lines cut off, indented or left out: on average, a hundredth of the calls may go."""
    chance = random.Random(5)
    source = "".join(WHOLE.replace("HERE", "pass").replace("one", f"one{i}") for i in range(5))
    total = found = 0
    for _ in range(150):
        lines = source.splitlines(keepends=True)
        index = chance.choice([i for i, line in enumerate(lines) if line.strip()])
        line = lines[index]
        lines[index] = chance.choice(
            [line[: chance.randrange(len(line))] + "\n", "  " + line, line[2:], line + "    foo(\n"]
        )
        module = parsed("".join(lines))
        assert_in_place(module)
        total += source.count("await ")
        found += min(kept(module).count("await "), source.count("await "))
    assert found / total > 0.98
