# fix: missing-await: Await each one in a list
async def is_even(number):
    return number % 2 == 0


async def main():
    return any(is_even(number) for number in (1, 3))
