"""Clients of one test each, over the toy core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rawclient import MODERN, PULLING, RawClient, StartClient


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The cache of whoever runs the tests is none of their business."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def start() -> Iterator[StartClient]:
    """Starts servers that end with the test."""
    clients: list[RawClient] = []

    def start(*arguments: Any, **options: Any) -> RawClient:
        clients.append(RawClient(*arguments, **options))
        return clients[-1]

    yield start
    for client in clients:
        client.kill()


@pytest.fixture
def client(start: StartClient, tmp_path: Path) -> RawClient:
    """An editor that takes pushed diagnostics and can do everything else."""
    client = start()
    client.initialize(MODERN, rootUri=tmp_path.as_uri())
    return client


@pytest.fixture
def pulling(start: StartClient, tmp_path: Path) -> RawClient:
    """An editor that pulls its diagnostics."""
    client = start()
    client.initialize(PULLING, rootUri=tmp_path.as_uri())
    return client


@pytest.fixture
def uri(tmp_path: Path) -> str:
    """A document in the folder, with a name that has to be quoted."""
    return (tmp_path / "a b;c.py").as_uri()
