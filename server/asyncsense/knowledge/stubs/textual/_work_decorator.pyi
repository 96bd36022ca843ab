from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar, overload

from textual.worker import Worker

_P = ParamSpec("_P")
_T = TypeVar("_T")

@overload
def work(method: Callable[_P, Coroutine[Any, Any, _T]]) -> Callable[_P, Worker[_T]]: ...
@overload
def work(method: Callable[_P, _T]) -> Callable[_P, Worker[_T]]: ...
@overload
def work(*, thread: bool = ..., **kwargs: Any) -> Callable[[Callable[_P, Any]], Callable[_P, Worker[Any]]]: ...
def __getattr__(name: str) -> Any: ...
