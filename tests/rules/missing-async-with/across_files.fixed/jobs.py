from pool import Pool


class Jobs:
    def __init__(self, pool):
        self.pool = pool

    async def run(self):
        async with self.pool.lease() as number:
            print(number)
        async with await self.pool.open() as number:
            print(number)
        async with self.pool.exclusive():
            print("alone")


jobs = Jobs(Pool(size=4))
