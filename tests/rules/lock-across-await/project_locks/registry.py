import locks
from locks import AIO_LOCK, REGISTRY_LOCK, Guarded, TimedLock


class Registry(Guarded):
    def __init__(self):
        super().__init__()
        self.names = {}
        self.timed = TimedLock()

    async def add(self, name, resolve):
        with self.lock:  # expect: lock-across-await
            self.names[name] = await resolve(name)

    async def add_timed(self, name, resolve):
        with self.timed.lock:  # expect: lock-across-await
            self.names[name] = await resolve(name)


async def register(handle):
    with REGISTRY_LOCK:  # expect: lock-across-await
        await handle()


async def register_by_module(handle):
    with locks.REGISTRY_LOCK:  # expect: lock-across-await
        await handle()


async def register_well(handle):
    async with AIO_LOCK:
        await handle()
