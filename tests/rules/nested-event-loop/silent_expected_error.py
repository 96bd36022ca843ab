# needs: asgiref
"""Tests that want the error."""

import pytest
from asgiref.sync import async_to_sync


async def answer() -> int:
    return 42


async def test_refuses_to_nest() -> None:
    with pytest.raises(RuntimeError):
        async_to_sync(answer)()
    function = async_to_sync(answer)
    with pytest.raises(RuntimeError):
        function()
