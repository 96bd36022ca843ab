"""Awaitable objects that work without being awaited, or that belong to somebody else."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, cast

import unknown_commands

RouteHandler = Callable[..., Coroutine[Any, Any, None]]


class Response:
    """Fires by itself, unless it is awaited at once."""

    def __init__(self, fire):
        self.fire = fire
        self.task = asyncio.create_task(self._fire())

    async def _fire(self):
        await self.fire()

    def __await__(self):
        return self.fire().__await__()


class Request:
    _open: dict[str, "Request"] = {}

    def __init__(self, name):
        self.name = name

    def __await__(self):
        try:
            yield
        finally:
            self._open.pop(self.name)


class Element:
    def run_method(self, name) -> Response:
        return Response(name)

    def play(self):
        self.run_method("play")


class Session:
    def __init__(self):
        self.requests: deque[Request] = deque()

    def last(self) -> Request:
        return self.requests.pop()


async def test_session(session: Session):
    session.last()
    request = session.last()
    assert request


def serve(in_background=False):
    if in_background:
        return Request("serve")
    print("served")


def main():
    serve()


class App:
    def get(self, path: str) -> RouteHandler:
        return cast(RouteHandler, self.route(path))

    def route(self, path):
        def decorate(function):
            return function

        return decorate


def index(request): ...


app = App()
app.get("/")(index)
app.get("/about")(lambda request: None)


@unknown_commands.command()
async def cli(): ...


if __name__ == "__main__":
    cli()
