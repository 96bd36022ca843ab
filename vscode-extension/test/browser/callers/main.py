import asyncio

from stock import order


async def main() -> None:
    print(order("tea"))


asyncio.run(main())
