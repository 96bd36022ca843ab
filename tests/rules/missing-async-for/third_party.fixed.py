# needs: aiohttp, httpx, redis, aiosqlite
import aiohttp
import aiosqlite
import httpx
import redis.asyncio as redis


async def read(response: aiohttp.ClientResponse, stream: httpx.Response) -> None:
    async for line in response.content:
        print(line)
    async for chunk in response.content.iter_chunked(1024):
        print(len(chunk))
    async for line in stream.aiter_lines():
        print(line)


async def listen(client: redis.Redis, socket: aiohttp.ClientWebSocketResponse) -> None:
    async for message in client.pubsub().listen():
        print(message)
    async for message in socket:
        print(message)


async def rows(connection: aiosqlite.Connection) -> None:
    async with connection.execute("select 1") as cursor:
        async for row in cursor:
            print(row)
