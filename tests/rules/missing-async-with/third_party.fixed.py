# needs: aiohttp, httpx, sqlalchemy, aiosqlite
import aiohttp
import aiosqlite
import httpx
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

engine = create_async_engine("sqlite+aiosqlite://")


async def scrape(url: str) -> str:
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            return await response.text()


async def scrape_again(session: aiohttp.ClientSession, url: str) -> int:
    async with session.get(url) as response:
        return response.status


async def download(url: str) -> bytes:
    async with httpx.AsyncClient() as client:
        return (await client.get(url)).content


async def upload(url: str) -> None:
    with httpx.Client() as client:
        print(client)


async def store(session: AsyncSession, path: str) -> None:
    async with session.begin():
        session.add(path)
    async with aiosqlite.connect(path) as connection:
        await connection.commit()
    async with engine.connect() as connection:
        await connection.commit()
