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
        url = self.url("items")
        self.log(url)
        name = await self.settings.name
        title = await self.settings.title
        checked = self.settings.validated()
        await asyncio.sleep(math.sqrt(checked.limit))
        size = len([name, title])
        print("size", size)
        await [url, name]
        await (url, size)
        await {"a": 1}
        await None
        await f"{url}"
        data = json.dumps({})
        path = PurePosixPath("a").joinpath("b")
        text = PurePosixPath("a").as_posix().upper()
        print(data, path, text)

    async def asyncio_objects(self, writer: asyncio.StreamWriter) -> None:
        self.queue.put_nowait(1)
        self.queue.task_done()
        self.closed.set()
        writer.write(b"bye")
        writer.close()
        task = asyncio.create_task(self.fetch("x"))
        task.cancel()
        asyncio.get_running_loop().time()

    async def functions(self) -> None:
        await self.fetch
        await helper
        await asyncio.sleep
        answer = await self.url
        print(answer)

    async def twice(self) -> None:
        coro = self.fetch("x")
        first = await coro
        second = await coro
        print(first, second)
        (await self.size()).width
        width = await (await self.size()).width
        print(width)

    async def in_a_loop(self) -> None:
        coro = self.fetch("x")
        for _ in range(3):
            print(await coro)

    async def double_await(self) -> None:
        data = await (await self.fetch("x"))
        print(data)

    async def untyped(self, items):
        parsed = self.parse("[]")
        count = ", ".join(items)
        names = sorted(items)
        return parsed, count, names


async def helper() -> int:
    return 1


async def collect(paths: list[str], client: Client) -> list[str]:
    urls = [client.url(path) for path in paths]
    if await client.settings.limit > 3:
        urls.clear()
    return urls


class Catalogue:
    def find(self, name: str) -> str:
        return json.loads(name)


async def look_up(catalogue: Catalogue) -> str:
    return catalogue.find("a")
