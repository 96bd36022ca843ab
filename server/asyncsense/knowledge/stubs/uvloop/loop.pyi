from asyncio import AbstractEventLoop as AbstractEventLoop
from typing import Any

class Loop(AbstractEventLoop):
    def __getattr__(self, name: str) -> Any: ...

def __getattr__(name: str) -> Any: ...
