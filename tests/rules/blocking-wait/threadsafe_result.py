"""The future of another thread's loop: not a deadlock, but it blocks this loop."""

import asyncio
import threading


class Background:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    async def work(self, number):
        await asyncio.sleep(number)
        return number


background = Background()


async def ask(number):
    future = asyncio.run_coroutine_threadsafe(background.work(number), background.loop)
    return future.result()  # expect: blocking-wait
