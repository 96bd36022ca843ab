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
        channel.purge()  # expect: missing-await
    for name, channel in hub.channels.items():
        channel.publish(name)  # expect: missing-await
    for number, channel in enumerate(hub.spare):
        channel.publish(str(number))  # expect: missing-await
    hub.channels["news"].purge()  # expect: missing-await
    hub.spare[0].purge()  # expect: missing-await
    hub.spare.pop().publish("bye")  # expect: missing-await
    first, *rest = hub.spare
    first.purge()  # expect: missing-await
    for left, right in zip(hub.spare, rest):
        left.publish(right.name)  # expect: missing-await


async def narrowed(hub: Hub, name: str, either: Union[Channel, QuietChannel]) -> None:
    if (found := hub.channels.get(name)) is not None:
        found.purge()  # expect: missing-await
    last = hub.last
    if not last:
        return
    last.purge()  # expect: missing-await
    either.publish("x")  # expect: missing-await
    target = hub.last or hub.default
    target.publish("y")  # expect: missing-await
    if isinstance(either, QuietChannel):
        either.purge()  # expect: missing-await


async def made(hub: Hub) -> None:
    hub.pick("news").publish("factory without annotation")  # expect: missing-await
    make(Channel, "made").purge()  # expect: missing-await
    Slot(Channel("slot")).take().publish("generic")  # expect: missing-await
    Subscription("news", hub.default).channel.purge()  # expect: missing-await
    hub.loudest.purge()  # expect: missing-await
    hub.notifier("callable object")  # expect: missing-await
    publish = hub.default.publish
    publish("bound method in a name")  # expect: missing-await
    with hub.borrowed("news") as channel:
        channel.publish("contextmanager")  # expect: missing-await
    async with hub.opened("news") as channel:
        channel.publish("asynccontextmanager")  # expect: missing-await
    with Channel("sync") as plain, contextlib.suppress(KeyError):
        plain.purge()  # expect: missing-await
    async with Channel("async") as opened:
        opened.purge()  # expect: missing-await


async def decorated() -> None:
    announce("typed decorator")  # expect: missing-await announce
    archive("sync wrapper that returns the coroutine")  # expect: missing-await archive
    deliver("decorator with arguments")  # expect: missing-await deliver
