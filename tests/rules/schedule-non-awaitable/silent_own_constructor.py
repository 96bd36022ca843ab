"""A class of tasks that takes other arguments than its base."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Handle(asyncio.Task[Any]):
    def __init__(self, owner: "Owner", work: Coroutine[Any, Any, None]) -> None:
        super().__init__(work)
        self.owner = owner


class Owner:
    async def work(self) -> None: ...

    def start(self) -> Handle:
        return Handle(self, self.work())
