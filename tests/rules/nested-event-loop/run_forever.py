"""`run_forever` on a running loop."""

# decision: rules.md names the run methods only; this one raises the same RuntimeError.
import asyncio


async def serve():
    loop = asyncio.get_running_loop()
    loop.run_forever()  # expect: nested-event-loop
