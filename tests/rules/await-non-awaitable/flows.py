"""Objects that are called like the function that they were made of, as overloads for kinds of functions say."""

from collections.abc import Callable, Coroutine
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar, overload

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Flow(Generic[P, R]):
    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function

    @overload
    def __call__(self: "Flow[P, NoReturn]", *args: P.args, **kwargs: P.kwargs) -> None: ...
    @overload
    def __call__(
        self: "Flow[P, Coroutine[Any, Any, T]]", *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]: ...
    @overload
    def __call__(self: "Flow[P, T]", *args: P.args, **kwargs: P.kwargs) -> T: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.function(*args, **kwargs)


def flow(function: Callable[P, R]) -> Flow[P, R]:
    return Flow(function)


@flow
async def load(name: str) -> str:
    return name


@flow
async def untyped(name):
    return name


def run(functions: list[Callable[..., Any]]) -> list[Flow[..., Any]]:
    return [flow(function) for function in functions]


async def main() -> None:
    await load("a")
    await untyped("a")
    for one in run([print]):
        await one("a")
    load("b")  # expect: missing-await
    untyped("b")  # expect: missing-await
