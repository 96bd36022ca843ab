from pool import Pool


class Jobs:
    def __init__(self, pool):
        self.pool = pool

    async def run(self):
        with self.pool.lease() as number:  # expect: missing-async-with
            print(number)
        async with self.pool.open() as number:  # expect: missing-async-with
            print(number)
        with self.pool.exclusive():  # expect: missing-async-with
            print("alone")


jobs = Jobs(Pool(size=4))
