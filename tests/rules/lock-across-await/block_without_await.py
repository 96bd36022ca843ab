"""The block ends before the await: only the wait for the lock is worth a word."""

import threading

lock = threading.Lock()
counts = {}


async def count_then_send(name, send):
    with lock:  # expect: blocking-wait
        counts[name] = counts.get(name, 0) + 1
    await send(name)


async def await_in_nested_function(name, send):
    with lock:  # expect: blocking-wait

        async def later():
            await send(name)

        counts[name] = later
