# fix: gather-ignored-exceptions: Raise the first exception
import asyncio


async def fail():
    raise ValueError("é")


async def start():
    await asyncio.gather(fail(), asyncio.sleep(0), return_exceptions=True)


async def main():
    try:
        await start()
    except ValueError as error:
        return str(error)
