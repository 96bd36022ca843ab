# needs: pytest
"""Tests that make a coroutine fail on purpose."""

import pytest


class Client:
    async def get(self, url: str) -> dict[str, str]:
        return {"url": url}

    def sync_get(self, url: str) -> dict[str, str]:
        return {"url": url}


@pytest.fixture
def client() -> Client:
    return Client()


def test_unawaited_warns(client: Client) -> None:
    with pytest.warns(RuntimeWarning, match="never awaited"):
        client.get("/")


def test_misuse_raises(client: Client) -> None:
    with pytest.raises(TypeError):
        client.get("/")["url"]
    with pytest.raises(AttributeError):
        client.get("/").strip()


def test_factory(client: Client) -> None:
    coroutine = client.get("/")
    coroutine.close()


def test_sync(client: Client) -> None:
    assert client.sync_get("/")["url"] == "/"
