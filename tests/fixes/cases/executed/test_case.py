# fix: async-callback: Derive the class from `IsolatedAsyncioTestCase`
import asyncio
import unittest

found = []


class TestAnswer(unittest.TestCase):
    async def test_answer(self):
        await asyncio.sleep(0)
        found.append("é")


async def main():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestAnswer)
    result = unittest.TestResult()
    await asyncio.to_thread(suite.run, result)
    return found, result.wasSuccessful()
