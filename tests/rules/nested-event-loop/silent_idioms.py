"""Helpers that ask first, and tests that replace what is called or expect the error."""

import asyncio
import threading
import unittest
from unittest import mock


async def fetch(url):
    await asyncio.sleep(0.1)
    return url


def run(coroutine):
    loop = asyncio.get_event_loop()
    if loop.is_running():
        return asyncio.ensure_future(coroutine)
    return loop.run_until_complete(coroutine)


def in_main_thread():
    return threading.current_thread() is threading.main_thread()


def is_on_loop_thread():
    return in_main_thread()


def fetch_now(url):
    if is_on_loop_thread():
        raise RuntimeError("await fetch() instead")
    return asyncio.run(fetch(url))


async def asked(url):
    return run(fetch(url)), fetch_now(url)


def serve():
    asyncio.get_event_loop().run_forever()


class ServeTest(unittest.IsolatedAsyncioTestCase):
    async def test_serve(self):
        with mock.patch("asyncio.get_event_loop"):
            serve()

    async def test_serve_again(self):
        with self.assertRaises(RuntimeError):
            serve()


class Controller:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.loop.add_signal_handler(2, self.end)

    def end(self):
        """A callback of the loop, which others call when the loop has stopped."""
        if self.loop.is_running():
            self.loop.stop()
        else:
            self.loop.run_until_complete(fetch("a"))
