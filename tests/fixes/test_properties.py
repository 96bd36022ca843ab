"""What holds for fixes in any code: shown on this project's own sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import asyncsense.fixes
from asyncsense.diagnostics import Applicability, Fix
from asyncsense.fixes import steps
from asyncsense.fixes.lower import CannotFixError, lower
from asyncsense.text import Document, Span, apply_edits

SOURCES = sorted(Path(asyncsense.fixes.__file__).parent.glob("*.py"))

# A prime, so that the calls taken are of all kinds.
EVERY = 41

every_source = pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])


def document_of_coroutines(path: Path) -> Document:
    """The source with `async def` throughout and a mark of non-ASCII text in it."""
    text = re.sub(
        r"^( *)def ", r"\1async def ", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return Document(str(path), f"{text}\n# é 🎉\n")


def some_calls(document: Document) -> Iterator[tuple[int, Span]]:
    """(its number among the calls of the tree, its span) for calls outside of f-strings."""
    tree = ast.parse(document.text)
    inside = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for number, call in list(enumerate(calls))[::EVERY]:
        if call not in inside:
            assert call.end_lineno is not None and call.end_col_offset is not None
            start = document.ast_offset(call.lineno, call.col_offset)
            yield number, Span(start, document.ast_offset(call.end_lineno, call.end_col_offset))


def result(document: Document, *parts: steps.FileStep) -> str | None:
    """The text with the fix made, or None where it cannot be made."""
    fix = Fix("Fix it", Applicability.SAFE, parts)
    try:
        return apply_edits(document.text, lower(fix, lambda path: document)[document.path])
    except CannotFixError:
        return None


@every_source
def test_await_wraps_the_call_and_nothing_else_changes(path: Path) -> None:
    document = document_of_coroutines(path)
    for number, span in some_calls(document):
        fixed = result(document, steps.AddAwait(document.path, span))
        if fixed is None:
            continue
        tree = ast.parse(document.text)
        call = [node for node in ast.walk(tree) if isinstance(node, ast.Call)][number]
        expected = _Replace(call, ast.Await(call)).visit(tree)
        assert ast.dump(ast.parse(fixed)) == ast.dump(expected), document.text[slice(*span)]
        assert re.sub(r"await |[()]", "", fixed) == re.sub(r"await |[()]", "", document.text)


@every_source
def test_thread_gets_the_function_and_its_arguments(path: Path) -> None:
    document = document_of_coroutines(path)
    for number, span in some_calls(document):
        fixed = result(document, steps.RunInThread(document.path, span))
        if fixed is None:
            continue
        tree = ast.parse(document.text)
        call = [node for node in ast.walk(tree) if isinstance(node, ast.Call)][number]
        runner = ast.parse("asyncio.to_thread", mode="eval").body
        offloaded = ast.Await(ast.Call(runner, [call.func, *call.args], call.keywords))
        expected = _Replace(call, offloaded).visit(tree)
        without_import = fixed.replace("import asyncio\n", "", 1)
        assert ast.dump(ast.parse(without_import)) == ast.dump(expected), document.text[
            slice(*span)
        ]


@every_source
def test_suppression_changes_no_code(path: Path) -> None:
    document = document_of_coroutines(path)
    for _, span in some_calls(document):
        fixed = result(document, steps.IgnoreOnLine(document.path, span, "missing-await"))
        assert fixed is not None
        assert ast.dump(ast.parse(fixed)) == ast.dump(ast.parse(document.text))
        removed = result(
            Document(document.path, fixed),
            steps.RemoveSuppression(document.path, Span(span.start, len(fixed)), "missing-await"),
        )
        assert removed == document.text


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old = old
        self.new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
