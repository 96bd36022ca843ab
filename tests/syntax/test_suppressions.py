"""Which comments silence what."""

from __future__ import annotations

import pytest

from asyncsense.syntax.parse import parse
from asyncsense.syntax.suppressions import Suppression, find_suppressions
from asyncsense.text import Document


def found(text: str) -> tuple[Suppression, ...]:
    document = Document("/project/module.py", text)
    suppressions = find_suppressions(document)
    assert find_suppressions(parse(document)) == suppressions
    return suppressions


@pytest.mark.parametrize(
    ("comment", "rules", "whole_file", "kind"),
    [
        ("# asyncsense: ignore", None, False, "asyncsense"),
        ("#asyncsense:ignore", None, False, "asyncsense"),
        ("#  AsyncSense :  Ignore", None, False, "asyncsense"),
        ("# asyncsense: ignore[blocking-sleep]", ("blocking-sleep",), False, "asyncsense"),
        ("# asyncsense: ignore [ a , b-c, ]", ("a", "b-c"), False, "asyncsense"),
        ("# asyncsense: ignore[a] because it is short", ("a",), False, "asyncsense"),
        ("# asyncsense: ignore - because it is short", None, False, "asyncsense"),
        ("# asyncsense: ignore-file", None, True, "asyncsense"),
        ("# asyncsense: ignore-file[a]", ("a",), True, "asyncsense"),
        ("# noqa", None, False, "noqa"),
        ("#NoQA", None, False, "noqa"),
        ("# noqa because", None, False, "noqa"),
    ],
)
def test_forms(comment: str, rules: tuple[str, ...] | None, whole_file: bool, kind: str) -> None:
    text = f"x = 1  {comment}\n"
    (suppression,) = found(text)
    assert text[slice(*suppression.comment)] == comment
    assert suppression.rules == rules
    assert suppression.whole_file == whole_file
    assert suppression.kind == kind
    assert suppression.problem is None
    assert suppression.covers("a", 0) == (rules is None or "a" in rules)


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: E501",
        "x = 1  # noqa : E501",
        "x = 1  # noqa:E501,F401",
        "x = 1  # flake8: noqa",
        "x = 1  # noqalint",
        "x = 1  # about asyncsense",
        "s = '# noqa'",
        "s = '# asyncsense: ignore'",
        "s = '''\n# asyncsense: ignore\n# noqa\n'''",
        's = f(\'#\', \'# noqa\', """# noqa""")',
        "# noqa",
    ],
)
def test_no_suppression(line: str) -> None:
    assert found(f"{line}\ny = 1\n") == ()


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("# asyncsense: ignroe", "`ignroe` is neither `ignore` nor `ignore-file`"),
        ("# asyncsense: ignore-line[a]", "`ignore-line` is neither `ignore` nor `ignore-file`"),
        ("# asyncsense:", "neither is written here: `ignore` nor `ignore-file`"),
        ("# asyncsense: ignore[a", "the square bracket is not closed"),
        ("# asyncsense: ignore[]", "no rule is named in the square brackets"),
        ("# asyncsense: ignore[ , ]", "no rule is named in the square brackets"),
        ("# asyncsense: ignore[a b]", "`a b` is not the name of a rule"),
        ("# asyncsense: ignore(a)", "the names of rules stand in square brackets"),
        ("# asyncsense: ignore: a", "the names of rules stand in square brackets"),
    ],
)
def test_malformed(comment: str, problem: str) -> None:
    (suppression,) = found(f"x = 1  {comment}\n")
    assert suppression.problem == problem
    assert not suppression.covers("a", 0)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("a\nb  # asyncsense: ignore\nc\n", "b  # asyncsense: ignore\n"),
        ("a\nb(  # asyncsense: ignore\n  c,\n)\nd\n", "b(  # asyncsense: ignore\n  c,\n)\n"),
        ("b(\n  c,  # asyncsense: ignore\n)\nd\n", "b(\n  c,  # asyncsense: ignore\n)\n"),
        ("b(\n  c\n)  # noqa\nd\n", "b(\n  c\n)  # noqa\n"),
        ("b(\n  # asyncsense: ignore\n  c\n)\nd\n", "b(\n  # asyncsense: ignore\n  c\n)\n"),
        ("x = '''\n#'''  # noqa\ny\n", "x = '''\n#'''  # noqa\n"),
        ("x = 1 + \\\n  2  # noqa\ny\n", "x = 1 + \\\n  2  # noqa\n"),
        ("def f(  # noqa\n    a):\n    b\n", "def f(  # noqa\n    a):\n"),
        ("if a:  # noqa\n    b\n    c\n", "if a:  # noqa\n"),
        ("a\n# asyncsense: ignore\nb(\n  c)\nd\n", "b(\n  c)\n"),
        ("# asyncsense: ignore\n\n# more\n\nb\nc\n", "b\n"),
        ("if a:\n    # asyncsense: ignore\n    b\n    c\n", "    b\n"),
        ("a\n# why  # asyncsense: ignore\nb\n", "b\n"),
        ("a\n# asyncsense: ignore", "# asyncsense: ignore"),
        ("a = (\n\ndef f():\n    b  # noqa\n", "    b  # noqa\n"),
        ("a\r\nb  # noqa\r\nc\r\n", "b  # noqa\r\n"),
    ],
)
def test_lines_covered(text: str, covered: str) -> None:
    (suppression,) = found(text)
    assert text[slice(*suppression.lines)] == covered
    assert suppression.covers("any-rule", text.index(covered))
    assert not suppression.covers("any-rule", suppression.lines.end)


def test_a_file_is_covered_from_anywhere_in_it() -> None:
    text = "a\nb\n# asyncsense: ignore-file[x]\n"
    (suppression,) = found(text)
    assert suppression.covers("x", 0)
    assert not suppression.covers("y", 0)


def test_several_in_one_comment() -> None:
    text = "a  # noqa: E501  # asyncsense: ignore[x] why # asyncsense: ignore[y]# noqa # end\n"
    suppressions = found(text)
    assert [text[slice(*suppression.comment)] for suppression in suppressions] == [
        "# asyncsense: ignore[x] why",
        "# asyncsense: ignore[y]",
        "# noqa",
    ]
    assert {suppression.lines for suppression in suppressions} == {(0, len(text))}
