"""Comments that silence nothing."""

import asyncio


async def save(record):
    await asyncio.sleep(0.1)
    return record


async def store(record):
    await save(record)  # asyncsense: ignore[missing-await]  # expect: unused-suppression
    # the comment names a rule of another kind
    save(record)  # asyncsense: ignore[blocking-sleep]  # expect: missing-await | unused-suppression
    return record  # asyncsense: ignore  # expect: unused-suppression
