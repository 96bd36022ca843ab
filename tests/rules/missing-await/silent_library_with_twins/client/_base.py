from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Generic, TypeVar, Union

Result = TypeVar("Result")


class Commands(Generic[Result]):
    """Shared by the synchronous and the asynchronous class: returns what `execute` gives."""

    def execute(self, *words: str) -> Union[Awaitable[Any], Any]:
        raise NotImplementedError

    def get(self, key: str):
        return self.execute("GET", key)

    def set(self, key: str, value: str):
        return self.execute("SET", key, value)
