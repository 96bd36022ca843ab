"""What a coroutine gives, through functions that wait for it."""

import asyncio


class Connection:
    async def send(self, text):
        await asyncio.sleep(1)


async def connect():
    return Connection(), asyncio.Event()


async def streams():
    reader, writer = await asyncio.wait_for(asyncio.open_connection("host", 80), 3)
    line = reader.readline()  # expect: missing-await
    print(line.decode())
    writer.drain()  # expect: missing-await


async def waited():
    connection, closed = await asyncio.wait_for(connect(), timeout=3)
    connection.send("x")  # expect: missing-await
    closed.wait()  # expect: missing-await


async def shielded():
    connection, _ = await asyncio.shield(connect())
    connection.send("x")  # expect: missing-await


async def as_task():
    task = asyncio.create_task(connect())
    connection, _ = await task
    connection.send("x")  # expect: missing-await
    other, _ = task.result()
    other.send("x")  # expect: missing-await


async def gathered():
    pairs = await asyncio.gather(connect(), connect(), return_exceptions=False)  # expect: gather-partial-failure
    (first, _), (second, closed) = pairs
    first.send("x")  # expect: missing-await
    await second.send("x")
    closed.set()


async def silent():
    connection, closed = await asyncio.wait_for(connect(), 3)
    await connection.send("x")
    closed.set()
