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
        self.session.close()  # expect: missing-await close
        self.cache.aclose()  # expect: missing-await aclose

    async def page(self, url):
        self.session.get(url)  # expect: missing-await get
        async with self.session.get(url) as response:
            text = response.text()  # expect: missing-await text
            data = response.json()["items"]  # expect: missing-await json
        status = self.session.head(url).status  # expect: missing-await head
        self.cache.set(url, text.strip())  # expect: missing-await set
        return data, status

    async def cached(self, url):
        if self.cache.exists(url):  # expect: missing-await exists
            return await self.cache.get(url)
        return None


async def download(url: str) -> bytes:
    async with httpx.AsyncClient() as client:
        response = client.get(url)  # expect: missing-await get
        return response.content


async def store(path: str, rows: list[tuple[str, int]]) -> None:
    async with aiosqlite.connect(path) as connection:
        connection.execute("create table if not exists t (name text, size int)")  # expect: missing-await execute
        connection.executemany("insert into t values (?, ?)", rows)  # expect: missing-await executemany
        connection.commit()  # expect: missing-await commit


async def users(session: AsyncSession) -> None:
    session.commit()  # expect: missing-await commit
    session.execute("select 1").all()  # expect: missing-await execute
    async with sessions() as other:
        other.refresh(session)  # expect: missing-await refresh
