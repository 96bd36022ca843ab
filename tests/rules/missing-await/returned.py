"""`return coro()` inside `async def`: whoever awaits the function gets a coroutine again."""
import asyncio
import logging

import urllib.error

log = logging.getLogger(__name__)


class Api:
    def __init__(self, token):
        self.token = token
        self.retries = 0

    async def _send(self, method, path):
        await asyncio.sleep(0)
        return {"method": method, "path": path}

    async def request(self, method, path):
        try:
            return await self._send(method, path)
        except urllib.error.URLError:
            self.retries += 1
            return self.request(method, path)  # expect: missing-await request

    async def get(self, path) -> dict:
        return self.request("GET", path)  # expect: missing-await request

    async def me(self):
        profile = await self.get("/me")
        return profile["name"]

    async def count(self, path: str) -> int:
        if not path:
            return 0
        return self._count(path)  # expect: missing-await _count

    async def _count(self, path: str) -> int:
        return len(path)

    def lookup(self, path: str) -> dict:
        # a sync function that promises a dict
        return self._send("GET", path)  # expect: missing-await _send

    def ping(self) -> None:
        return self._send("GET", "/ping")  # expect: missing-await _send


async def refresh(api: Api, left=3):
    try:
        await api.request("POST", "/refresh")
        return True
    except ConnectionError:
        if left:
            return refresh(api, left - 1)  # expect: missing-await refresh
        return False


async def main() -> None:
    api = Api("secret")
    if await refresh(api):
        log.info("hello %s", await api.me())
    log.info("%d", await api.count("/items"))
