"""What a coroutine gives, through functions that wait for it."""

import asyncio


class Connection:
    async def send(self, text):
        await asyncio.sleep(1)


async def connect():
    return Connection(), asyncio.Event()


async def streams():
    reader, writer = await asyncio.wait_for(asyncio.open_connection("host", 80), 3)
    line = reader.readline()
    print(line.decode())
    await writer.drain()


async def waited():
    connection, closed = await asyncio.wait_for(connect(), timeout=3)
    await connection.send("x")
    await closed.wait()


async def shielded():
    connection, _ = await asyncio.shield(connect())
    await connection.send("x")


async def as_task():
    task = asyncio.create_task(connect())
    connection, _ = await task
    await connection.send("x")
    other, _ = task.result()
    await other.send("x")


async def gathered():
    pairs = await asyncio.gather(connect(), connect(), return_exceptions=False)
    (first, _), (second, closed) = pairs
    await first.send("x")
    await second.send("x")
    closed.set()


async def silent():
    connection, closed = await asyncio.wait_for(connect(), 3)
    await connection.send("x")
    closed.set()
