# needs: aiohttp, httpx, sqlalchemy, aiosqlite
import aiohttp
import aiosqlite
import httpx
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

engine = create_async_engine("sqlite+aiosqlite://")


async def scrape(url: str) -> str:
    with aiohttp.ClientSession() as session:  # expect: missing-async-with
        async with session.get(url) as response:
            return await response.text()


async def scrape_again(session: aiohttp.ClientSession, url: str) -> int:
    with session.get(url) as response:  # expect: missing-async-with
        return response.status


async def download(url: str) -> bytes:
    with httpx.AsyncClient() as client:  # expect: missing-async-with
        return (await client.get(url)).content


async def upload(url: str) -> None:
    async with httpx.Client() as client:  # expect: missing-async-with
        print(client)


async def store(session: AsyncSession, path: str) -> None:
    with session.begin():  # expect: missing-async-with
        session.add(path)
    with aiosqlite.connect(path) as connection:  # expect: missing-async-with
        await connection.commit()
    with engine.connect() as connection:  # expect: missing-async-with
        await connection.commit()
