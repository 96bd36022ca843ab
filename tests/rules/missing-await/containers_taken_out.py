"""Coroutines in collections: what is taken out is used as if it were a result, or nothing is."""

import asyncio


async def fetch(number=0):
    return {"number": number}


async def misused(numbers):
    first = [fetch(one) for one in numbers]  # expect: missing-await
    print(first[0]["number"])
    by_number = {one: fetch(one) for one in numbers}  # expect: missing-await
    for number, found in by_number.items():
        print(number, found["number"])
    named = {"a": fetch()}  # expect: missing-await
    for taken in named.values():
        print(taken["number"])
    got = {"a": fetch()}  # expect: missing-await
    print(got.get("a")["number"], got["a"]["number"])
    pair = (1, fetch(2))  # expect: missing-await
    print(pair[1]["number"])
    counted = [fetch(one) for one in numbers]  # expect: missing-await
    print(len(counted))
    popped = [fetch(one) for one in numbers]
    print(popped.pop()["number"])  # expect: missing-await
    chosen = [fetch(1)][0]  # expect: missing-await
    print(chosen["number"])


async def awaited(numbers):
    waiting = [fetch(one) for one in numbers]
    print(len(waiting))
    await waiting[0]
    await asyncio.wait([asyncio.ensure_future(one) for one in waiting[1:]])
    by_number = {one: fetch(one) for one in numbers}
    for number, coroutine in by_number.items():
        print(number, await coroutine)
    named = {"a": fetch()}
    await named.pop("a")
    others = {"a": fetch()}
    for coroutine in others.values():
        await coroutine
    sliced = [fetch(one) for one in numbers]
    for coroutine in sliced[1:]:
        await coroutine
    closed = [fetch(1)]
    closed[0].close()
    kept = [fetch(1)]
    kept[0] = fetch(2)
    await kept[0]
    given = [fetch(1)]
    task = asyncio.ensure_future(given[0])
    await task
    chosen = [fetch(1), fetch(2)][0]
    await chosen
    handed = (fetch(1), fetch(2))
    return handed[0], handed[1:]
