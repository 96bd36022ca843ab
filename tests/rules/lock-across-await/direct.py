"""Threading locks held while the coroutine is suspended."""

# decision: where an await stands in the block, this rule reports the `with`, and blocking-wait does not.
import asyncio
import threading
from collections import defaultdict
from threading import Lock, RLock

lock = threading.Lock()
reentrant = RLock()


async def module_lock(session, url):
    with lock:  # expect: lock-across-await
        return await session.get(url)


async def reentrant_lock(session, url):
    with reentrant:  # expect: lock-across-await
        response = await session.get(url)
        return response


async def deep_in_the_block(items, handle):
    with lock:  # expect: lock-across-await
        for item in items:
            if item:
                try:
                    await handle(item)
                except ValueError:
                    print("bad item")


async def async_with_inside(session, url):
    with lock:  # expect: lock-across-await
        async with session.get(url) as response:
            return response


async def async_for_inside(source):
    with lock:  # expect: lock-across-await
        async for item in source:
            print(item)


async def async_comprehension_inside(source):
    with lock:  # expect: lock-across-await
        return [item async for item in source]


async def several_managers(session, url, trace):
    with trace, lock:  # expect: lock-across-await
        return await session.get(url)


async def parameter(guard: threading.Lock, handle):
    with guard:  # expect: lock-across-await
        await handle()


async def condition(changed: threading.Condition, handle):
    with changed:  # expect: lock-across-await
        await handle()
        changed.notify_all()


async def semaphore(handle):
    slots = threading.BoundedSemaphore(3)
    with slots:  # expect: lock-across-await
        await handle()


class Cache:
    shared = threading.Lock()

    def __init__(self, loader):
        self.loader = loader
        self.values = {}
        self._lock = threading.Lock()
        self._locks = defaultdict(threading.Lock)
        self._by_name: dict[str, Lock] = {}

    @property
    def guard(self):
        return self._lock

    def lock_of(self, key) -> Lock:
        return self._by_name.setdefault(key, threading.Lock())

    async def get(self, key):
        with self._lock:  # expect: lock-across-await
            if key not in self.values:
                self.values[key] = await self.loader(key)
            return self.values[key]

    async def get_shared(self, key):
        with Cache.shared:  # expect: lock-across-await
            return await self.loader(key)

    async def get_keyed(self, key):
        with self._locks[key]:  # expect: lock-across-await
            return await self.loader(key)

    async def get_by_method(self, key):
        with self.lock_of(key):  # expect: lock-across-await
            return await self.loader(key)

    async def get_by_property(self, key):
        with self.guard as held:  # expect: lock-across-await
            print(held)
            return await self.loader(key)

    async def pages(self):
        with self._lock:  # expect: lock-across-await
            for key in self.values:
                await asyncio.sleep(0)
                yield key
