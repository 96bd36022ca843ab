"""What a test, or a fixture of it, puts in the place of what blocks or of what leads to it."""

import time
from unittest import mock
from unittest.mock import patch

import pytest
import requests


class Exporter:
    def export(self, item):
        return self._send(item)

    def _send(self, item):
        return requests.post("https://example.com", json=item)


@pytest.fixture
def exporter(monkeypatch):
    monkeypatch.setattr(requests, "post", lambda *arguments, **options: None)
    return Exporter()


@pytest.fixture(autouse=True)
def no_sleep(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)


async def test_by_fixture(exporter):
    Exporter().export("a")


async def test_by_patch():
    with patch("requests.post"):
        Exporter().export("a")
        requests.post("https://example.com")


@mock.patch.object(Exporter, "_send")
async def test_by_decorator(send):
    Exporter().export("a")


async def test_for_all():
    time.sleep(1)


def exported(monkeypatch, item):
    monkeypatch.setattr(requests, "post", lambda *arguments, **options: None)
    return Exporter().export(item)


async def test_by_helper(monkeypatch):
    exported(monkeypatch, "a")


def read(path):
    return requests.Session().get(path)


async def test_by_class(monkeypatch):
    with patch("requests.Session"):
        read("a")
