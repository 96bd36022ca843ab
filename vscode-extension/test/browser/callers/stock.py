import asyncio


async def reserve(item: str) -> None:
    await asyncio.sleep(1)
    print("reserved", item)


def order(item: str) -> str:
    reserve(item)
    return f"ordered {item}"
