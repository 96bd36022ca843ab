"""Methods that share their name with the project's coroutine methods, of objects that nobody knows."""

import pytest


class Store:
    async def fetch_all(self):
        return []

    async def describe(self):
        return ""


async def fetch_everything(store):
    return await store.fetch_all()


def test_with_stand_in(stand_in):
    stand_in.fetch_all()
    assert stand_in.fetch_all("x").call_count == 1


@pytest.fixture
def prepared(mocker):
    mocker.describe("module.name")
    return mocker.describe("module.other").return_value


def report(printer, other):
    printer.describe("a")
    printer.describe("b")
    other.describe("c")
    return printer.describe("d").title()


class Lamp:
    async def set_shade(self, value):
        return value


async def dim(lamp):
    await lamp.set_shade(1)


class WallLamp:
    def __init__(self, device):
        self.device = device

    def turn_on(self):
        self.device.set_shade(100)
