import asyncio
import sqlite3

from app.models import Price

SCHEMA = """
CREATE TABLE IF NOT EXISTS prices (
    product TEXT NOT NULL,
    amount REAL NOT NULL,
    seen_at TEXT NOT NULL
)
"""


class Database:
    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._connection.execute(SCHEMA)

    def insert(self, price: Price) -> None:
        self._connection.execute(
            "INSERT INTO prices VALUES (?, ?, ?)",
            (price.product.name, price.amount, price.seen_at.isoformat()),
        )
        self._connection.commit()

    def lowest(self, name: str) -> float | None:
        row = self._connection.execute(
            "SELECT min(amount) FROM prices WHERE product = ?", (name,)
        ).fetchone()
        return row[0]


class PriceHistory:
    def __init__(self, database: Database) -> None:
        self.database = database
        self._lock = asyncio.Lock()

    async def add(self, price: Price) -> None:
        async with self._lock:
            await asyncio.to_thread(self.database.insert, price)

    async def lowest(self, name: str) -> float | None:
        return self.database.lowest(name)
