import pytest
from client import Client


@pytest.fixture
def plugged(imported):
    return imported
