# fix: gather-partial-failure: Run them in a `TaskGroup`
import asyncio


async def double(number):
    await asyncio.sleep(0)
    return 2 * number


async def main():
    one, other = await asyncio.gather(double(1), double(2))
    rest = await asyncio.gather(*(double(number) for number in range(4) if number))
    await asyncio.gather(*[double(number) for number in range(2)])
    return one, other, rest
