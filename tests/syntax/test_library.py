"""Installed modules are read in parts: what is said of a function does not depend on what else was read."""

from __future__ import annotations

import pytest

from asyncsense.syntax.library import kept_rows, library_of_rows, summarize_library
from asyncsense.syntax.parse import parse
from asyncsense.syntax.summarize import summarize
from asyncsense.syntax.summary import Class, Function, Summary
from asyncsense.text import Document

LONG = "\n".join(f"        note({number}, 'something that makes this long')" for number in range(5))
SOURCE = f'''
import asyncio


def plain(first, second=lambda x: x):
    """A docstring, and an é."""
    if first:
        return second(first)
{LONG[4:].replace("        note", "    note")}
    return None


class Box(Base):
    """Text that looks like code:

    def no(self):
        self.not_set = 1
    """

    limit: int = 3

    def __init__(self, items: list[str], key=lambda item: item) -> None:
        self.items = []
        self.key = key
{LONG}

    @property
    def size(self) -> int:
        def counted():
            return len(self.items)

{LONG}
        return counted()

    async def add(
        self,
        item: str,  # with a comment
    ) -> None:
        async with self.lock:
            self.items.append(item)
        self.last, self.first = item, self.items[0]
{LONG}

    def each(self):
{LONG}
        yield from self.items

    def short(self): ...

    if limit:
        def chosen(self):
            self.by_choice = await_it()
{LONG.replace("        note", "            note")}

    class Inner:
        def method(self):
            self.inside = 1
{LONG.replace("        note", "            note")}


async def last():
{LONG.replace("        note", "    note")}
    await asyncio.sleep(0)
'''


def whole(text: str) -> Summary:
    return summarize(parse(Document("lib.py", text)))


def functions(summary: Summary) -> dict[str, Function]:
    return {f"{one.qualname}:{one.kind}:{one.start}": one for one in summary.functions()}


def said(function: Function) -> tuple[object, ...]:
    """What a function says; branches are told apart by where they end."""
    body = function.body
    calls = [(call.expression, call.use, call.start, len(call.block)) for call in body.calls]
    bindings = {
        name: [(row.offset, row.kind, row.payload, len(row.block)) for row in rows]
        for name, rows in body.bindings.items()
    }
    returns = [row[:3] for row in body.returns]
    header = function.parameters, function.returns, function.decorators, function.is_async
    return header, function.end, function.is_generator, calls, bindings, returns, body.exits


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "first", ["Box.add", "Box.size", "Box.__init__", "Box.short", "plain", "last"]
)
def test_a_function_read_alone_says_the_same(first: str, newline: str) -> None:
    text = SOURCE.replace("\n", newline)
    expected, library = functions(whole(text)), summarize_library(Document("lib.py", text))
    name = next(key for key in expected if key.startswith(f"{first}:function"))
    code = [piece.code for piece in library.pieces]
    found = next(
        one
        for top in code
        for one in (*top.body.functions, *(f for cls in top.body.classes for f in cls.functions))
        if one.qualname == first
    )
    assert said(found) == said(expected[name])
    assert {key: said(one) for key, one in functions(library).items()} == {
        key: said(one) for key, one in expected.items()
    }


def box(summary: Summary) -> Class:
    return next(cls for piece in summary.pieces for cls in piece.code.body.classes)


def test_what_methods_set_is_found_without_the_others() -> None:
    expected, library = box(whole(SOURCE)), box(summarize_library(Document("lib.py", SOURCE)))
    assert library.set_on_self("key") == expected.set_on_self("key")
    starts = {one.start: one.name for one in library.functions}
    assert {starts[start] for start in library.piece.read_later[1]} == {"__init__"}
    assert [row[:4] for row in library.set_on_self("items")] == [
        row[:4] for row in expected.set_on_self("items")
    ]
    for name in ("last", "first", "by_choice", "nothing", "not_set"):
        assert library.set_on_self(name) == expected.set_on_self(name)
    assert set(library.names_on_self) == set(expected.names_on_self)


