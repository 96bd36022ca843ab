"""Factories whose annotation does not say what they make: it may be more than the bound promises."""

from typing import Any, Generic, TypeVar


class Session:
    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *exc: object) -> None: ...

    def commit(self) -> None: ...


class AsyncSession(Session):
    async def __aenter__(self) -> "AsyncSession":
        return self

    async def __aexit__(self, *exc: object) -> None: ...


S = TypeVar("S", bound=Session)


class Factory(Generic[S]):
    def __init__(self, kind: type[S]) -> None:
        self.kind = kind

    def __call__(self, **options: Any) -> S:
        return self.kind(**options)

    def begin(self) -> S:
        return self.kind()


class Repository:
    def __init__(self, factory: Factory) -> None:
        self.factory = factory

    async def load(self) -> None:
        async with self.factory():
            pass
        async with self.factory.begin():
            pass


async def main(sync: Factory[Session]) -> None:
    await Repository(Factory(AsyncSession)).load()
    async with Factory(AsyncSession)():
        pass
    with Factory(Session)():
        pass
    with sync():
        pass
    with sync.begin():
        pass
