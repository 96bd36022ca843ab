"""`await` on values that cannot be awaited."""

from __future__ import annotations

import asyncio
import json
import logging
import math
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

log = logging.getLogger(__name__)


@dataclass
class Settings:
    name: str
    limit: int = 3

    def validated(self) -> Settings:
        return self

    @property
    def title(self) -> str:
        return self.name.title()


class Size(NamedTuple):
    width: int
    height: int


class Client:
    def __init__(self, settings: Settings):
        self.settings = settings
        self.queue = asyncio.Queue()
        self.closed = asyncio.Event()

    def url(self, path):
        return "https://example.org/" + path

    def parse(self, text):
        if not text:
            return None
        return text.split(",")

    def log(self, text) -> None:
        log.info(text)

    async def fetch(self, path: str) -> dict[str, str]:
        return {"path": path}

    async def size(self) -> Size:
        return Size(1, 2)

    async def use(self) -> None:
        url = await self.url("items")  # expect: await-non-awaitable
        await self.log(url)  # expect: await-non-awaitable
        name = await self.settings.name  # expect: await-non-awaitable
        title = await self.settings.title  # expect: await-non-awaitable
        checked = await self.settings.validated()  # expect: await-non-awaitable
        await asyncio.sleep(await math.sqrt(checked.limit))  # expect: await-non-awaitable
        size = await len([name, title])  # expect: await-non-awaitable
        await print("size", size)  # expect: await-non-awaitable
        await [url, name]  # expect: await-non-awaitable
        await (url, size)  # expect: await-non-awaitable
        await {"a": 1}  # expect: await-non-awaitable
        await None  # expect: await-non-awaitable
        await f"{url}"  # expect: await-non-awaitable
        data = await json.dumps({})  # expect: await-non-awaitable
        path = await PurePosixPath("a").joinpath("b")  # expect: await-non-awaitable
        text = await PurePosixPath("a").as_posix().upper()  # expect: await-non-awaitable
        print(data, path, text)

    async def asyncio_objects(self, writer: asyncio.StreamWriter) -> None:
        await self.queue.put_nowait(1)  # expect: await-non-awaitable
        await self.queue.task_done()  # expect: await-non-awaitable
        await self.closed.set()  # expect: await-non-awaitable
        await writer.write(b"bye")  # expect: await-non-awaitable
        await writer.close()  # expect: await-non-awaitable
        task = asyncio.create_task(self.fetch("x"))
        await task.cancel()  # expect: await-non-awaitable
        await asyncio.get_running_loop().time()  # expect: await-non-awaitable

    async def functions(self) -> None:
        await self.fetch  # expect: await-non-awaitable
        await helper  # expect: await-non-awaitable
        await asyncio.sleep  # expect: await-non-awaitable
        answer = await self.url  # expect: await-non-awaitable
        print(answer)

    async def twice(self) -> None:
        coro = self.fetch("x")
        first = await coro
        second = await coro  # expect: await-non-awaitable
        print(first, second)
        (await self.size()).width
        width = await (await self.size()).width  # expect: await-non-awaitable
        print(width)

    async def in_a_loop(self) -> None:
        coro = self.fetch("x")
        for _ in range(3):
            print(await coro)  # expect: await-non-awaitable

    async def double_await(self) -> None:
        data = await (await self.fetch("x"))  # expect: await-non-awaitable
        print(data)

    async def untyped(self, items):
        parsed = await self.parse("[]")  # expect: await-non-awaitable
        count = await ", ".join(items)  # expect: await-non-awaitable
        names = await sorted(items)  # expect: await-non-awaitable
        return parsed, count, names


async def helper() -> int:
    return 1


async def collect(paths: list[str], client: Client) -> list[str]:
    urls = [await client.url(path) for path in paths]  # expect: await-non-awaitable
    if await client.settings.limit > 3:  # expect: await-non-awaitable
        urls.clear()
    return urls


class Catalogue:
    def find(self, name: str) -> str:
        return json.loads(name)


async def look_up(catalogue: Catalogue) -> str:
    return await catalogue.find("a")  # expect: await-non-awaitable `str`
