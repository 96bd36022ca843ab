"""A blocking primitive registered as a callback: reported where it is registered."""

import asyncio
import time
from functools import partial


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, time.sleep, 5)  # expect: blocking-sleep
    loop.call_soon(time.sleep, 0.5)  # expect: blocking-sleep
    loop.call_soon(partial(time.sleep, 0.5))  # expect: blocking-sleep
    loop.call_soon(lambda: time.sleep(2))  # expect: blocking-sleep
    await asyncio.sleep(10)
