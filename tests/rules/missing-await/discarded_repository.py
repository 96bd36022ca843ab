"""Typed repository and service, as in a web back end."""

from __future__ import annotations

import abc
import asyncio
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol


@dataclass
class Order:
    id: int
    total: float
    lines: list[str] = field(default_factory=list)


class Repository(abc.ABC):
    @abc.abstractmethod
    async def add(self, order: Order) -> None: ...

    @abc.abstractmethod
    async def get(self, order_id: int) -> Order | None: ...

    async def touch(self, order_id: int) -> None:
        order = await self.get(order_id)
        if order is not None:
            self.add(order)  # expect: missing-await add


class MemoryRepository(Repository):
    instances: ClassVar[int] = 0

    def __init__(self) -> None:
        self._orders: dict[int, Order] = {}

    @classmethod
    async def connect(cls, url: str) -> MemoryRepository:
        cls.instances += 1
        return cls()

    @classmethod
    async def warm_up(cls, url: str) -> None:
        cls.connect(url)  # expect: missing-await connect

    @staticmethod
    async def vacuum() -> None:
        await asyncio.sleep(0.1)

    async def add(self, order: Order) -> None:
        self._orders[order.id] = order

    async def get(self, order_id: int) -> Order | None:
        return self._orders.get(order_id)


class AuditedRepository(MemoryRepository):
    def __init__(self, audit: AuditLog) -> None:
        super().__init__()
        self.audit = audit

    async def add(self, order: Order) -> None:
        super().add(order)  # expect: missing-await add
        self.audit.record("add", order.id)  # expect: missing-await record

    async def touch(self, order_id: int) -> None:
        super(AuditedRepository, self).touch(order_id)  # expect: missing-await touch
        self.vacuum()  # expect: missing-await vacuum


class AuditLog(Protocol):
    async def record(self, action: str, key: int, **details: Any) -> None: ...


@dataclass(slots=True)
class OrderService:
    orders: Repository
    audit: AuditLog | None = None
    fallback: "MemoryRepository" = field(default_factory=MemoryRepository)

    async def place(self, order: Order) -> None:
        self.orders.add(order)  # expect: missing-await
        if self.audit:
            self.audit.record("place", order.id, total=order.total)  # expect: missing-await

    async def mirror(self, order: Order) -> None:
        if self.audit is None:
            return
        self.fallback.add(order)  # expect: missing-await
        self.audit.record("mirror", order.id)  # expect: missing-await

    @property
    def store(self) -> Repository:
        return self.orders

    async def refresh(self, *ids: int) -> None:
        for order_id in ids:
            self.store.touch(order_id)  # expect: missing-await touch


async def import_orders(service: OrderService, rows: list[dict[str, Any]]) -> int:
    for row in rows:
        order = Order(int(row["id"]), float(row["total"]))
        service.place(order)  # expect: missing-await place
    MemoryRepository.vacuum()  # expect: missing-await vacuum
    return len(rows)


class Database:
    """Holds one connection for everybody, which a class method makes."""

    closed = None

    @classmethod
    def connect(cls) -> None:
        cls.connection = Connection()
        cls.closed = Connection()

    @classmethod
    def current(cls):
        return cls.connection

    @classmethod
    def current_if_any(cls):
        return cls.connection if hasattr(cls, "connection") else None


async def disconnect() -> None:
    Database.current().close()  # expect: missing-await
    Database.connection.close()  # expect: missing-await
    Database.closed.close()  # expect: missing-await
    connection = Database.current_if_any()
    if connection:
        connection.close()  # expect: missing-await


class Connection:
    async def close(self) -> None: ...
