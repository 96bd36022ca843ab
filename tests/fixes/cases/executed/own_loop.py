# fix: missing-await: Run it with `asyncio.run`
import asyncio

found = []


async def note(name):
    await asyncio.sleep(0)
    found.append(name)


note("é")


async def main():
    return found
