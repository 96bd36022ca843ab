"""Values that may or may not be awaitable, and code that asks before it awaits."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Optional, Union
from unittest.mock import AsyncMock, MagicMock, Mock, patch

Handler = Callable[[str], Union[None, Awaitable[None]]]


class Memory:
    def get(self, key: str) -> Optional[str]:
        return None

    def clear(self) -> None: ...


class Remote:
    async def get(self, key: str) -> Optional[str]:
        return None

    async def clear(self) -> None: ...


async def compute(key: str) -> str:
    return key


class Events:
    def __init__(self) -> None:
        self.handlers: list[Handler] = []
        self.on_close: Optional[Callable[[], Awaitable[None]]] = None

    async def emit(self, event: str) -> None:
        for handler in self.handlers:
            result = handler(event)
            if inspect.isawaitable(result):
                await result

    async def emit_any(self, function: Any, *args: Any) -> Any:
        value = function(*args)
        if asyncio.iscoroutine(value):
            value = await value
        return value

    async def call(self, key: str) -> str:
        value = compute(key)
        if inspect.iscoroutine(value):
            value = await value
        return value

    async def close(self) -> None:
        if self.on_close:
            await self.on_close()
        if self.on_close is not None and self.handlers:
            self.handlers.clear()


def lookup(cache: Union[Memory, Remote], key: str) -> None:
    cache.get(key)
    cache.clear()


def choose(remote: bool):
    return Remote() if remote else Memory()


def use(remote: bool) -> None:
    choose(remote).clear()
    backend = choose(remote)
    value = backend.get("a")
    if value:
        print(value)


def maybe(flag: bool) -> Optional[Coroutine[Any, Any, str]]:
    return compute("x") if flag else None


async def truth(flag: bool) -> str:
    coro = maybe(flag)
    if coro:
        return await coro
    if (other := maybe(not flag)) is not None:
        return await other
    return ""


def dispatch(name: str, unknown, registry):
    unknown.clear()
    unknown.get(name)["x"].strip()
    registry[name]()
    getattr(unknown, name)()
    globals()[name]()
    method = getattr(Remote(), name)
    method()
    if callable(compute):
        print(compute, Remote.get, Remote().get)
    return hasattr(Remote(), "get") and Remote().get is not None


class Proxy:
    """Everything it gives comes from elsewhere."""

    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        return getattr(self._target, name)


async def proxied() -> None:
    proxy = Proxy(object())
    proxy.fetch("a")
    proxy.anything.at_all().here


def shadowed() -> None:
    def compute(key: str) -> str:
        return key.upper()

    compute("x").strip()


async def rebound(compute: Callable[[str], str]) -> str:
    return compute("x").strip()


class Base:
    async def run(self) -> None: ...

    def stop(self) -> None: ...


class Child(Base):
    def run(self) -> None: ...  # type: ignore[override]

    async def stop(self) -> None: ...  # type: ignore[override]


def overridden(base: Base) -> None:
    # a Child may stand here, whose `stop` is a coroutine: not certain, not ours
    base.stop()
    Child().run()


class TestEvents:
    def test_mocks(self) -> None:
        remote = Mock(spec=Remote)
        remote.get = AsyncMock(return_value="x")
        remote.get.return_value = "y"
        remote.get.side_effect = [None, "z"]
        remote.get.assert_not_called()
        client = MagicMock()
        client.fetch("a")
        client.fetch.assert_called_once_with("a")

    async def test_patch(self) -> None:
        with patch.object(Remote, "get", AsyncMock()) as get:
            await Remote().get("k")
            get.assert_awaited_once()


async def named_anew(name: str):
    value = compute(name)
    try:
        value = await asyncio.wait_for(value, 1)
    except TimeoutError:
        return None
    return value.title()


async def asked_what_it_is(name: str):
    value = compute(name)
    if inspect.isawaitable(value):
        return value
    return value.title()


async def wrapped_if_there(name: str, wrap: Callable[[Any], Any]):
    value = compute(name)
    if value:
        value = wrap(value)
    return await wrap(value)


class Node:
    async def close(self): ...


class Manager:
    def find(self, key):
        return Node()

    async def close(self, key):
        node = self.find(key)
        if inspect.iscoroutinefunction(node.close):
            await node.close()
        else:
            node.close()


class Base:
    async def get(self, key):
        return key


class Derived(Base):
    async def get(self, key):
        found = super().get(key)
        if found is not None:
            await found

    async def get_if_any(self, key):
        found = super().get(key)
        if found:
            await found


async def log_line(line):
    print(line)


class Feed:
    """Whoever makes one may leave a callback out."""

    def __init__(self, on_line, on_end=None):
        self.on_line = on_line
        self.on_end = on_end

    async def run(self, line):
        await self.on_line(line)
        if self.on_end:
            await self.on_end(line)


async def feed():
    await Feed(log_line, log_line).run("x")
