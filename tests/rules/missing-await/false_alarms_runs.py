"""What a coroutine gave when a loop ran it."""

import asyncio


class Server:
    def __await__(self):
        yield
        return self


async def make():
    return Server()


def main():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(make())
    asyncio.run(make())
