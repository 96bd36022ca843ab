"""What `async_to_sync` makes starts a loop wherever it is kept."""

import asyncio

from asgiref.sync import AsyncToSync, async_to_sync, sync_to_async


async def work(number: int) -> int:
    return number


sync_work = async_to_sync(work)


@async_to_sync
async def decorated() -> int:
    return 1


class Service:
    run = AsyncToSync(work)

    def __init__(self) -> None:
        self.go = async_to_sync(work)

    @async_to_sync
    async def method(self) -> int:
        return 1

    async def use(self) -> None:
        self.go(1)  # expect: nested-event-loop
        self.method()  # expect: nested-event-loop


def helper() -> int:
    return sync_work(2)


async def on_the_loop() -> None:
    sync_work(3)  # expect: nested-event-loop
    decorated()  # expect: nested-event-loop
    helper()  # expect: nested-event-loop
    local = async_to_sync(work)
    local(1)  # expect: nested-event-loop


async def in_a_thread() -> None:
    await sync_to_async(sync_work)(1)
    await asyncio.to_thread(sync_work, 1)
    await sync_to_async(helper)()


def without_a_loop() -> None:
    sync_work(1)
    decorated()
    print(helper(), Service().method())
