import asyncio

from service import jobs, timing
from service.compat import sleep
from service.jobs import Runner, run_later
from service.timing import pause as rest


async def direct_import():
    timing.pause(1)  # expect: blocking-sleep time.sleep


async def renamed():
    rest(1)  # expect: blocking-sleep


async def re_exported():
    sleep(1)  # expect: blocking-sleep


async def second_hop():
    jobs.run(lambda: None)  # expect: blocking-sleep


async def method(runner: Runner):
    runner.drain()  # expect: blocking-sleep


async def thread_helper():
    await run_later(1)


async def constructed():
    runner = Runner()
    runner.attempts = 3
    runner.run_one()  # expect: blocking-sleep


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(direct_import())
        group.create_task(renamed())


if __name__ == "__main__":
    asyncio.run(main())
