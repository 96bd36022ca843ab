"""Collections that are filled with coroutines item by item."""

import asyncio
from collections import OrderedDict, defaultdict


async def fetch(key):
    return {"key": key}


async def lost(keys):
    found = {}
    for key in keys:
        found[key] = fetch(key)  # expect: missing-await
    print(len(found))


async def misread(keys):
    found = dict()
    for key in keys:
        found[key] = fetch(key)  # expect: missing-await
    return {key: value["key"] for key, value in found.items()}


async def one(keys):
    data = {}
    data["x"] = fetch("x")  # expect: missing-await
    data["y"] = await fetch("y")
    print(data["x"]["key"])


async def ordered(keys):
    found = OrderedDict()
    for key in keys:
        found[key] = fetch(key)  # expect: missing-await
    for value in found.values():
        print(value["key"])


async def awaited(keys):
    found = {}
    for key in keys:
        found[key] = fetch(key)
    return {key: await value for key, value in found.items()}


async def awaited_before(keys):
    found = {}
    for key in keys:
        if key in found:
            print(await found[key])
        found[key] = fetch(key)


async def appended_after(keys):
    todo = []
    for key in keys:
        if todo:
            await todo[-1]
        todo.append(fetch(key))


async def given_back(keys):
    found = defaultdict(list)
    for key in keys:
        found[key] = fetch(key)
    return found


async def handed_on(keys, consumer):
    found = {}
    for key in keys:
        found[key] = fetch(key)
    consumer(found)


async def of_somebody_else(found, keys):
    for key in keys:
        found[key] = fetch(key)


class Kept:
    def __init__(self):
        self.pending = []
        self.by_key = {}

    async def start(self):
        pending = self.pending
        pending.append(fetch(1))
        by_key = self.by_key
        by_key["x"] = fetch(2)
        by_key["y"] = asyncio.create_task(fetch(3))

    async def finish(self):
        for one in [*self.pending, *self.by_key.values()]:
            await one
