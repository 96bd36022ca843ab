import asyncio

from service import jobs, timing
from service.compat import sleep
from service.jobs import Runner, run_later
from service.timing import pause as rest


async def direct_import():
    timing.pause(1)


async def renamed():
    rest(1)


async def re_exported():
    await asyncio.sleep(1)


async def second_hop():
    jobs.run(lambda: None)


async def method(runner: Runner):
    runner.drain()


async def thread_helper():
    await run_later(1)


async def constructed():
    runner = Runner()
    runner.attempts = 3
    runner.run_one()


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(direct_import())
        group.create_task(renamed())


if __name__ == "__main__":
    asyncio.run(main())
