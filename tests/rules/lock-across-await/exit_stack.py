"""Locks entered through an exit stack."""

# decision: a lock given to `enter_context` is held until the stack ends.
import contextlib
import threading

lock = threading.Lock()


async def stacked(handle):
    with contextlib.ExitStack() as stack:
        stack.enter_context(lock)  # expect: lock-across-await
        await handle()
