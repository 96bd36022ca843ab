# fix: blocking-database: Use `redis.asyncio.Redis`
# needs: redis
import asyncio

import redis


async def serve(reader, writer):
    while line := await reader.readline():
        words = []
        for _ in range(int(line[1:])):
            size = int((await reader.readline())[1:])
            words.append((await reader.readexactly(size + 2))[:-2])
        is_get = words[0].upper() == b"GET"
        writer.write(b"$2\r\n\xc3\xa9\r\n" if is_get else b"+OK\r\n")
    writer.close()


async def ask(port):
    client = redis.Redis(port=port, decode_responses=True)
    client.set("name", "é")
    found = client.get("name")
    client.close()
    return found


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        return await ask(server.sockets[0].getsockname()[1])
