# fix: missing-async-for: Collect the items with `async for`
async def ticks():
    yield 1
    yield 2


async def main():
    one, *others = ticks()
    return list(ticks()), sorted(ticks(), reverse=True), one, others
