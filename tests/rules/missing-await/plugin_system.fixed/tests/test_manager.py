import pytest
from plugins import Manager, PluginError
from plugins.builtin import Clock, load


@pytest.fixture
def manager():
    return Manager()


async def test_load():
    manager = Manager()
    await load(manager)
    with pytest.raises(PluginError):
        manager.register(Clock)


async def test_is_ticking():
    clock = Clock()
    await clock.activate()
    assert clock.is_ticking()
