"""Things that look like files, and files that other threads read."""

import asyncio
import io
import json
import logging
import os
import sys
from io import BytesIO, StringIO
from pathlib import Path, PurePath

import aiofiles
import anyio

logger = logging.getLogger(__name__)


async def in_memory(rows):
    buffer = StringIO()
    for row in rows:
        buffer.write(row)
    buffer.seek(0)
    return buffer.read()


async def in_memory_bytes(data: bytes):
    with BytesIO(data) as stream:
        return stream.read(4)


async def json_in_memory(text):
    return json.load(io.StringIO(text))


async def parameter(buffer: io.BytesIO):
    buffer.write(b"x")
    return buffer.getvalue()


async def with_aiofiles(path):
    async with aiofiles.open(path) as stream:
        return await stream.read()


async def with_anyio(path):
    async with await anyio.open_file(path) as stream:
        return await stream.read()


async def anyio_path(path):
    return await anyio.Path(path).read_text()


async def pure(path: PurePath):
    return path.with_suffix(".txt").name


async def names_only(path: Path, other: str):
    target = path / "a" / other
    return target.name, target.parent, os.path.join(other, "x"), os.path.basename(other)


async def in_thread(path: Path):
    return await asyncio.to_thread(path.read_text, encoding="utf-8")


async def in_executor(path):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, Path(path).read_bytes)


async def block_in_thread(path):
    def read():
        with open(path) as stream:
            return json.load(stream)

    return await asyncio.to_thread(read)


async def output(message):
    print(message)
    print(message, file=sys.stderr)
    logger.info("said %s", message)
    logger.exception("failed")
    sys.stdout.write(message)


async def network(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    data = await reader.read(100)
    writer.write(data)
    await writer.drain()


async def unknown(stream):
    return stream.read()


async def unknown_with(storage, key):
    with storage.open(key) as stream:
        return stream.read()


class Blob:
    def read(self):
        return b""

    def open(self):
        return self

    def write(self, data):
        self.data = data


async def own_class(blob: Blob):
    blob.write(blob.open().read())


def load(path):
    with open(path) as stream:
        return stream.read()


SETTINGS = load(__file__)


def main(path):
    text = load(path)
    asyncio.run(output(text))
