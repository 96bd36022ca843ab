from typing import Any

from asyncio import AbstractEventLoop as AbstractEventLoop

class Loop(AbstractEventLoop):
    def __getattr__(self, name: str) -> Any: ...

def __getattr__(name: str) -> Any: ...
