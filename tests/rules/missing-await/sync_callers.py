"""Plain functions that call coroutines: nothing ever runs."""
import asyncio
import atexit
import sys
from typing import Any


class Cache:
    def __init__(self) -> None:
        self.data: dict[str, Any] = {}

    async def load(self, key: str) -> Any:
        await asyncio.sleep(0)
        return self.data[key]

    async def store(self, key: str, value: Any) -> None:
        self.data[key] = value

    async def clear(self) -> None:
        self.data.clear()


class Application:
    def __init__(self):
        self.cache = Cache()
        self.cache.clear()  # expect: missing-await clear

    def shutdown(self):
        self.cache.clear()  # expect: missing-await

    def title(self):
        entry = self.cache.load("title")  # expect: missing-await load
        return entry["text"]

    @property
    def theme(self) -> str:
        return self.cache.load("theme").lower()  # expect: missing-await

    def is_ready(self) -> bool:
        return self.cache.load("ready")  # expect: missing-await

    def __del__(self):
        self.cache.clear()  # expect: missing-await


def install(app: Application) -> None:
    def on_exit() -> None:
        app.cache.clear()  # expect: missing-await

    atexit.register(on_exit)


async def run(argv):
    app = Application()
    await app.cache.store("argv", argv)
    return 0


def main(argv=None):
    code = run(argv or sys.argv[1:])  # expect: missing-await run
    sys.exit(code)


def legacy_main() -> None:
    try:
        run([])  # expect: missing-await
    except KeyboardInterrupt:
        print("stopped")


cache = Cache()
cache.store("started", True)  # expect: missing-await store
for name in ("a", "b"):
    cache.store(name, None)  # expect: missing-await
