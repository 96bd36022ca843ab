import pytest
from client import Client


@pytest.fixture
def imported():
    return Client({})
