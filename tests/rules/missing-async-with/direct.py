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
        with UPDATE_LOCK:  # expect: missing-async-with
            pass
        with self.lock:  # expect: missing-async-with
            pass
        with self.slots as slot:  # expect: missing-async-with
            print(slot)
        with asyncio.timeout(3):  # expect: missing-async-with
            await asyncio.sleep(1)
        with asyncio.TaskGroup() as group:  # expect: missing-async-with
            group.create_task(asyncio.sleep(1))
        with self.connection.transaction() as transaction:  # expect: missing-async-with
            await transaction.execute("select 1")
        with connected("db://") as connection:  # expect: missing-async-with
            await connection.begin()
        with stage("one"), self.changed:  # expect: missing-async-with
            self.changed.notify_all()
        with Guarded():  # expect: missing-async-with
            pass
        with contextlib.AsyncExitStack() as stack:  # expect: missing-async-with
            await stack.enter_async_context(Transaction())

    async def the_other_way(self):
        async with stage("two"):  # expect: missing-async-with
            pass
        async with Stopwatch() as watch:  # expect: missing-async-with
            print(watch)
        async with STATE_LOCK:  # expect: missing-async-with
            pass
        async with contextlib.suppress(KeyError):  # expect: missing-async-with
            pass

    async def coroutine_gives_the_manager(self):
        async with self.connection.begin() as transaction:  # expect: missing-async-with
            await transaction.execute("select 1")
        async with self.connection.cursor():  # expect: missing-async-with
            pass
        with self.connection.begin() as transaction:  # expect: missing-async-with
            await transaction.execute("select 1")

    def plain_function(self):
        with self.lock:  # expect: missing-async-with
            return 1


def inspect_lock(lock: asyncio.Lock | None) -> bool:
    if lock is None:
        return False
    with lock:  # expect: missing-async-with
        return True


async def parenthesised() -> None:
    with (  # expect: missing-async-with
        stage("three") as name,
        Transaction() as transaction,
    ):
        await transaction.execute(name)
    manager = Transaction()
    with manager:  # expect: missing-async-with
        pass
    for manager in [Savepoint(), Savepoint()]:
        with manager as inner: await inner.execute("x")  # expect: missing-async-with
