"""Functions that get their context, need none, or make their own."""

import asyncio
import contextvars
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextvars import ContextVar, copy_context

import shared

user: ContextVar[str] = ContextVar("user")
language: ContextVar[str] = ContextVar("language", default="en")
pool = ThreadPoolExecutor()
settings = {"user": "root"}


def greet() -> str:
    return f"hello {user.get()}"


def with_default() -> str:
    return user.get("nobody")


def with_none() -> str:
    return user.get(None) or "nobody"


def of_its_own() -> str:
    user.set("worker")
    return user.get()


def reset() -> None:
    token = user.set("x")
    user.reset(token)


def perhaps(verbose: bool) -> str:
    if verbose:
        return user.get()
    return ""


def of_a_dictionary() -> str:
    return settings.get("user") or ""


def given(name: str) -> str:
    return name


def unknown() -> str:
    return shared.variable.get()


def makes_lambda():
    return lambda: user.get()


async def answer() -> str:
    return user.get()


async def work(processes: ProcessPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(greet)
    await loop.run_in_executor(None, copy_context().run, greet)
    context = contextvars.copy_context()
    await loop.run_in_executor(pool, lambda: context.run(greet))
    await loop.run_in_executor(None, with_default)
    await loop.run_in_executor(None, with_none)
    await loop.run_in_executor(None, of_its_own)
    await loop.run_in_executor(None, reset)
    await loop.run_in_executor(None, perhaps, True)
    await loop.run_in_executor(None, of_a_dictionary)
    await loop.run_in_executor(None, given, user.get())
    await loop.run_in_executor(None, unknown)
    await loop.run_in_executor(None, makes_lambda)
    await loop.run_in_executor(processes, given, "x")
    loop.call_soon(greet)
    print(greet(), await answer())


def main() -> None:
    """No task has set anything here."""
    pool.submit(greet)
