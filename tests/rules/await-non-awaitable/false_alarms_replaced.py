"""Methods that are not what the library says: replaced on an object, overridden, declared by overloads."""

import asyncio
import mailbox
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, overload


class Requests:
    def __init__(self):
        self.executor = ThreadPoolExecutor(1)
        submit = self.executor.submit
        self.executor.submit = lambda *args: asyncio.wrap_future(submit(*args))

    def get(self, url):
        return self.executor.submit(print, url)


class Box(mailbox.mbox):
    async def keys(self):
        return []


class Search:
    @overload
    def run(self, query: str, as_text: Literal[True] = True) -> str: ...

    @overload
    def run(self, query: str, as_text: Literal[False]) -> list[str]: ...

    async def run(self, query, as_text=True):
        return query if as_text else [query]


async def main(box: Box):
    requests = Requests()
    await requests.get("https://example.com")
    await requests.executor.submit(print)
    await box.items()
    await Search().run("a")
    await Search().run("a", as_text=False)
