# fix: gather-ignored-exceptions: Let `gather` raise
import asyncio


async def fail(name):
    raise ValueError(name)


async def main():
    try:
        await asyncio.gather(
            asyncio.sleep(0),
            fail("é"),
            return_exceptions=True,
        )
    except ValueError as error:
        return str(error)
