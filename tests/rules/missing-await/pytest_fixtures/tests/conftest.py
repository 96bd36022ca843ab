from unittest.mock import Mock

import pytest
import pytest_asyncio
from client import Client
from shared import imported

pytest_plugins = ["plugin"]


@pytest.fixture
def config():
    return {}


@pytest.fixture(scope="session")
def client(config):
    client = Client(config)
    yield client


@pytest_asyncio.fixture
async def opened():
    client = Client({})
    yield client
    await client.close()


@pytest.fixture(name="renamed")
def client_of_another_name() -> Client:
    return Client({})


@pytest.fixture
async def overridden_below(client):
    return client


@pytest.fixture
def make():
    def make_client(config=None):
        return Client(config)

    return make_client


@pytest.fixture
def mocked():
    return Mock(spec=Client)


@pytest.fixture(params=[Client, Mock])
def of_kinds(request):
    return request.param({})


@pytest.fixture
def nothing():
    pass
