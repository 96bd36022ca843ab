"""A synchronous and an asynchronous client whose bodies read the same."""

import redis
import redis.asyncio


class Client:
    def __init__(self, url):
        self.redis = redis.Redis.from_url(url)

    def get(self, key):
        return self.redis.get(key)

    def close(self):
        self.redis.delete("session")


class AsyncClient:
    def __init__(self, url):
        self.redis = redis.asyncio.Redis.from_url(url)

    async def get(self, key):
        return await self.redis.get(key)

    async def close(self):
        await self.redis.delete("session")
