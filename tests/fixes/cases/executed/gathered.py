# fix: missing-await: Await them together with `asyncio.gather`
async def double(number):
    return 2 * number


async def main():
    found = [double(number) for number in range(3)]
    return sum(found), any(double(number) for number in range(1))
