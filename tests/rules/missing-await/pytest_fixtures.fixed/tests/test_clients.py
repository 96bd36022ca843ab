from unittest import TestCase
from unittest.mock import patch

import pytest
from client import Client, PlainClient

anyway = pytest.mark.skipif(False, reason="")


async def test_fixtures(client, opened, renamed, imported, plugged, make):
    await client.send("a")
    await opened.send("b")
    await renamed.send("c")
    await imported.send("d")
    await plugged.send("e")
    await make().send("f")


@anyway
@pytest.mark.asyncio
@pytest.mark.parametrize("message, times", [("a", 1)])
async def test_marked(client, message, times):
    await client.send(message)


@pytest.mark.parametrize("client", [{}], indirect=True)
async def test_parametrized_fixture(client):
    await client.send("a")


class TestInClass:
    @pytest.fixture
    def own(self):
        return Client({})

    @pytest.fixture
    def client(self, client):
        return client

    @pytest.fixture
    def plain(self):
        return PlainClient()

    async def test_own(self, own, client, plain):
        await own.send("a")
        await client.send("b")
        plain.send("c")


@pytest.mark.parametrize("client", [PlainClient()])
async def test_parametrized(client):
    client.send("a")


@pytest.mark.parametrize("client", [PlainClient()])
class TestParametrized:
    async def test_client(self, client):
        client.send("a")


class TestReplaced:
    async def test_client(self, client):
        client.send("a")


class TestReplacedBelow(TestReplaced):
    @pytest.fixture
    def client(self):
        return PlainClient()


async def test_unknown(overridden_below, mocked, of_kinds, nothing, tmp_path):
    overridden_below.send("a")
    mocked.send("b")
    of_kinds.send("c")
    nothing.send("d")
    tmp_path.send("e")


@patch("client.Client")
async def test_patched(client):
    client.send("a")


async def test_default(client=PlainClient()):
    client.send("a")


def helper(client):
    client.send("a")


class TestWithoutFixtures(TestCase):
    def test_client(self, client):
        client.send("a")
