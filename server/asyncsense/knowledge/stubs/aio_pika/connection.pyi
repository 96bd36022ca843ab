from typing import Any

from aio_pika.abc import AbstractConnection as AbstractConnection

async def connect(*args: Any, **kwargs: Any) -> AbstractConnection: ...

def __getattr__(name: str) -> Any: ...
