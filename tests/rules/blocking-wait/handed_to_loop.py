"""What the loop calls later, with the arguments that it was given."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor


async def main(executor: ThreadPoolExecutor, thread: threading.Thread) -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(executor.shutdown, False)
    loop.call_later(1, executor.shutdown, False)
    loop.call_soon(executor.shutdown)  # expect: blocking-wait
    loop.call_soon(executor.shutdown, True)  # expect: blocking-wait
    loop.call_later(1, thread.join)  # expect: blocking-wait
