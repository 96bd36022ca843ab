from repository import Repository


class Service:
    def __init__(self, repository: Repository):
        self.repository = repository

    async def increase(self, key: str) -> int:
        value = await self.repository.get(key)
        await self.repository.put(key, value + 1)  # expect: await-non-awaitable
        await self.repository.flush()
        return value
