# needs: aiohttp, httpx, redis, aiosqlite, sqlalchemy
"""Libraries whose methods give coroutines, and objects that work when awaited."""

import aiohttp
import aiosqlite
import httpx
import redis.asyncio as redis
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine("sqlite+aiosqlite://")
sessions = async_sessionmaker(engine, expire_on_commit=False)


class Crawler:
    def __init__(self):
        self.session = None
        self.cache = redis.Redis(host="localhost")

    async def open(self):
        self.session = aiohttp.ClientSession()

    async def close(self):
        await self.session.close()
        await self.cache.aclose()

    async def page(self, url):
        await self.session.get(url)
        async with self.session.get(url) as response:
            text = response.text()
            data = response.json()["items"]
        status = self.session.head(url).status
        await self.cache.set(url, text.strip())
        return data, status

    async def cached(self, url):
        if self.cache.exists(url):
            return await self.cache.get(url)
        return None


async def download(url: str) -> bytes:
    async with httpx.AsyncClient() as client:
        response = client.get(url)
        return response.content


async def store(path: str, rows: list[tuple[str, int]]) -> None:
    async with aiosqlite.connect(path) as connection:
        await connection.execute("create table if not exists t (name text, size int)")
        await connection.executemany("insert into t values (?, ?)", rows)
        await connection.commit()


async def users(session: AsyncSession) -> None:
    await session.commit()
    session.execute("select 1").all()
    async with sessions() as other:
        await other.refresh(session)
