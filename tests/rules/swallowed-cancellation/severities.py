"""Where the task ends quietly, less is lost than where it goes on."""

import asyncio


async def work():
    await asyncio.sleep(1)


async def ends_quietly():
    try:
        while True:
            await work()
    except asyncio.CancelledError:  # expect: swallowed-cancellation[information] ends as if
        print("cancelled")


async def leaves_the_loop():
    while True:
        try:
            await work()
        except asyncio.CancelledError:  # expect: swallowed-cancellation[information]
            break


async def goes_on():
    try:
        await work()
    except asyncio.CancelledError:  # expect: swallowed-cancellation[warning] goes on
        print("cancelled")
    await work()


async def goes_round():
    while True:
        try:
            await work()
        except asyncio.CancelledError:  # expect: swallowed-cancellation[warning] goes on
            print("cancelled")


async def catches_all():
    try:
        await work()
    except:  # expect: swallowed-cancellation[warning] ends as if
        print("failed")
