"""Coroutines that get several names at once, or are several."""


async def fetch(): ...


async def unpacked():
    a, b = fetch(), fetch()  # expect: missing-await is subscripted
    return a["x"], await b


async def unused():
    a, b = fetch(), fetch()  # expect: missing-await never used
    return await a


async def chained():
    x = y = fetch()  # expect: missing-await
    return x["a"], y["b"]


async def awaited():
    a, b = fetch(), fetch()
    return await a, await b


async def awaited_by_one_name():
    x = y = fetch()
    await x
    return y


async def swapped(a, b):
    a, b = b, fetch()
    return await b


async def starred():
    first, *rest = fetch(), fetch(), fetch()
    await first
    for one in rest:
        await one
