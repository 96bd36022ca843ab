"""Context variables that are read where the context is not."""

import asyncio
import functools
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id")
pool = ThreadPoolExecutor()


def log(message: str) -> None:
    print(request_id.get(), message)


def store(rows: list[str]) -> int:
    log("storing")
    return len(rows)


class Audit:
    user = ContextVar[str]("user")

    def write(self) -> str:
        name = self.user.get()
        return name.upper()

    async def save(self, rows: list[str]) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, log, "saving")  # expect: lost-context `log` reads the context variable `request_id`
        await loop.run_in_executor(pool, store, rows)  # expect: lost-context[warning]
        await loop.run_in_executor(None, functools.partial(store, rows))  # expect: lost-context
        await loop.run_in_executor(None, lambda: store(rows))  # expect: lost-context
        await loop.run_in_executor(None, self.write)  # expect: lost-context `self.user`
        await asyncio.wrap_future(pool.submit(log, "saved"))  # expect: lost-context `pool.submit` does not hand on
        threading.Thread(target=log, args=("done",)).start()  # expect: lost-context
