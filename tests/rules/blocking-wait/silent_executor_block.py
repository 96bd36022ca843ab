"""The example of Python's own documentation: everything is awaited before the block is left."""

# decision: nothing is left to wait for when `with` ends, so this is silent.
import asyncio
import concurrent.futures


def cpu_bound():
    return sum(number * number for number in range(10**7))


async def main():
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        first = await loop.run_in_executor(pool, cpu_bound)
    with concurrent.futures.ProcessPoolExecutor() as pool:
        second = await loop.run_in_executor(pool, cpu_bound)
    return first + second


if __name__ == "__main__":
    print(asyncio.run(main()))
