from __future__ import annotations


class MemoryStore:
    """Keeps rows in a dict."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.rows: dict[str, int] = {}

    async def put(self, key: str, amount: int) -> None:
        self.rows[key] = amount

    async def get(self, key: str) -> int | None:
        return self.rows.get(key)

    async def close(self) -> None:
        self.rows.clear()


async def open_store(url: str) -> MemoryStore:
    return MemoryStore(url)
