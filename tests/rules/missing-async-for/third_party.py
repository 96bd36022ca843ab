# needs: aiohttp, httpx, redis, aiosqlite
import aiohttp
import aiosqlite
import httpx
import redis.asyncio as redis


async def read(response: aiohttp.ClientResponse, stream: httpx.Response) -> None:
    for line in response.content:  # expect: missing-async-for
        print(line)
    for chunk in response.content.iter_chunked(1024):  # expect: missing-async-for
        print(len(chunk))
    for line in stream.aiter_lines():  # expect: missing-async-for
        print(line)


async def listen(client: redis.Redis, socket: aiohttp.ClientWebSocketResponse) -> None:
    for message in client.pubsub().listen():  # expect: missing-async-for
        print(message)
    for message in socket:  # expect: missing-async-for
        print(message)


async def rows(connection: aiosqlite.Connection) -> None:
    async with connection.execute("select 1") as cursor:
        for row in cursor:  # expect: missing-async-for
            print(row)
