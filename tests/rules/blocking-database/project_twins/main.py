import asyncio

from clients import AsyncClient, Client


class Wrong:
    def __init__(self, url):
        self.client = Client(url)

    async def value(self, key):
        return self.client.get(key)  # expect: blocking-database

    async def stop(self):
        self.client.close()  # expect: blocking-database


class Right:
    def __init__(self, url):
        self.client = AsyncClient(url)

    async def value(self, key):
        return await self.client.get(key)

    async def stop(self):
        await self.client.close()


class Script:
    def __init__(self, url):
        self.client = Client(url)

    def value(self, key):
        return self.client.get(key)

    def stop(self):
        self.client.close()


async def main():
    right = Right("redis://cache")
    print(await right.value("a"))
    await right.stop()


if __name__ == "__main__":
    print(Script("redis://cache").value("a"))
    asyncio.run(main())
