import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from app.disk import Disk, scan
from app.offload import in_thread, offload


class Service:
    def __init__(self):
        self.disk = Disk("/var/data")
        self.pool = ThreadPoolExecutor(2)

    async def load(self, name):
        return await in_thread(self.disk.read, name)

    async def load_pooled(self, name):
        return await asyncio.get_running_loop().run_in_executor(self.pool, self.disk.read, name)

    async def load_all(self, names):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self.load(name)) for name in names]
        return [task.result() for task in tasks]

    async def rescan(self):
        thread = threading.Thread(target=scan, args=(self.disk,))
        thread.start()

    async def decorated(self, name):
        return await read_offloaded(self.disk, name)


@offload
def read_offloaded(disk, name):
    return disk.read(name)


def main():
    scan(Disk("/var/data"))
    asyncio.run(Service().load("a"))


if __name__ == "__main__":
    main()
