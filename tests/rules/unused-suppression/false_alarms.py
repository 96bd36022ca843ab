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


def tool(record):  # type: ignore[no-untyped-def]
    """# asyncsense: ignore[missing-await]"""
    return record  # pylint: disable=invalid-name


async def above(record):
    # asyncsense: ignore[missing-await]
    save(record)
    await save(record)  # ruff: ignore


async def several(record):
    save(time.sleep(1))  # asyncsense: ignore[missing-await, blocking-sleep]
    save(time.sleep(1))  # asyncsense: ignore


class Store:
    async def put(self, record):
        save(
            record,
        )  # asyncsense: ignore[missing-await]

    def plain(self, record):
        """How to silence it: `# asyncsense: ignore[missing-await]`."""
        return save(record)


async def in_text(record):
    print("""
    # asyncsense: ignore[missing-await]
    """)
    return await save(record)


async def words(record):
    # asyncsense reports what is not awaited; ignore that here
    return await save(record)


async def nested(record):
    async def inner():
        save(record)  # asyncsense: ignore[missing-await]

    await inner()


handlers = [lambda record: save(record)]
pause = time.sleep  # noqa: S101
