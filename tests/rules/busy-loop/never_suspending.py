"""The loop awaits, but only coroutines that come back without suspending."""

import asyncio


async def nothing():
    return None


async def bookkeeping(items):
    items.append(len(items))
    await nothing()


class Engine:
    def __init__(self):
        self.time = 0

    async def step(self):
        self.time += 1

    async def log(self):
        print(self.time)

    async def run(self):
        while True:  # expect: busy-loop
            await self.step()
            await self.log()

    async def run_politely(self):
        while True:
            await self.step()
            await asyncio.sleep(0)


class Network:
    async def step(self):
        await asyncio.sleep(0.1)


async def pump():
    while True:  # expect: busy-loop
        await nothing()


async def pump_deeper(items):
    while True:  # expect: busy-loop
        await bookkeeping(items)


async def pump_network(network: Network):
    while True:
        await network.step()


async def pump_unknown(network):
    while True:
        await network.step()
