"""Methods that tests replace on objects whose class says that they are coroutine functions."""

from typing import TYPE_CHECKING
from unittest.mock import MagicMock, patch

import pytest


class Pending:
    def __init__(self, reply):
        self.reply = reply

    def __await__(self):
        return self.reply.__await__()


class Group:
    async def request(self, message): ...

    async def leave(self): ...

    def reply(self, message):
        return self.request(message)

    def ask(self, message):
        return Pending(self.request(message))

    if TYPE_CHECKING:

        def tell(self, message: str) -> Pending: ...

    else:

        def tell(self, message, **options):
            return Pending(self.request(message))

    def goodbye(self):
        return self.leave()


@pytest.fixture
def group():
    group = Group()
    group.leave = MagicMock()
    return group


def test_reply(group):
    group.request = MagicMock()
    group.reply("a")
    assert group.request.call_count == 1


def test_goodbye(group):
    group.goodbye()
    group.leave()


@patch.object(Group, "request", MagicMock())
def test_patched(group):
    group.reply("a")


def test_set(group, monkeypatch):
    monkeypatch.setattr(group, "request", MagicMock())
    group.reply("a")


def test_wrapped(group):
    with patch.object(Group, "request", new_callable=MagicMock):
        group.ask("a")
        group.tell("a")


@pytest.fixture
def untouched():
    return Group()


def test_replaced(untouched):
    untouched.request = MagicMock()
    untouched.request("a")


async def test_itself(untouched):
    untouched.request("a")  # expect: missing-await
    untouched.reply("a")  # expect: missing-await
    untouched.ask("a")  # expect: missing-await
    untouched.tell("a")  # expect: missing-await
