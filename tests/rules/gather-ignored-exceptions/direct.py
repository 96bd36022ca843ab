"""Exceptions that `gather` gave back and nobody looked at."""

import asyncio
import logging
from typing import Any

log = logging.getLogger(__name__)


async def embed(text: str) -> list[float]:
    return [float(len(text))]


async def close(name: str) -> None:
    await asyncio.sleep(0)


class Index:
    def __init__(self) -> None:
        self.vectors: list[Any] = []
        self.workers: list[asyncio.Task[None]] = []

    async def add(self, texts: list[str]) -> None:
        tasks = [embed(text) for text in texts]
        await asyncio.gather(*tasks, return_exceptions=True)  # expect: gather-ignored-exceptions

    async def add_all(self, texts: list[str]) -> int:
        vectors = await asyncio.gather(*(embed(text) for text in texts), return_exceptions=True)  # expect: gather-ignored-exceptions
        for vector in vectors:
            self.vectors.append(len(vector))
        return len(vectors)

    async def flush(self) -> None:
        _ = await asyncio.gather(close("a"), close("b"), return_exceptions=True)  # expect: gather-ignored-exceptions

    async def start(self) -> None:
        results = await asyncio.gather(  # expect: gather-ignored-exceptions
            *self.workers,
            return_exceptions=True,
        )
        log.info("%d workers ended", len(results))


async def unused(texts: list[str]) -> None:
    results = await asyncio.gather(*map(embed, texts), return_exceptions=True)  # expect: gather-ignored-exceptions


async def unpacked(text: str) -> float:
    vector, nothing = await asyncio.gather(embed(text), close(text), return_exceptions=True)  # expect: gather-ignored-exceptions
    return vector[0]


async def indexed(text: str) -> float:
    return (await asyncio.gather(embed(text), return_exceptions=True))[0][0]  # expect: gather-ignored-exceptions


async def truthy(texts: list[str]) -> list[list[float]]:
    vectors = await asyncio.gather(*[embed(text) for text in texts], return_exceptions=True)  # expect: gather-ignored-exceptions
    return [vector for vector in vectors if vector]


async def exceptions_only(texts: list[str]) -> list[list[float]]:
    # CancelledError is no Exception: it passes for a vector
    vectors = await asyncio.gather(*[embed(text) for text in texts], return_exceptions=True)  # expect: gather-ignored-exceptions
    return [vector for vector in vectors if not isinstance(vector, Exception)]


async def exceptions_only_in_loop(texts: list[str]) -> float:
    total = 0.0
    results = await asyncio.gather(*map(embed, texts), return_exceptions=True)  # expect: gather-ignored-exceptions
    for result in results:
        if isinstance(result, Exception):
            log.error("failed: %s", result)
            continue
        total += result[0]
    return total


async def one_kind_only(texts: list[str]) -> int:
    results = await asyncio.gather(*map(embed, texts), return_exceptions=True)  # expect: gather-ignored-exceptions
    good = 0
    for result in results:
        if not isinstance(result, ValueError):
            good += len(result)
    return good


async def through_a_future(texts: list[str]) -> None:
    future = asyncio.gather(*map(embed, texts), return_exceptions=True)  # expect: gather-ignored-exceptions
    await future


async def with_timeout(texts: list[str]) -> None:
    await asyncio.wait_for(asyncio.gather(*map(embed, texts), return_exceptions=True), 3)  # expect: gather-ignored-exceptions


def main() -> None:
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.gather(close("a"), close("b"), return_exceptions=True, ))  # expect: gather-ignored-exceptions
    loop.close()


async def total(urls):
    sizes = await asyncio.gather(*map(fetch, urls), return_exceptions=True)  # expect: gather-ignored-exceptions
    return sum(sizes)


async def longest(urls):
    return max(await asyncio.gather(*map(fetch, urls), return_exceptions=True))  # expect: gather-ignored-exceptions
