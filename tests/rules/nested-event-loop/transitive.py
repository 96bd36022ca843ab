"""A synchronous facade over a coroutine, called from coroutines."""

import asyncio


async def request(path):
    await asyncio.sleep(0.1)
    return path


def get(path):
    return asyncio.run(request(path))


def get_json(path):
    return {"path": get(path)}


class SyncClient:
    def __init__(self):
        self._loop = asyncio.new_event_loop()

    def _run(self, coroutine):
        return self._loop.run_until_complete(coroutine)

    def get(self, path):
        return self._run(request(path))

    @property
    def version(self):
        return self.get("/version")

    def __enter__(self):
        self.get("/login")
        return self

    def __exit__(self, *exc_info):
        return None


class AsyncClient:
    async def get(self, path):
        return await request(path)


async def one_hop():
    return get("/")  # expect: nested-event-loop


async def two_hops():
    return get_json("/")  # expect: nested-event-loop


async def method(client: SyncClient):
    return client.get("/")  # expect: nested-event-loop


async def by_property(client: SyncClient):
    return client.version  # expect: nested-event-loop


async def with_block():
    with SyncClient() as client:  # expect: nested-event-loop
        return client


async def twin(client: AsyncClient):
    return await client.get("/")


async def in_thread():
    return await asyncio.to_thread(get_json, "/")


def main():
    print(get_json("/"))


if __name__ == "__main__":
    main()
