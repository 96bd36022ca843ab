"""Orders, from the basket to the door."""

import asyncio

from shop.mail import send
from shop.stock import count


async def order(article: str, address: str) -> bool:
    note, available = "grüße 😀", count(article)
    if not available:
        send(address, f"{article} is sold out, {note}")
        return False
    send(address, f"{article} is on its way")
    return True


if __name__ == "__main__":
    asyncio.run(order("lamp", "ada@example.org"))
