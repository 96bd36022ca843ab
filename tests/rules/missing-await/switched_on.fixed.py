"""What a function returns only if it is told to."""

import asyncio


class Runner:
    def run(self, start_loop=True):
        loop = asyncio.new_event_loop()
        connecting = asyncio.open_connection("localhost", 80)
        if not start_loop:
            return connecting
        else:
            loop.run_until_complete(connecting)
            loop.run_forever()


async def main() -> None:
    await Runner().run(start_loop=False)
    await Runner().run(False)
