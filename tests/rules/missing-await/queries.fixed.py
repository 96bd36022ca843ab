"""Queries that are built by calls that give them back, and run when they are awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from typing import Any, Self


class Query:
    def __init__(self, table: str) -> None:
        self.table = table
        self.clauses: list[str] = []

    def __await__(self) -> Generator[Any, None, list[str]]:
        return self.run().__await__()

    async def run(self) -> list[str]:
        await asyncio.sleep(0)
        return self.clauses

    def where(self, clause: str) -> Self:
        self.clauses.append(clause)
        return self

    def returning(self, *names: str):
        self.clauses += names
        return self


class Scheduled(Query):
    """Can be told to run by itself."""

    def soon(self) -> Scheduled:
        self.task = asyncio.get_running_loop().create_task(self.run())
        return self


class Table:
    name = "table"

    @classmethod
    def update(cls, **values: str) -> Query:
        query = Query(cls.name).returning("id")
        if values:
            query.where(str(values))
        return query

    @classmethod
    def delete(cls):
        return Query(cls.name).returning()

    @classmethod
    def refresh(cls) -> Scheduled:
        return Scheduled(cls.name)


async def main(clauses: list[str]) -> None:
    await Table.update(name="a")
    await Table.update(name="a").where("id = 1")
    await Table.delete().where("id = 1").returning("name")
    Table.refresh().soon()
    Table.refresh().soon().where("id = 1")
    query = Table.delete()
    for clause in clauses:
        query.where(clause)
    await query
