"""Where the receiver of a forgotten call comes from."""

import contextlib
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from typing import Any, Generic, NamedTuple, Optional, ParamSpec, TypeVar, Union

T = TypeVar("T")
P = ParamSpec("P")


class Channel:
    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> "Channel":
        return self

    def __exit__(self, *exc: object) -> None: ...

    async def __aenter__(self) -> "Channel":
        return self

    async def __aexit__(self, *exc: object) -> None: ...

    async def publish(self, text: str) -> None: ...

    async def purge(self) -> None: ...


class QuietChannel(Channel):
    async def purge(self) -> None:
        return None


class Subscription(NamedTuple):
    topic: str
    channel: Channel


class Slot(Generic[T]):
    def __init__(self, value: T) -> None:
        self._value = value

    def take(self) -> T:
        return self._value


class Notifier:
    async def __call__(self, text: str) -> None: ...


class Hub:
    default: Channel
    notifier = Notifier()

    def __init__(self, channels, names=()):
        self.channels: dict[str, Channel] = {channel.name: channel for channel in channels}
        self.spare = [Channel(name) for name in names]
        self.default = next(iter(self.channels.values()))
        self.last: Optional[Channel] = None

    def pick(self, name):
        if name in self.channels:
            return self.channels[name]
        return self.default

    @contextlib.contextmanager
    def borrowed(self, name: str) -> Iterator[Channel]:
        yield self.channels[name]

    @contextlib.asynccontextmanager
    async def opened(self, name: str) -> AsyncIterator[Channel]:
        yield self.channels[name]

    @functools.cached_property
    def loudest(self):
        return QuietChannel("loud")


def traced(function: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    @functools.wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        return await function(*args, **kwargs)

    return wrapper


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def retried(times):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            for _ in range(times):
                with contextlib.suppress(OSError):
                    return await function(*args, **kwargs)
        return wrapper
    return decorate


@traced
async def announce(text: str) -> None: ...


@counted
async def archive(text):
    return text


@retried(3)
async def deliver(text):
    return text


def make(kind: type[T], *args: Any) -> T:
    return kind(*args)


async def elements(hub: Hub) -> None:
    for channel in hub.channels.values():
        await channel.purge()
    for name, channel in hub.channels.items():
        await channel.publish(name)
    for number, channel in enumerate(hub.spare):
        await channel.publish(str(number))
    await hub.channels["news"].purge()
    await hub.spare[0].purge()
    await hub.spare.pop().publish("bye")
    first, *rest = hub.spare
    await first.purge()
    for left, right in zip(hub.spare, rest):
        await left.publish(right.name)


async def narrowed(hub: Hub, name: str, either: Union[Channel, QuietChannel]) -> None:
    if (found := hub.channels.get(name)) is not None:
        await found.purge()
    last = hub.last
    if not last:
        return
    await last.purge()
    await either.publish("x")
    target = hub.last or hub.default
    await target.publish("y")
    if isinstance(either, QuietChannel):
        await either.purge()


async def made(hub: Hub) -> None:
    await hub.pick("news").publish("factory without annotation")
    await make(Channel, "made").purge()
    await Slot(Channel("slot")).take().publish("generic")
    await Subscription("news", hub.default).channel.purge()
    await hub.loudest.purge()
    await hub.notifier("callable object")
    publish = hub.default.publish
    await publish("bound method in a name")
    with hub.borrowed("news") as channel:
        await channel.publish("contextmanager")
    async with hub.opened("news") as channel:
        await channel.publish("asynccontextmanager")
    with Channel("sync") as plain, contextlib.suppress(KeyError):
        await plain.purge()
    async with Channel("async") as opened:
        await opened.purge()


async def decorated() -> None:
    await announce("typed decorator")
    await archive("sync wrapper that returns the coroutine")
    await deliver("decorator with arguments")
