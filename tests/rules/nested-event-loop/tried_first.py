"""Functions that go on where a loop is running already, and one that does not."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_anywhere(coroutine: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(coroutine)
    except RuntimeError:
        with ThreadPoolExecutor(max_workers=1) as executor:
            return executor.submit(asyncio.run, coroutine).result()


def run_or_default(coroutine: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(coroutine)
    except ValueError:
        return 0


async def one() -> int:
    return 1


async def main() -> None:
    run_anywhere(one())  # expect: blocking-wait concurrent.futures.Future.result
    run_or_default(one())  # expect: nested-event-loop
