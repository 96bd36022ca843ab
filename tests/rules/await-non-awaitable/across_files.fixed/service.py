from repository import Repository


class Service:
    def __init__(self, repository: Repository):
        self.repository = repository

    async def increase(self, key: str) -> int:
        value = await self.repository.get(key)
        self.repository.put(key, value + 1)
        await self.repository.flush()
        return value
