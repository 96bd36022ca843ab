# fix: blocking-sleep: Await the chain down to `asyncio.sleep`
import time


class Store:
    def __init__(self):
        self.rows = {}

    def put(self, name):
        time.sleep(0.001)
        return self.rows.setdefault(name, len(self.rows))

    def put_all(self, names):
        return [self.put(name) for name in names]


async def main():
    store = Store()
    return -store.put_all("aé")[1], f"{store.put('é')!r}"
