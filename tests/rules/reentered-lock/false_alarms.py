"""Other locks, other objects, other times."""

import asyncio
import threading

LOCK = asyncio.Lock()


async def locked() -> None:
    async with LOCK:
        await asyncio.sleep(0)


async def with_a_lock_of_its_own() -> None:
    LOCK = asyncio.Lock()
    async with LOCK:
        await locked()


async def with_a_lock_that_it_is_given(LOCK: asyncio.Lock) -> None:
    async with LOCK:
        await locked()


async def behind_it() -> None:
    async with LOCK:
        print("short")
    await locked()


class Account:
    def __init__(self, peer: "Account") -> None:
        self.lock = asyncio.Lock()
        self.other_lock = asyncio.Lock()
        self.reentrant = threading.RLock()
        self.thread_lock = threading.Lock()
        self.limit = asyncio.Semaphore(3)
        self.condition = asyncio.Condition()
        self.peer = peer
        self.balance = 0
        self.connected = False
        self.background: set[asyncio.Task[None]] = set()

    async def book(self, amount: int) -> None:
        async with self.lock:
            self.balance += amount

    async def of_another_object(self) -> None:
        async with self.lock:
            await self.peer.book(1)

    async def another_lock(self) -> None:
        async with self.other_lock:
            await self.book(1)

    async def _book(self, amount: int) -> None:
        self.balance += amount

    async def without_taking_it(self) -> None:
        async with self.lock:
            await self._book(1)

    async def connect(self) -> None:
        if self.connected:
            return
        async with self.lock:
            self.connected = True

    async def only_if(self) -> None:
        if not self.connected:
            async with self.lock:
                self.connected = True

    async def returns_first(self) -> None:
        async with self.lock:
            self.connected = True
            await self.connect()
            await self.only_if()

    async def in_a_task(self) -> None:
        async with self.lock:
            task = asyncio.create_task(self.book(1))
            self.background.add(task)

    async def awaited_later(self) -> None:
        async with self.lock:
            booking = self.book(1)
        await booking

    async def let_go_meanwhile(self) -> None:
        async with self.lock:
            self.lock.release()
            await self.book(1)
            await self.lock.acquire()

    def sync_total(self) -> int:
        with self.reentrant:
            return self.balance

    def may_be_taken_twice(self) -> int:
        with self.reentrant:
            return self.sync_total()

    async def limited(self) -> None:
        async with self.limit:
            await asyncio.sleep(0)

    async def limited_twice(self) -> None:
        async with self.limit:
            await self.limited()

    async def notified(self) -> None:
        async with self.condition:
            await self.condition.wait()

    def handed_over(self) -> None:
        with self.thread_lock:
            threading.Thread(target=self.in_thread).start()

    def in_thread(self) -> None:
        with self.thread_lock:
            print(self.balance)

    def defines(self):
        with self.thread_lock:

            def later():
                self.in_thread()

            return later
