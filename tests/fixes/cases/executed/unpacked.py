# fix: gather-partial-failure: Unpack it with `*`
import asyncio


async def double(number):
    return 2 * number


async def main():
    return await asyncio.gather([double(number) for number in range(3)])
