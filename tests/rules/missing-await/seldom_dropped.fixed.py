"""Objects that are awaited everywhere but here, and decorators that nobody knows."""

from collections.abc import Generator

import elsewhere
from elsewhere import retried


class Query:
    def __init__(self, text: str) -> None:
        self.text = text

    def __await__(self) -> Generator[None, None, None]:
        return elsewhere.run(self.text).__await__()


class Table:
    def insert(self, row: object) -> Query:
        return Query(f"insert {row}")

    @retried(3)
    async def vacuum(self) -> None: ...

    @retried(3)
    async def analyse(self) -> None: ...


async def fill(table: Table) -> None:
    await table.insert("a")
    await table.insert("b")
    await table.insert("c")
    await table.insert("d")
    await table.insert("e")
    await table.vacuum()
    await table.analyse()
