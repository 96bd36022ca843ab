# needs: pytest
"""A test may be given the coroutine of a fixture, where no plugin awaits it."""

import pytest


@pytest.fixture()
async def prepared():
    return True


@pytest.fixture()
def plain():
    return True


async def test_prepared(prepared, plain):
    assert await prepared
    assert await plain  # expect: await-non-awaitable
