"""Code that serves two modes, of which a private constant of its module chooses one."""

import asyncio
import time

_IS_SYNC = True
_STARTED = False
DEBUG = False
_lowercase = False


class Monitor:
    def cleanup(self) -> None: ...

    def close(self) -> None:
        if not _IS_SYNC:
            asyncio.gather(self.cleanup())
        else:
            self.cleanup()

    def join(self) -> None:
        if _IS_SYNC:
            return
        asyncio.sleep(1)


def listen() -> None:
    if _IS_SYNC:

        def handle(reader: asyncio.StreamReader) -> None:
            print(reader)

    else:

        def handle(reader: asyncio.StreamReader) -> None:
            print(reader.read(1024).strip())

    print(handle)


async def start() -> None:
    global _STARTED
    if not _STARTED:
        asyncio.sleep(1)  # expect: missing-await
    _STARTED = True


def pause() -> None:
    if not _IS_SYNC:
        time.sleep(1)


def stop() -> None:
    if _IS_SYNC:
        time.sleep(1)


async def main() -> None:
    pause()
    stop()  # expect: blocking-sleep
    if DEBUG:
        asyncio.sleep(1)  # expect: missing-await
    if _lowercase:
        asyncio.sleep(1)  # expect: missing-await
