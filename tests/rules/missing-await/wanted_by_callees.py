"""Callees that want a result: assertions, constructors, exceptions, plain functions of the project."""

import asyncio
import unittest
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import ClassVar


async def name() -> str:
    return "x"


async def size() -> int:
    return 3


@dataclass
class Base:
    kind: ClassVar[str] = "event"
    title: str


@dataclass
class Event(Base):
    data: dict
    parent: object = None
    seen: list = field(default_factory=list, init=False)
    _: KW_ONLY
    level: int = 0


class RequestFailed(Exception):
    pass


class Busy(Exception):
    def __init__(self, waiting) -> None:
        self.waiting = waiting


class TestName(unittest.IsolatedAsyncioTestCase):
    async def test_name(self):
        self.assertEqual(name(), "x")  # expect: missing-await
        self.assertEqual(await name(), "x")
        self.assertTrue(size())  # expect: missing-await
        self.assertIn(size(), [3])  # expect: missing-await
        self.assertIsNotNone(name)
        self.assertIsInstance(pending := name(), object)
        await pending


def show(text):
    print(text)


def show_all(text, times):
    for _ in range(times):
        show(text)


def keep(text, into):
    into.append(text)


def maybe(text):
    if asyncio.iscoroutine(text):
        return asyncio.ensure_future(text)
    return print(text)


async def main(reader: asyncio.StreamReader, kept):
    print(Event(name(), {}))  # expect: missing-await
    print(Event("x", name()))  # expect: missing-await
    print(Event("x", {}, name()))
    print(Event(await name(), {}, level=size()))  # expect: missing-await
    Path(name())  # expect: missing-await
    show(name())  # expect: missing-await
    show_all(name(), 3)  # expect: missing-await
    show_all("x", size())  # expect: missing-await
    keep(name(), kept)
    maybe(name())
    raw = reader.readexactly(4)  # expect: missing-await
    return int.from_bytes(raw, "big")


async def failing(kept):
    if kept:
        raise RequestFailed(name())  # expect: missing-await
    text = name()  # expect: missing-await
    if text:
        raise ValueError(f"no {kept}", text)
    raise Busy(name())


async def compared(limit):
    value = size()  # expect: missing-await
    if value > limit:
        print(keep(value, []))


async def named():
    waiting = dict(a=name(), b=name())
    print(await waiting["a"], await waiting["b"])
    print(dict(name()))  # expect: missing-await
    print("{x}".format(x=name()))  # expect: missing-await


async def named_items(kept):
    print(dict(kept, **name()))  # expect: missing-await
