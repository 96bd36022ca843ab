"""Annotations that promise the result of what is really given, and classes whose subclasses can be awaited."""

import asyncio

import elsewhere


class Registration: ...


class Session:
    def register(self, function) -> Registration:
        reply = elsewhere.create_future()
        elsewhere.send(function, reply)
        return reply

    def start(self) -> "Session":
        coroutine = self._start()
        if asyncio.get_event_loop().is_running():
            return coroutine
        return asyncio.get_event_loop().run_until_complete(coroutine)

    async def _start(self):
        return self


async def register_all(session: Session) -> None:
    await session.register(print)
    await session.register(len)
    await session.register(max)
    await session.start()


class Query:
    def update(self, **values):
        return self


class UpdateQuery(Query):
    def __await__(self):
        yield


class Find:
    kind: type[Query] = UpdateQuery

    def update(self):
        return self.kind().update()


async def update_all(find: Find) -> None:
    await find.update()
