"""Objects that can be awaited, but wait for what is under way."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Generator

import elsewhere
from elsewhere import handler
from textual import work


class Removed:
    def __init__(self, tasks: list[asyncio.Task[None]]) -> None:
        self.tasks = tasks

    def __await__(self) -> Generator[None, None, None]:
        return elsewhere.wait_for(self.tasks).__await__()


class Widget:
    def remove(self) -> Removed:
        return Removed(self.tasks())

    def tasks(self): ...


async def clear(widget: Widget) -> None:
    widget.remove()


class Crawler(ABC):
    @abstractmethod
    def crawl(self) -> Awaitable[None]:
        raise NotImplementedError


class TaskCrawler(Crawler):
    def crawl(self) -> "asyncio.Task[None]":
        return elsewhere.started()


def start(crawler: Crawler) -> None:
    crawler.crawl()


class Screen:
    """Decorators that start what they decorate when it is called."""

    @work
    async def load(self) -> None: ...

    @work(exclusive=True)
    async def reload(self) -> None: ...

    @handler
    async def answer(self) -> None: ...


async def show(screen: Screen) -> None:
    screen.load()
    screen.reload()
    screen.answer()
