from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .storage import Store


class Basket:
    def __init__(self, store: Store, owner: "str") -> None:
        self._store = store
        self.owner = owner

    async def add(self, item: str, amount: int = 1) -> None:
        await self._store.put(f"{self.owner}/{item}", amount)

    async def amount(self, item: str) -> int:
        return self._store.get(f"{self.owner}/{item}") or 0

    @property
    def store(self) -> "Store":
        return self._store


async def checkout(basket: "Basket", items: list[str]) -> int:
    total = 0
    for item in items:
        total += basket.amount(item)
    await basket.store.close()
    return total
