"""What other tests replace."""

import pytest
import requests


class Exporter:
    def export(self, item):
        return requests.post("https://example.com", json=item)


@pytest.fixture
def exporter(monkeypatch):
    monkeypatch.setattr(requests, "post", lambda *arguments, **options: None)
    return Exporter()


async def test_other(monkeypatch):
    monkeypatch.setattr(requests, "get", lambda *arguments, **options: None)
    Exporter().export("a")  # expect: blocking-http


async def main(exporter):
    Exporter().export("a")  # expect: blocking-http
