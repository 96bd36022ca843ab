"""`with` on asynchronous managers, `async with` on synchronous ones."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Self

UPDATE_LOCK = asyncio.Lock()
STATE_LOCK = threading.Lock()


class Transaction:
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None: ...

    async def execute(self, statement: str) -> int:
        return len(statement)


class Savepoint(Transaction):
    pass


class Stopwatch:
    def __enter__(self) -> Stopwatch:
        return self

    def __exit__(self, *exc: object) -> None: ...


class Connection:
    def transaction(self) -> Transaction:
        return Transaction()

    async def begin(self) -> Transaction:
        return Savepoint()

    async def cursor(self):
        return Transaction()


class Guarded:
    """Its `__enter__` only tells that it was the wrong one."""

    def __enter__(self) -> None:
        raise TypeError("use async with instead")

    def __exit__(self, *exc: object) -> None:
        pass

    async def __aenter__(self) -> Guarded:
        return self

    async def __aexit__(self, *exc: object) -> None: ...


@contextlib.asynccontextmanager
async def connected(url: str) -> AsyncIterator[Connection]:
    yield Connection()


@contextlib.contextmanager
def stage(name: str) -> Iterator[str]:
    yield name


class Service:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.slots = asyncio.Semaphore(3)
        self.changed = asyncio.Condition()
        self.connection = Connection()

    async def update(self):
        async with UPDATE_LOCK:
            pass
        async with self.lock:
            pass
        async with self.slots as slot:
            print(slot)
        async with asyncio.timeout(3):
            await asyncio.sleep(1)
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(1))
        async with self.connection.transaction() as transaction:
            await transaction.execute("select 1")
        async with connected("db://") as connection:
            await connection.begin()
        with stage("one"), self.changed:
            self.changed.notify_all()
        async with Guarded():
            pass
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(Transaction())

    async def the_other_way(self):
        with stage("two"):
            pass
        with Stopwatch() as watch:
            print(watch)
        async with STATE_LOCK:
            pass
        with contextlib.suppress(KeyError):
            pass

    async def coroutine_gives_the_manager(self):
        async with await self.connection.begin() as transaction:
            await transaction.execute("select 1")
        async with await self.connection.cursor():
            pass
        async with await self.connection.begin() as transaction:
            await transaction.execute("select 1")

    def plain_function(self):
        with self.lock:
            return 1


def inspect_lock(lock: asyncio.Lock | None) -> bool:
    if lock is None:
        return False
    with lock:
        return True


async def parenthesised() -> None:
    with (
        stage("three") as name,
        Transaction() as transaction,
    ):
        await transaction.execute(name)
    manager = Transaction()
    async with manager:
        pass
    for manager in [Savepoint(), Savepoint()]:
        async with manager as inner: await inner.execute("x")
