"""Tests, commands and callbacks of threads."""

import asyncio
import unittest


async def answer():
    await asyncio.sleep(0)
    return 42


class AnswerTest(unittest.TestCase):
    def setUp(self):
        self.loop = asyncio.new_event_loop()

    def tearDown(self):
        self.loop.close()

    def test_answer(self):
        self.assertEqual(self.loop.run_until_complete(answer()), 42)

    def test_run(self):
        self.assertEqual(asyncio.run(answer()), 42)


class Command:
    help = "Prints the answer."

    def handle(self, *arguments, **options):
        asyncio.run(self.run())

    async def run(self):
        print(await answer())


def repl():
    while True:
        line = input("> ")
        if line == "quit":
            break
        print(asyncio.run(answer()))


async def define_only():
    def later():
        return asyncio.run(answer())

    return later


async def mention():
    return asyncio.run
