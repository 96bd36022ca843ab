"""Comments that silence nothing."""

import asyncio


async def save(record):
    await asyncio.sleep(0.1)
    return record


async def store(record):
    await save(record)
    # the comment names a rule of another kind
    await save(record)
    return record
