import pytest
from client import PlainClient


@pytest.fixture
def client():
    return PlainClient()
