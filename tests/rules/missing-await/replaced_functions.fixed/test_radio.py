"""Functions of a module that tests replace, and methods of the same name."""

from unittest.mock import MagicMock, patch

from radio import Radio


async def test_function():
    radio = Radio()
    with patch("radio.port.connect"):
        await radio.connect()


async def test_method():
    radio = Radio()
    with patch("radio.Radio.connect", MagicMock()), patch("Radio.reset", MagicMock()):
        radio.connect()
        radio.reset()
