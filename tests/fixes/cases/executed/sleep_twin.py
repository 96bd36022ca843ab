# fix: blocking-sleep: Await `asyncio.sleep` instead
from time import sleep


async def main():
    sleep(0)
    sleep(0.01)
    return "slept"
