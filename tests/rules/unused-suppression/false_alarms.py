"""Comments that silence what they name, and comments that only look like ours."""

import asyncio
import time


async def save(record):
    await asyncio.sleep(0.1)
    return record


async def store(record):
    save(record)  # asyncsense: ignore[missing-await]
    time.sleep(1)  # asyncsense: ignore
    save(record)  # fire and forget  # asyncsense: ignore[missing-await]
    time.sleep(1)  # noqa
    text = "# asyncsense: ignore[missing-await]"
    return text


def plain(record):  # noqa
    return record