def test_what_was_read_is_kept() -> None:
    library = summarize_library(Document("lib.py", SOURCE))
    add = next(one for one in box(library).functions if one.name == "add")
    assert add.body.awaits == ()
    rows = kept_rows(library)

    def unread() -> str:
        raise AssertionError("the file is read again")

    again = box(library_of_rows("lib.py", rows, unread))
    assert said(next(one for one in again.functions if one.name == "add")) == said(add)
    with pytest.raises(AssertionError, match="read again"):
        _ = next(one for one in again.functions if one.name == "size").body


@pytest.mark.parametrize("text", ["", SOURCE[40:], "(((" * 400, "x\n" * 9])
def test_a_file_that_changed_meanwhile_is_no_harm(text: str) -> None:
    library = summarize_library(Document("lib.py", SOURCE))
    assert library.pieces[0].binds or list(library.binders)
    assert [piece.code for piece in library.pieces]
    again = library_of_rows("lib.py", kept_rows(library), lambda: text)
    for function in again.functions():
        assert function.body.calls is not None
        assert function.parameters is not None
    assert box(again).set_on_self("items") is not None


STUB = """\
class Reader(Protocol[T]):
    # what it reads
    limit: int = ...
    @overload
    def read(self, size: None = None) -> bytes: ...
    @overload
    async def read(
        self,
        size: int,
    ) -> Awaitable[bytes]: ...
    if sys.version_info >= (3, 8):
        def close(self, *, force: bool = False) -> None: ...
    else:
        def never(self) -> None: ...
    def keyed(self, key=lambda one: one): ...
    @property
    def size(self) -> int: ...
"""


@pytest.mark.parametrize("name", ["lib.py", "lib.pyi"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_methods_of_one_line_say_the_same(name: str, newline: str) -> None:
    text = STUB.replace("\n", newline)
    library = summarize_library(Document(name, text))
    expected = functions(summarize(parse(Document(name, text))))
    assert {key: said(one) for key, one in functions(library).items()} == {
        key: said(one) for key, one in expected.items()
    }


def test_only_the_methods_that_are_asked_for_are_read() -> None:
    library = box(summarize_library(Document("lib.pyi", STUB)))
    size = next(one for one in library.functions if one.name == "size")
    assert library.piece.read_later == ({}, {})
    assert size.returns == ("name", "int", size.start)
    assert [*library.piece.read_later[0]] == [size.start]


PARTS = """
from far import *
import near.inner
if CONDITION:
    chosen = 1
else:
    from other import chosen


def function():
    pass


LIMIT = 3
first, *rest = [1]


class Box:
    pass


Box.size = 3
ﬁrst_word = 1


def sets():
    global made
    made = 1
"""


def test_names_are_those_of_the_whole() -> None:
    expected = {
        name: [piece.index for piece in pieces] for name, pieces in whole(PARTS).binders.items()
    }
    for names in (["LIMIT", "no", *expected], [*reversed(expected)], []):
        library = summarize_library(Document("lib.py", PARTS))
        assert [name for name in names if name in library.binders] == [
            name for name in names if name in expected
        ]
        again = library_of_rows("lib.py", kept_rows(library), lambda: PARTS)
        for one in (library, again):
            assert set(one.binders) == set(expected)
            assert len(one.binders) == len(expected)


def test_statements_without_the_name_are_not_read() -> None:
    library = summarize_library(Document("lib.py", PARTS.replace("ﬁrst_word", "first_word")))
    assert "LIMIT" in library.binders
    assert "nothing" not in library.binders
    assert [piece.is_read for piece in library.pieces] == [False, False, True, False, False, False]
    assert "*" in library.binders
    assert "made" in library.binders
    assert [piece.is_read for piece in library.pieces] == [True, False, True, False, False, True]
