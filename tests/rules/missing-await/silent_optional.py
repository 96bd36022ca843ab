"""Objects that can be awaited, but wait for what is under way."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Generator

import elsewhere
from elsewhere import handler
from textual import work


class Mounted:
    def __init__(self, widgets: list[object]) -> None:
        self.widgets = widgets

    def __await__(self) -> Generator[None, None, None]:
        return elsewhere.wait_for(self.widgets).__await__()


class Removed:
    def __init__(self, tasks: list[asyncio.Task[None]]) -> None:
        self.tasks = tasks

    def __await__(self) -> Generator[None, None, None]:
        return elsewhere.wait_for(self.tasks).__await__()


class Widget:
    def mount(self, *widgets: object) -> Mounted:
        return Mounted(self.register(widgets))

    def remove(self) -> Removed:
        return Removed(self.tasks())

    def register(self, widgets): ...

    def tasks(self): ...


async def fill(widget: Widget) -> None:
    """A project that does this again and again knows that it works."""
    widget.mount("a")
    widget.mount("b")
    widget.mount("c")
    await widget.mount("d")
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
