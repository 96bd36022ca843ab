"""Letters to customers."""

import asyncio


async def send(address: str, text: str) -> None:
    await asyncio.sleep(0.1)
    print(f"to {address}: {text}")


async def announce(text: str, *addresses: str) -> None:
    await asyncio.gather(*(send(address, text) for address in addresses))
