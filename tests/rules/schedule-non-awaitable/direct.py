"""Something else than a coroutine where a coroutine is to be run."""

import asyncio

from aio import connect


async def fetch(url: str, retries: int = 3) -> bytes:
    await asyncio.sleep(retries)
    return url.encode()


async def ping() -> None:
    await asyncio.sleep(0)


def parse(data: bytes) -> list[str]:
    return data.decode().split()


class Mirror:
    def __init__(self) -> None:
        self.urls: list[str] = []
        self.changed = asyncio.Event()

    async def refresh(self) -> int:
        await self.changed.wait()
        return len(self.urls)

    async def one_after_the_other(self) -> None:
        await asyncio.gather(  # expect: gather-partial-failure
            await fetch("a"),  # expect: schedule-non-awaitable has been awaited already
            await fetch("b"),  # expect: schedule-non-awaitable[error] its result is a `bytes`
        )
        first, second = await asyncio.gather(self.refresh(), await self.refresh())  # expect: schedule-non-awaitable | gather-partial-failure
        print(first, second)

    async def not_called(self) -> None:
        await asyncio.gather(ping, self.refresh())  # expect: schedule-non-awaitable a function that is not called | gather-partial-failure
        self.task = asyncio.create_task(self.refresh)  # expect: schedule-non-awaitable `create_task` wants a coroutine
        self.future = asyncio.ensure_future(ping)  # expect: schedule-non-awaitable
        await asyncio.wait_for(self.refresh, timeout=3)  # expect: schedule-non-awaitable
        await asyncio.shield(ping)  # expect: schedule-non-awaitable

    async def no_coroutine(self) -> None:
        await asyncio.wait_for(parse(b"a b"), 3)  # expect: schedule-non-awaitable is a `list`
        await asyncio.wait_for(self.changed.set(), 1)  # expect: schedule-non-awaitable is None
        self.task = asyncio.create_task(parse(b""))  # expect: schedule-non-awaitable
        async with asyncio.TaskGroup() as group:
            group.create_task(ping)  # expect: schedule-non-awaitable
            group.create_task(await ping())  # expect: schedule-non-awaitable

    async def a_task_of_a_task(self) -> None:
        loop = asyncio.get_running_loop()
        self.task = asyncio.create_task(asyncio.ensure_future(ping()))  # expect: schedule-non-awaitable runs already
        self.reader = loop.create_task(loop.run_in_executor(None, parse, b""))  # expect: schedule-non-awaitable

    async def wait_for_coroutines(self) -> None:
        await asyncio.wait([ping(), self.refresh()])  # expect: schedule-non-awaitable holds coroutines
        await asyncio.wait({fetch(url) for url in self.urls}, timeout=5)  # expect: schedule-non-awaitable
        jobs = [fetch(url) for url in self.urls]
        await asyncio.wait(jobs)  # expect: schedule-non-awaitable a collection of tasks
        await asyncio.wait(ping())  # expect: schedule-non-awaitable is a single coroutine
        for job in asyncio.as_completed(ping()):  # expect: schedule-non-awaitable
            await job


def from_a_thread(mirror: Mirror, loop: asyncio.AbstractEventLoop) -> None:
    asyncio.run_coroutine_threadsafe(mirror.refresh, loop)  # expect: schedule-non-awaitable
    connect(loop)


def main() -> None:
    asyncio.run(ping)  # expect: schedule-non-awaitable `run` wants a coroutine
    asyncio.run(parse(b"x"))  # expect: schedule-non-awaitable
    with asyncio.Runner() as runner:
        runner.run(ping)  # expect: schedule-non-awaitable
    loop = asyncio.new_event_loop()
    loop.run_until_complete(Mirror().refresh)  # expect: schedule-non-awaitable
