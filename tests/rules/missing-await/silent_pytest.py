# needs: pytest
"""Tests that make a coroutine fail on purpose."""

import gc
import warnings

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


def test_filters(client: Client) -> None:
    with warnings.catch_warnings(record=True) as caught:
        client.get("/")
        gc.collect()
    assert caught
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client.get("/")
        gc.collect()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        warnings.filterwarnings("error", category=RuntimeWarning)
        client.get("/")
        gc.collect()


def test_deprecated(client: Client) -> None:
    with pytest.warns(DeprecationWarning):
        client.get("/")
    with pytest.deprecated_call():
        client.get("/")


def test_misuse_raises(client: Client) -> None:
    with pytest.raises(TypeError):
        client.get("/")["url"]
    with pytest.raises(AttributeError):
        client.get("/").strip()


def test_fails_at_the_end(client: Client, slow: bool) -> None:
    with pytest.raises(ValueError):
        found = client.sync_get("/")
        assert found
        with open("expected") as file:
            client.get(file.read())["url"]
    with pytest.raises(ValueError):
        data = client.get("/")
        data["url"]
    with pytest.raises(ValueError):
        if slow:
            client.get("/", 1)
        else:
            client.get()


def test_fails_somewhere(client: Client) -> None:
    with pytest.raises((TypeError, ValueError)):
        client.get("/", 1)
        client.get()


def test_factory(client: Client) -> None:
    coroutine = client.get("/")
    coroutine.close()


def test_sync(client: Client) -> None:
    assert client.sync_get("/")["url"] == "/"
