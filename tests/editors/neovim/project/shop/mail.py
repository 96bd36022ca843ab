"""Letters to customers."""

import asyncio


async def send(address: str, text: str) -> None:
    await asyncio.sleep(0.1)
    print(f"to {address}: {text}")
