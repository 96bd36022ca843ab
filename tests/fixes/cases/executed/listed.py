# fix: missing-async-for: Make a list of it, with `async for`
async def ticks():
    for number in range(3):
        yield number


async def main():
    total = sum(2 * tick for tick in ticks())
    return total, "".join(str(tick) for tick in ticks())
