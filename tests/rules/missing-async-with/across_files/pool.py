import contextlib


class Lease:
    def __init__(self, pool, number):
        self.pool = pool
        self.number = number

    async def __aenter__(self):
        return self.number

    async def __aexit__(self, kind, error, trace):
        self.pool.free.append(self.number)


class Pool:
    def __init__(self, size=2):
        self.free = list(range(size))

    def lease(self):
        return Lease(self, self.free.pop())

    @contextlib.asynccontextmanager
    async def exclusive(self):
        taken, self.free = self.free, []
        try:
            yield taken
        finally:
            self.free = taken

    async def open(self):
        return Lease(self, 0)
